// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev The few of forge's cheat codes that the tests use. The npm package of forge-std lacks the ds-test it needs.
interface Cheats {
    function prank(address) external;
    function warp(uint256) external;
    function assume(bool) external pure;
    function expectRevert(bytes calldata) external;
    function expectEmit(bool, bool, bool, bool) external;
    function assertEq(uint256, uint256) external pure;
    function assertEq(address, address) external pure;
    function assertTrue(bool) external pure;
}

abstract contract Cheating {
    Cheats internal constant vm = Cheats(address(uint160(uint256(keccak256("hevm cheat code")))));
}
