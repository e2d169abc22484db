// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ICredentialRegistry} from "./ICredentialRegistry.sol";

/// @dev One digest's entry in one word, so that a registration is one storage write:
/// bits 0-159 account, 160-199 registeredAt, 200-231 seconds from there to the last change, 232-247 reason, 248-255
/// state. The offset ends 136 years after the registration; a later change is recorded as of then.
type PackedEntry is uint256;

using PackedEntries for PackedEntry global;

library PackedEntries {
    function created(address account, uint256 time) internal pure returns (PackedEntry) {
        return PackedEntry.wrap(
            (uint256(ICredentialRegistry.State.IN_FORCE) << 248) | (uint256(uint40(time)) << 160)
                | uint256(uint160(account))
        );
    }

    function changed(PackedEntry self, ICredentialRegistry.State to, uint16 reasonCode, uint256 time)
        internal
        pure
        returns (PackedEntry)
    {
        uint256 word = PackedEntry.unwrap(self);
        uint256 offset = time - uint40(word >> 160);
        if (offset > type(uint32).max) offset = type(uint32).max;
        return PackedEntry.wrap(
            (uint256(to) << 248) | (uint256(reasonCode) << 232) | (offset << 200) | (word & ((1 << 200) - 1))
        );
    }

    function account(PackedEntry self) internal pure returns (address) {
        return address(uint160(PackedEntry.unwrap(self)));
    }

    function state(PackedEntry self) internal pure returns (ICredentialRegistry.State) {
        return ICredentialRegistry.State(PackedEntry.unwrap(self) >> 248);
    }

    /// @dev This registration, with the state, reason and time of whichever of the two weighs more: what is revoked in
    /// one is revoked, and was so from this registration on if it was before.
    function weighed(PackedEntry self, PackedEntry other)
        internal
        pure
        returns (ICredentialRegistry.Entry memory entry)
    {
        entry = self.unpack();
        if (other.state() > entry.state) {
            ICredentialRegistry.Entry memory heavier = other.unpack();
            (entry.state, entry.reasonCode) = (heavier.state, heavier.reasonCode);
            if (heavier.changedAt > entry.registeredAt) entry.changedAt = heavier.changedAt;
        }
    }

    function unpack(PackedEntry self) internal pure returns (ICredentialRegistry.Entry memory) {
        uint256 word = PackedEntry.unwrap(self);
        uint40 registeredAt = uint40(word >> 160);
        return ICredentialRegistry.Entry({
            account: self.account(),
            registeredAt: registeredAt,
            state: self.state(),
            reasonCode: uint16(word >> 232),
            changedAt: registeredAt + uint40(uint32(word >> 200))
        });
    }
}
