// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @dev Merkle tree hash and path written down from the recursive definitions of RFC 9162, sections 2.1.1 and 2.1.3.1:
/// slow, and independent of the contract's loop.
library NaiveTree {
    function root(bytes32[] memory d, uint256 from, uint256 to) internal pure returns (bytes32) {
        if (to - from == 1) return sha256(bytes.concat(hex"00", d[from]));
        uint256 k = _split(to - from);
        return sha256(bytes.concat(hex"01", root(d, from, from + k), root(d, from + k, to)));
    }

    function path(bytes32[] memory d, uint256 m, uint256 from, uint256 to) internal pure returns (bytes32[] memory) {
        if (to - from == 1) return new bytes32[](0);
        uint256 k = _split(to - from);
        bool left = m < k;
        bytes32[] memory below = left ? path(d, m, from, from + k) : path(d, m - k, from + k, to);
        bytes32[] memory all = new bytes32[](below.length + 1);
        for (uint256 i = 0; i < below.length; ++i) {
            all[i] = below[i];
        }
        all[below.length] = left ? root(d, from + k, to) : root(d, from, from + k);
        return all;
    }

    /// @dev the largest power of two below n
    function _split(uint256 n) private pure returns (uint256 k) {
        for (k = 1; k * 2 < n; k *= 2) {}
    }
}
