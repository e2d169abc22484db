// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {CredentialRegistry} from "../../main/solidity/CredentialRegistry.sol";
import {ICredentialRegistry} from "../../main/solidity/ICredentialRegistry.sol";
import {Cheating} from "./Cheats.sol";
import {NaiveTree} from "./NaiveTree.sol";

contract CredentialRegistryBatchTest is Cheating {
    address private constant POLICE = address(0xB0B);
    address private constant MARKET = address(0xCAFE);
    bytes32 private constant TYPE = keccak256("ResidenceCertificate");
    uint40 private constant START = 1_800_000_000;
    bytes4 private constant NOT_THERE = ICredentialRegistry.CredentialRegistryNotInOwnBatch.selector;

    CredentialRegistry private registry;
    bytes32[] private seven;
    bytes32 private root;
    /// @dev made beforehand: a prank ends with the next call, and hashing is one
    bytes32[][7] private paths;

    function setUp() public {
        vm.warp(START);
        registry = new CredentialRegistry(address(this));
        registry.accredit(keccak256("did:police"), TYPE, POLICE, START, 0);
        registry.accredit(keccak256("did:market"), TYPE, MARKET, START, 0);
        seven = _digests(7);
        root = NaiveTree.root(seven, 0, 7);
        for (uint256 i = 0; i < 7; ++i) {
            paths[i] = NaiveTree.path(seven, i, 0, 7);
        }
    }

    function _digests(uint256 count) private pure returns (bytes32[] memory digests) {
        digests = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) {
            digests[i] = keccak256(abi.encode(i));
        }
    }

    function _leaf(uint32 index) private view returns (ICredentialRegistry.Leaf memory) {
        return ICredentialRegistry.Leaf(root, index, paths[index]);
    }

    function _anchor(address account) private {
        vm.prank(account);
        registry.anchorBatch(TYPE, root, 7);
    }

    function _state(address account, uint32 index) private view returns (uint256) {
        return uint256(registry.entryInBatch(account, seven[index], _leaf(index)).state);
    }

    // anchorBatch

    function test_anchorBatch_registers_each_leaf() public {
        vm.expectEmit(true, true, true, true);
        emit ICredentialRegistry.CredentialRegistryBatchAnchored(POLICE, TYPE, root, 7);
        _anchor(POLICE);
        vm.assertEq(registry.batch(POLICE, root).leafCount, 7);
        for (uint32 i = 0; i < 7; ++i) {
            ICredentialRegistry.Entry memory entry = registry.entryInBatch(POLICE, seven[i], _leaf(i));
            vm.assertEq(entry.account, POLICE);
            vm.assertEq(entry.registeredAt, START);
            vm.assertEq(entry.changedAt, START);
            vm.assertEq(uint256(entry.state), 1);
        }
        vm.assertEq(uint256(registry.entry(seven[0]).state), 0);
    }

    function test_anchorBatch_of_a_million() public {
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, root, 1_000_000);
    }

    function test_anchorBatch_again_keeps_the_first_time_and_another_count_is_refused() public {
        _anchor(POLICE);
        vm.warp(START + 9);
        _anchor(POLICE);
        vm.assertEq(registry.batch(POLICE, root).anchoredAt, START);
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryBatchConflict.selector, root, uint32(7))
        );
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, root, 8);
    }

    function test_anchorBatch_of_nothing_and_by_a_stranger_is_refused() public {
        vm.expectRevert(abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryEmptyBatch.selector, root));
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, root, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ICredentialRegistry.CredentialRegistryNotAccredited.selector, address(0xBAD), TYPE)
        );
        _anchor(address(0xBAD));
    }

    // one leaf's state

    function test_a_leaf_is_suspended_reinstated_and_revoked_alone() public {
        _anchor(POLICE);
        vm.warp(START + 100);
        vm.prank(POLICE);
        registry.suspendLeaf(seven[6], _leaf(6), 7);
        vm.assertEq(_state(POLICE, 6), 2);
        vm.prank(POLICE);
        registry.reinstateLeaf(seven[6], _leaf(6), 8);
        vm.assertEq(_state(POLICE, 6), 1);
        vm.prank(POLICE);
        registry.revokeLeaf(seven[6], _leaf(6), 9);
        ICredentialRegistry.Entry memory entry = registry.entryInBatch(POLICE, seven[6], _leaf(6));
        vm.assertEq(uint256(entry.state), 3);
        vm.assertEq(entry.reasonCode, 9);
        vm.assertEq(entry.registeredAt, START);
        vm.assertEq(entry.changedAt, START + 100);
        vm.assertEq(_state(POLICE, 5), 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICredentialRegistry.CredentialRegistryStateConflict.selector,
                seven[6],
                ICredentialRegistry.State.REVOKED
            )
        );
        vm.prank(POLICE);
        registry.reinstateLeaf(seven[6], _leaf(6), 8);
    }

    function test_who_copies_a_root_neither_hinders_its_issuer_nor_touches_its_leaves() public {
        _anchor(MARKET);
        _anchor(POLICE);
        vm.prank(MARKET);
        registry.revokeLeaf(seven[2], _leaf(2), 1);
        vm.assertEq(_state(MARKET, 2), 3);
        vm.assertEq(_state(POLICE, 2), 1);
        vm.prank(POLICE);
        registry.revokeLeaf(seven[2], _leaf(2), 5);
        vm.assertEq(_state(POLICE, 2), 3);
    }

    function test_who_anchored_nothing_revokes_nothing() public {
        _anchor(POLICE);
        vm.expectRevert(abi.encodeWithSelector(NOT_THERE, seven[2], root, MARKET));
        vm.prank(MARKET);
        registry.revokeLeaf(seven[2], _leaf(2), 1);
    }

    function test_who_registers_the_digest_alone_leaves_the_batch_as_it_is() public {
        _anchor(POLICE);
        bytes32[] memory one = new bytes32[](1);
        one[0] = seven[3];
        vm.prank(MARKET);
        registry.registerBatch(TYPE, one);
        vm.prank(MARKET);
        registry.revoke(seven[3], 1);
        vm.assertEq(_state(POLICE, 3), 1);
    }

    function test_revoked_in_one_mode_is_revoked_in_both() public {
        _anchor(POLICE);
        bytes32[] memory two = new bytes32[](2);
        (two[0], two[1]) = (seven[3], seven[4]);
        vm.prank(POLICE);
        registry.registerBatch(TYPE, two);
        vm.prank(POLICE);
        registry.revoke(seven[3], 1);
        vm.prank(POLICE);
        registry.revokeLeaf(seven[4], _leaf(4), 1);
        vm.assertEq(_state(POLICE, 3), 3);
        vm.assertEq(uint256(registry.entry(seven[4]).state), 3);
        vm.assertEq(uint256(registry.entries(two)[1].state), 3);
    }

    function test_revoked_in_one_batch_is_revoked_in_the_next() public {
        _anchor(POLICE);
        vm.prank(POLICE);
        registry.revokeLeaf(seven[0], _leaf(0), 1);
        bytes32[] memory again = new bytes32[](1);
        again[0] = seven[0];
        bytes32 other = NaiveTree.root(again, 0, 1);
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, other, 1);
        ICredentialRegistry.Leaf memory leaf = ICredentialRegistry.Leaf(other, 0, new bytes32[](0));
        vm.assertEq(uint256(registry.entryInBatch(POLICE, seven[0], leaf).state), 3);
    }

    function test_an_inner_node_is_no_leaf() public {
        // a tree of two whose leaves are known: the root's own children, offered as digests, lead nowhere
        bytes32 left = NaiveTree.root(seven, 0, 4);
        bytes32[] memory path = new bytes32[](1);
        path[0] = NaiveTree.root(seven, 4, 7);
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, root, 2);
        ICredentialRegistry.Leaf memory leaf = ICredentialRegistry.Leaf(root, 0, path);
        vm.assertEq(uint256(registry.entryInBatch(POLICE, left, leaf).state), 0);
        vm.expectRevert(abi.encodeWithSelector(NOT_THERE, left, root, POLICE));
        vm.prank(POLICE);
        registry.revokeLeaf(left, leaf, 1);
    }

    // fuzz

    function testFuzz_each_leaf_of_a_tree_of_any_size_is_there_and_nothing_else(
        uint8 size,
        uint8 at,
        uint8 where,
        bytes32 stray
    ) public {
        uint32 count = uint32(size) % 70 + 1;
        uint32 index = uint32(at) % count;
        bytes32[] memory digests = _digests(count);
        bytes32 r = NaiveTree.root(digests, 0, count);
        vm.prank(POLICE);
        registry.anchorBatch(TYPE, r, count);
        bytes32[] memory path = NaiveTree.path(digests, index, 0, count);
        bytes32 digest = digests[index];
        vm.assertEq(_found(digest, r, index, path), 1);
        vm.assertEq(_found(stray, r, index, path), 0);
        vm.assertEq(_found(digest, r, (index + 1) % (count + 1), path), 0);
        vm.assertEq(_found(digest, r, count + index, path), 0);
        bytes32[] memory longer = new bytes32[](path.length + 1);
        for (uint256 i = 0; i < path.length; ++i) {
            longer[i] = path[i];
        }
        vm.assertEq(_found(digest, r, index, longer), 0);
        if (path.length > 0) {
            path[where % path.length] ^= bytes32(uint256(1));
            vm.assertEq(_found(digest, r, index, path), 0);
        }
    }

    function _found(bytes32 digest, bytes32 r, uint32 index, bytes32[] memory path) private view returns (uint256) {
        return uint256(registry.entryInBatch(POLICE, digest, ICredentialRegistry.Leaf(r, index, path)).state);
    }
}
