// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CredentialRegistry} from "../../main/solidity/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../main/solidity/ICredentialRegistry.sol";
import {Cheating} from "./Cheats.sol";

contract CredentialRegistryKeysTest is Cheating {
    address private constant POLICE = address(0xB0B);
    address private constant BRANCH = address(0xBEEF);
    address private constant MARKET = address(0xCAFE);
    bytes32 private constant DID = keccak256("did:police");
    bytes32 private constant TYPE = keccak256("ResidenceCertificate");
    bytes32 private constant OTHER = keccak256("SeniorCitizenCard");
    bytes32 private constant KEY = keccak256("thumbprint");
    uint40 private constant START = 1_800_000_000;

    CredentialRegistry private registry;

    function setUp() public {
        vm.warp(START);
        registry = new CredentialRegistry(address(this));
        registry.accredit(DID, TYPE, POLICE, START, 0);
        registry.accredit(DID, OTHER, BRANCH, START, 0);
        registry.accredit(keccak256("did:market"), TYPE, MARKET, START, 0);
    }

    function _accredit(address account, bytes32 credentialType, bool everyType) private {
        vm.prank(account);
        registry.accreditKey(credentialType, everyType, KEY, START, START + 100);
    }

    function test_no_key_is_required_before_the_first() public view {
        ICredentialRegistry.Key memory found = registry.key(DID, TYPE, KEY);
        vm.assertTrue(!found.required && found.typeAccount == address(0) && found.stolenSince == 0);
    }

    function test_accreditKey_for_a_type_holds_there_alone() public {
        vm.expectEmit(true, true, true, true);
        emit ICredentialRegistry.CredentialRegistryKeyAccredited(DID, KEY, TYPE, START, START + 100);
        _accredit(POLICE, TYPE, false);
        ICredentialRegistry.Key memory found = registry.key(DID, TYPE, KEY);
        vm.assertTrue(found.required);
        vm.assertEq(found.typeAccount, POLICE);
        vm.assertEq(found.typeFrom, START);
        vm.assertEq(found.typeUntil, START + 100);
        vm.assertTrue(!registry.key(DID, OTHER, KEY).required);
        vm.assertTrue(!registry.key(keccak256("did:market"), TYPE, KEY).required);
    }

    function test_accreditKey_for_every_type_holds_where_its_account_stands_now_or_later() public {
        _accredit(POLICE, TYPE, true);
        vm.assertEq(registry.key(DID, TYPE, KEY).accountAccount, POLICE);
        vm.assertTrue(!registry.key(DID, OTHER, KEY).required);
        registry.accredit(DID, OTHER, POLICE, START, 0);
        vm.assertEq(registry.key(DID, OTHER, KEY).accountAccount, POLICE);
    }

    function test_another_key_does_not_pass_once_one_is_accredited() public {
        _accredit(POLICE, TYPE, false);
        ICredentialRegistry.Key memory found = registry.key(DID, TYPE, keccak256("another"));
        vm.assertTrue(found.required && found.typeAccount == address(0) && found.accountAccount == address(0));
    }

    function test_accreditKey_by_who_is_not_accredited_is_refused() public {
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, BRANCH, TYPE)
        );
        _accredit(BRANCH, TYPE, true);
    }

    function test_accreditKey_without_a_key_or_ending_before_it_begins_is_refused() public {
        bytes4 refused = ICredentialRegistry.CredentialRegistryInvalidKey.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, bytes32(0), START, 0));
        vm.prank(POLICE);
        registry.accreditKey(TYPE, false, 0, START, 0);
        vm.expectRevert(abi.encodeWithSelector(refused, KEY, START, START));
        vm.prank(POLICE);
        registry.accreditKey(TYPE, false, KEY, START, START);
    }

    function test_a_theft_moves_earlier_only_and_outlives_the_accreditation() public {
        vm.prank(POLICE);
        registry.reportKeyStolen(DID, TYPE, KEY, START - 10);
        bytes4 refused = ICredentialRegistry.CredentialRegistryInvalidTheft.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, KEY, START - 10, START - 10));
        registry.reportKeyStolen(DID, TYPE, KEY, START - 10);
        registry.endAccreditation(DID, TYPE);
        vm.expectEmit(true, true, true, true);
        emit ICredentialRegistry.CredentialRegistryKeyStolen(DID, KEY, START - 20);
        vm.prank(POLICE);
        registry.reportKeyStolen(DID, TYPE, KEY, START - 20);
        vm.assertEq(registry.key(DID, OTHER, KEY).stolenSince, START - 20);
        registry.accredit(DID, TYPE, POLICE, START, 0);
        _accredit(POLICE, TYPE, false);
        vm.assertEq(registry.key(DID, TYPE, KEY).stolenSince, START - 20);
    }

    function test_a_theft_to_come_or_without_a_time_is_refused() public {
        bytes4 refused = ICredentialRegistry.CredentialRegistryInvalidTheft.selector;
        vm.expectRevert(abi.encodeWithSelector(refused, KEY, START + 1, 0));
        registry.reportKeyStolen(DID, TYPE, KEY, START + 1);
        vm.expectRevert(abi.encodeWithSelector(refused, KEY, 0, 0));
        registry.reportKeyStolen(DID, TYPE, KEY, 0);
    }

    function testFuzz_a_stranger_reports_no_theft(address stranger, bytes32 did, uint40 since) public {
        vm.assume(stranger != address(this) && (stranger != POLICE || did != DID));
        vm.assume(stranger != MARKET || did != keccak256("did:market"));
        vm.expectRevert(abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotOwnKey.selector, did, stranger));
        vm.prank(stranger);
        registry.reportKeyStolen(did, TYPE, KEY, since);
    }

    function testFuzz_the_report_is_the_earliest_of_all(uint40[8] calldata times) public {
        uint40 earliest = 0;
        for (uint256 i = 0; i < times.length; ++i) {
            uint40 since = times[i] % START;
            try registry.reportKeyStolen(DID, TYPE, KEY, since) {} catch {}
            if (since != 0 && (earliest == 0 || since < earliest)) earliest = since;
        }
        vm.assertEq(registry.key(DID, TYPE, KEY).stolenSince, earliest);
    }
}
