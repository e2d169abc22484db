// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Inclusion in a tree over SHA-256 whose leaves and nodes are hashed apart (RFC 9162, section 2.1): a leaf is
/// SHA-256(0x00 || digest), a node SHA-256(0x01 || left || right). So no inner node passes as a leaf.
library MerkleProof {
    /// @return whether `digest` is leaf number `index` of the `leafCount` leaves under `root`
    /// (RFC 9162, section 2.1.3.2)
    function includes(bytes32 root, uint256 leafCount, uint256 index, bytes32 digest, bytes32[] calldata path)
        internal
        view
        returns (bool)
    {
        if (index >= leafCount) return false;
        uint256 last = leafCount - 1;
        bytes32 hash = sha256(abi.encodePacked(bytes1(0x00), digest));
        uint256 length = path.length;
        for (uint256 i = 0; i < length; ++i) {
            if (last == 0) return false;
            if (index & 1 == 1 || index == last) {
                hash = sha256(abi.encodePacked(bytes1(0x01), path[i], hash));
                // a node without a right neighbour goes up as it is
                while (index & 1 == 0 && index != 0) {
                    index >>= 1;
                    last >>= 1;
                }
            } else {
                hash = sha256(abi.encodePacked(bytes1(0x01), hash, path[i]));
            }
            index >>= 1;
            last >>= 1;
        }
        return last == 0 && hash == root;
    }
}
