// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CredentialRegistry} from "../../main/solidity/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../main/solidity/ICredentialRegistry.sol";
import {Cheating} from "./Cheats.sol";
import {NaiveTree} from "./NaiveTree.sol";

/// @dev Two departments act at random on eight digests, by themselves and under one root that both may anchor, and
/// remember what must hold ever after.
contract Departments is Cheating {
    CredentialRegistry public immutable registry;
    bytes32 public constant TYPE = keccak256("T");
    address[2] public accounts = [address(0xB0B), address(0xCAFE)];
    mapping(bytes32 => address) public owner;
    mapping(bytes32 => uint256) public since;
    mapping(bytes32 => bool) public revoked;
    mapping(address => mapping(bytes32 => bool)) public leafRevoked;
    mapping(address => uint256) public anchoredAt;
    bytes32 public immutable root;
    bytes32[][8] private paths;
    uint256 private _now = 1_800_000_000;

    constructor() {
        registry = new CredentialRegistry(address(this));
        registry.accredit(keccak256("did:a"), TYPE, accounts[0], 0, 0);
        registry.accredit(keccak256("did:b"), TYPE, accounts[1], 0, 0);
        root = NaiveTree.root(_all(), 0, 8);
        for (uint256 i = 0; i < 8; ++i) {
            paths[i] = NaiveTree.path(_all(), i, 0, 8);
        }
    }

    function digest(uint256 seed) public pure returns (bytes32) {
        return keccak256(abi.encode(seed % 8));
    }

    function leaf(uint256 which) public view returns (ICredentialRegistry.Leaf memory) {
        return ICredentialRegistry.Leaf(root, uint32(which % 8), paths[which % 8]);
    }

    function _all() private pure returns (bytes32[] memory all) {
        all = new bytes32[](8);
        for (uint256 i = 0; i < 8; ++i) {
            all[i] = digest(i);
        }
    }

    function anchor(uint256 who) external {
        vm.warp(++_now);
        vm.prank(accounts[who % 2]);
        registry.anchorBatch(TYPE, root, 8);
        if (anchoredAt[accounts[who % 2]] == 0) anchoredAt[accounts[who % 2]] = _now;
    }

    function changeLeaf(uint256 who, uint256 which, uint256 act, uint16 reason) external {
        vm.warp(++_now);
        bytes32 d = digest(which);
        ICredentialRegistry.Leaf memory l = leaf(which);
        vm.prank(accounts[who % 2]);
        if (act % 4 == 0) {
            try registry.suspendLeaf(d, l, reason) {} catch {}
        } else if (act % 4 == 1) {
            try registry.reinstateLeaf(d, l, reason) {} catch {}
        } else {
            try registry.revokeLeaf(d, l, reason) {
                leafRevoked[accounts[who % 2]][d] = true;
            } catch {}
        }
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
            bool revoked = departments.revoked(d) || departments.leafRevoked(entry.account, d);
            vm.assertTrue((entry.state == ICredentialRegistry.State.REVOKED) == revoked);
        }
    }

    function invariant_a_leaf_is_revoked_by_its_own_account_alone_and_for_good() public view {
        for (uint256 i = 0; i < 16; ++i) {
            address account = departments.accounts(i / 8);
            bytes32 d = departments.digest(i);
            ICredentialRegistry.Entry memory entry =
                departments.registry().entryInBatch(account, d, departments.leaf(i));
            vm.assertEq(entry.registeredAt, departments.anchoredAt(account));
            bool anchored = departments.anchoredAt(account) != 0;
            vm.assertTrue((entry.state != ICredentialRegistry.State.ABSENT) == anchored);
            bool revoked =
                departments.leafRevoked(account, d) || (departments.revoked(d) && departments.owner(d) == account);
            vm.assertTrue((entry.state == ICredentialRegistry.State.REVOKED) == (anchored && revoked));
        }
    }
}
