// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {CredentialRegistry} from "../../main/solidity/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../main/solidity/ICredentialRegistry.sol";
import {Cheating} from "./Cheats.sol";

contract CredentialRegistryTest is Cheating {
    address private constant ROOT = address(0xA11CE);
    address private constant POLICE = address(0xB0B);
    address private constant MARKET = address(0xCAFE);
    bytes32 private constant POLICE_DID = keccak256("did:web:example:police");
    bytes32 private constant MARKET_DID = keccak256("did:web:example:market");
    bytes32 private constant TYPE = keccak256("ResidenceCertificate");
    bytes32 private constant D = keccak256("one");
    uint40 private constant START = 1_800_000_000;

    CredentialRegistry private registry;

    function setUp() public {
        vm.warp(START);
        registry = new CredentialRegistry(ROOT);
        vm.prank(ROOT);
        registry.accredit(POLICE_DID, TYPE, POLICE, START, 0);
        vm.prank(ROOT);
        registry.accredit(MARKET_DID, TYPE, MARKET, START, 0);
    }

    function _batch(uint256 size) private pure returns (bytes32[] memory digests) {
        digests = new bytes32[](size);
        for (uint256 i = 0; i < size; ++i) {
            digests[i] = keccak256(abi.encode(i));
        }
    }

    function _register(address account, bytes32 digest) private {
        bytes32[] memory digests = new bytes32[](1);
        digests[0] = digest;
        vm.prank(account);
        registry.registerBatch(TYPE, digests);
    }

    function _state(bytes32 digest) private view returns (uint256) {
        return uint256(registry.entry(digest).state);
    }

    // accredit

    function test_accredit_is_the_root_authority_s_alone() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, POLICE, registry.ROOT_AUTHORITY_ROLE()
            )
        );
        vm.prank(POLICE);
        registry.accredit(POLICE_DID, TYPE, POLICE, START, 0);
    }

    function test_accredit_refuses_nobody_and_an_end_before_the_start() public {
        bytes4 refused = ICredentialRegistry.CredentialRegistryInvalidAccreditation.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, address(0), START, 0));
        vm.prank(ROOT);
        registry.accredit(POLICE_DID, TYPE, address(0), START, 0);
        vm.expectRevert(abi.encodeWithSelector(refused, POLICE, START, START));
        vm.prank(ROOT);
        registry.accredit(POLICE_DID, TYPE, POLICE, START, START);
    }

    function test_accredit_refuses_an_account_of_another_department() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICredentialRegistry.CredentialRegistryAccountInUse.selector, POLICE, TYPE, POLICE_DID
            )
        );
        vm.prank(ROOT);
        registry.accredit(MARKET_DID, TYPE, POLICE, START, 0);
    }

    function test_accredit_with_another_account_takes_the_right_from_the_first() public {
        vm.prank(ROOT);
        registry.accredit(POLICE_DID, TYPE, address(0xD00D), START, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, POLICE, TYPE)
        );
        _register(POLICE, D);
        _register(address(0xD00D), D);
        vm.assertEq(registry.accreditation(POLICE_DID, TYPE).account, address(0xD00D));
    }

    function test_endAccreditation_stops_registering_and_not_revoking() public {
        _register(POLICE, D);
        vm.prank(ROOT);
        registry.endAccreditation(POLICE_DID, TYPE);
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, POLICE, TYPE)
        );
        _register(POLICE, keccak256("two"));
        vm.prank(POLICE);
        registry.revoke(D, 1);
        vm.assertEq(_state(D), 3);
    }

    function test_endAccreditation_twice_is_refused() public {
        vm.prank(ROOT);
        registry.endAccreditation(POLICE_DID, TYPE);
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNoAccreditation.selector, POLICE_DID, TYPE)
        );
        vm.prank(ROOT);
        registry.endAccreditation(POLICE_DID, TYPE);
    }

    // registerBatch

    function test_registerBatch_records_who_and_when() public {
        vm.expectEmit(true, true, true, true);
        emit ICredentialRegistry.CredentialRegistryRegistered(D, POLICE);
        _register(POLICE, D);
        ICredentialRegistry.Entry memory entry = registry.entry(D);
        vm.assertEq(entry.account, POLICE);
        vm.assertEq(entry.registeredAt, START);
        vm.assertEq(entry.changedAt, START);
        vm.assertEq(entry.reasonCode, 0);
        vm.assertEq(_state(D), 1);
    }

    function test_registerBatch_again_changes_nothing() public {
        _register(POLICE, D);
        vm.prank(POLICE);
        registry.revoke(D, 4);
        vm.warp(START + 10);
        _register(POLICE, D);
        vm.assertEq(registry.entry(D).registeredAt, START);
        vm.assertEq(_state(D), 3);
    }

    function test_registerBatch_leaves_the_digest_of_another_and_says_so() public {
        _register(POLICE, D);
        bytes32[] memory digests = new bytes32[](2);
        digests[0] = D;
        digests[1] = keccak256("two");
        vm.expectEmit(true, true, true, true);
        emit ICredentialRegistry.CredentialRegistryDigestTaken(D, POLICE, MARKET);
        vm.prank(MARKET);
        registry.registerBatch(TYPE, digests);
        ICredentialRegistry.Entry[] memory found = registry.entries(digests);
        vm.assertEq(found[0].account, POLICE);
        vm.assertEq(found[1].account, MARKET);
    }

    function test_registerBatch_of_another_type_is_refused() public {
        bytes32 other = keccak256("SeniorCitizenCard");
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, POLICE, other)
        );
        vm.prank(POLICE);
        registry.registerBatch(other, _batch(1));
    }

    function test_registerBatch_of_1() public {
        vm.prank(POLICE);
        registry.registerBatch(TYPE, _batch(1));
    }

    function test_registerBatch_of_100() public {
        vm.prank(POLICE);
        registry.registerBatch(TYPE, _batch(100));
    }

    function test_registerBatch_of_500() public {
        vm.prank(POLICE);
        registry.registerBatch(TYPE, _batch(500));
    }

    // suspend, reinstate, revoke

    function test_suspend_and_reinstate_record_reason_and_time() public {
        _register(POLICE, D);
        vm.warp(START + 100);
        vm.prank(POLICE);
        registry.suspend(D, 7);
        vm.assertEq(_state(D), 2);
        vm.assertEq(registry.entry(D).changedAt, START + 100);
        vm.assertEq(registry.entry(D).reasonCode, 7);
        vm.warp(START + 200);
        vm.prank(POLICE);
        registry.reinstate(D, 8);
        vm.assertEq(_state(D), 1);
        vm.assertEq(registry.entry(D).changedAt, START + 200);
        vm.assertEq(registry.entry(D).registeredAt, START);
    }

    function test_each_change_is_refused_in_the_wrong_state() public {
        bytes4 conflict = ICredentialRegistry.CredentialRegistryStateConflict.selector;
        _register(POLICE, D);
        vm.expectRevert(abi.encodeWithSelector(conflict, D, ICredentialRegistry.State.IN_FORCE));
        vm.prank(POLICE);
        registry.reinstate(D, 1);
        vm.prank(POLICE);
        registry.revoke(D, 1);
        vm.expectRevert(abi.encodeWithSelector(conflict, D, ICredentialRegistry.State.REVOKED));
        vm.prank(POLICE);
        registry.suspend(D, 1);
        vm.expectRevert(abi.encodeWithSelector(conflict, D, ICredentialRegistry.State.REVOKED));
        vm.prank(POLICE);
        registry.reinstate(D, 1);
        vm.expectRevert(abi.encodeWithSelector(conflict, D, ICredentialRegistry.State.REVOKED));
        vm.prank(POLICE);
        registry.revoke(D, 1);
    }

    function test_a_digest_of_nobody_cannot_be_revoked() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                ICredentialRegistry.CredentialRegistryNotOwnDigest.selector, D, address(0), POLICE
            )
        );
        vm.prank(POLICE);
        registry.revoke(D, 1);
    }

    // fuzz

    function testFuzz_a_stranger_changes_nothing(address stranger, bytes32 digest, uint16 reason) public {
        vm.assume(stranger != POLICE);
        _register(POLICE, digest);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICredentialRegistry.CredentialRegistryNotOwnDigest.selector, digest, POLICE, stranger
            )
        );
        vm.prank(stranger);
        registry.revoke(digest, reason);
        vm.assertEq(_state(digest), 1);
    }

    function testFuzz_the_packed_word_gives_back_what_went_in(bytes32 digest, uint32 later, uint16 reason) public {
        _register(POLICE, digest);
        vm.warp(uint256(START) + later);
        vm.prank(POLICE);
        registry.revoke(digest, reason);
        ICredentialRegistry.Entry memory entry = registry.entry(digest);
        vm.assertEq(entry.account, POLICE);
        vm.assertEq(entry.registeredAt, START);
        vm.assertEq(entry.changedAt, uint256(START) + later);
        vm.assertEq(entry.reasonCode, reason);
        vm.assertEq(uint256(entry.state), 3);
    }

    function testFuzz_registering_holds_from_start_to_end_only(uint40 from, uint40 until, uint40 now_) public {
        vm.assume(until > from);
        vm.prank(ROOT);
        registry.accredit(POLICE_DID, TYPE, POLICE, from, until);
        vm.warp(now_);
        if (now_ < from || now_ >= until) {
            vm.expectRevert(
                abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, POLICE, TYPE)
            );
        }
        _register(POLICE, D);
    }
}
