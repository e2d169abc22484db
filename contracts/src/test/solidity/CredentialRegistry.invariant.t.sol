// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CredentialRegistry} from "../../main/solidity/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../main/solidity/ICredentialRegistry.sol";
import {Cheating} from "./Cheats.sol";

/// @dev Two departments act at random on eight digests, and remember what must hold ever after.
contract Departments is Cheating {
    CredentialRegistry public immutable registry;
    bytes32 public constant TYPE = keccak256("T");
    address[2] public accounts = [address(0xB0B), address(0xCAFE)];
    mapping(bytes32 => address) public owner;
    mapping(bytes32 => uint256) public since;
    mapping(bytes32 => bool) public revoked;
    uint256 private _now = 1_800_000_000;

    constructor() {
        registry = new CredentialRegistry(address(this));
        registry.accredit(keccak256("did:a"), TYPE, accounts[0], 0, 0);
        registry.accredit(keccak256("did:b"), TYPE, accounts[1], 0, 0);
    }

    function digest(uint256 seed) public pure returns (bytes32) {
        return keccak256(abi.encode(seed % 8));
    }

    function register(uint256 who, uint256 first, uint256 second) external {
        vm.warp(++_now);
        bytes32[] memory digests = new bytes32[](2);
        (digests[0], digests[1]) = (digest(first), digest(second));
        vm.prank(accounts[who % 2]);
        registry.registerBatch(TYPE, digests);
        for (uint256 i = 0; i < 2; ++i) {
            if (owner[digests[i]] == address(0)) (owner[digests[i]], since[digests[i]]) = (accounts[who % 2], _now);
        }
    }

    function change(uint256 who, uint256 which, uint256 act, uint16 reason) external {
        vm.warp(++_now);
        bytes32 d = digest(which);
        vm.prank(accounts[who % 2]);
        if (act % 4 == 0) {
            try registry.suspend(d, reason) {} catch {}
        } else if (act % 4 == 1) {
            try registry.reinstate(d, reason) {} catch {}
        } else {
            try registry.revoke(d, reason) {
                revoked[d] = true;
            } catch {}
        }
    }
}

contract CredentialRegistryInvariantTest is Cheating {
    Departments private departments;

    function setUp() public {
        departments = new Departments();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(departments);
    }

    function invariant_the_first_owner_and_time_stay_and_revoked_is_final() public view {
        for (uint256 i = 0; i < 8; ++i) {
            bytes32 d = departments.digest(i);
            ICredentialRegistry.Entry memory entry = departments.registry().entry(d);
            vm.assertEq(entry.account, departments.owner(d));
            vm.assertEq(entry.registeredAt, departments.since(d));
            vm.assertTrue(entry.changedAt >= entry.registeredAt);
            vm.assertTrue((entry.account == address(0)) == (entry.state == ICredentialRegistry.State.ABSENT));
            vm.assertTrue((entry.state == ICredentialRegistry.State.REVOKED) == departments.revoked(d));
        }
    }
}
