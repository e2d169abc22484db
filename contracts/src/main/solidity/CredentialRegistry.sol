// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ICredentialRegistry} from "./ICredentialRegistry.sol";
import {PackedEntry, PackedEntries} from "./PackedEntry.sol";

/// @title The registry behind {ICredentialRegistry}
/// @dev The root authority is whoever has ROOT_AUTHORITY_ROLE; its admin hands the role on, and is the deployer's
/// choice (a multi-signature account in production).
contract CredentialRegistry is ICredentialRegistry, AccessControl {
    bytes32 public constant ROOT_AUTHORITY_ROLE = keccak256("ROOT_AUTHORITY_ROLE");

    mapping(bytes32 digest => PackedEntry) private _entries;
    mapping(bytes32 didHash => mapping(bytes32 credentialType => Accreditation)) private _accreditations;
    /// @dev The way back, for the caller of {registerBatch}: for which department an account stands.
    mapping(address account => mapping(bytes32 credentialType => bytes32 didHash)) private _departments;

    constructor(address root) {
        _grantRole(DEFAULT_ADMIN_ROLE, root);
        _grantRole(ROOT_AUTHORITY_ROLE, root);
    }

    /// @inheritdoc ICredentialRegistry
    function accredit(bytes32 didHash, bytes32 credentialType, address account, uint40 from, uint40 until)
        external
        onlyRole(ROOT_AUTHORITY_ROLE)
    {
        if (account == address(0) || (until != 0 && until <= from)) {
            revert CredentialRegistryInvalidAccreditation(account, from, until);
        }
        bytes32 taken = _departments[account][credentialType];
        if (taken != 0 && taken != didHash) {
            revert CredentialRegistryAccountInUse(account, credentialType, taken);
        }
        Accreditation storage current = _accreditations[didHash][credentialType];
        if (current.account != account) delete _departments[current.account][credentialType];
        _accreditations[didHash][credentialType] = Accreditation(account, from, until);
        _departments[account][credentialType] = didHash;
        emit CredentialRegistryAccredited(didHash, credentialType, account, from, until);
    }

    /// @inheritdoc ICredentialRegistry
    function endAccreditation(bytes32 didHash, bytes32 credentialType) external onlyRole(ROOT_AUTHORITY_ROLE) {
        Accreditation storage current = _accreditations[didHash][credentialType];
        if (current.account == address(0) || (current.until != 0 && current.until <= block.timestamp)) {
            revert CredentialRegistryNoAccreditation(didHash, credentialType);
        }
        current.until = uint40(block.timestamp);
        emit CredentialRegistryAccreditationEnded(didHash, credentialType, current.account, uint40(block.timestamp));
    }

    /// @inheritdoc ICredentialRegistry
    function registerBatch(bytes32 credentialType, bytes32[] calldata digests) external {
        if (!_isAccredited(msg.sender, credentialType)) {
            revert CredentialRegistryNotAccredited(msg.sender, credentialType);
        }
        PackedEntry created = PackedEntries.created(msg.sender, block.timestamp);
        uint256 length = digests.length;
        for (uint256 i = 0; i < length; ++i) {
            bytes32 digest = digests[i];
            address owner = _entries[digest].account();
            if (owner == address(0)) {
                _entries[digest] = created;
                emit CredentialRegistryRegistered(digest, msg.sender);
            } else if (owner != msg.sender) {
                emit CredentialRegistryDigestTaken(digest, owner, msg.sender);
            }
        }
    }

    /// @inheritdoc ICredentialRegistry
    function suspend(bytes32 digest, uint16 reasonCode) external {
        PackedEntry current = _own(digest);
        if (current.state() != State.IN_FORCE) revert CredentialRegistryStateConflict(digest, current.state());
        _entries[digest] = current.changed(State.SUSPENDED, reasonCode, block.timestamp);
        emit CredentialRegistrySuspended(digest, msg.sender, reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function reinstate(bytes32 digest, uint16 reasonCode) external {
        PackedEntry current = _own(digest);
        if (current.state() != State.SUSPENDED) revert CredentialRegistryStateConflict(digest, current.state());
        _entries[digest] = current.changed(State.IN_FORCE, reasonCode, block.timestamp);
        emit CredentialRegistryReinstated(digest, msg.sender, reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function revoke(bytes32 digest, uint16 reasonCode) external {
        PackedEntry current = _own(digest);
        if (current.state() == State.REVOKED) revert CredentialRegistryStateConflict(digest, State.REVOKED);
        _entries[digest] = current.changed(State.REVOKED, reasonCode, block.timestamp);
        emit CredentialRegistryRevoked(digest, msg.sender, reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function entry(bytes32 digest) external view returns (Entry memory) {
        return _entries[digest].unpack();
    }

    /// @inheritdoc ICredentialRegistry
    function entries(bytes32[] calldata digests) external view returns (Entry[] memory found) {
        found = new Entry[](digests.length);
        for (uint256 i = 0; i < digests.length; ++i) {
            found[i] = _entries[digests[i]].unpack();
        }
    }

    /// @inheritdoc ICredentialRegistry
    function accreditation(bytes32 didHash, bytes32 credentialType) external view returns (Accreditation memory) {
        return _accreditations[didHash][credentialType];
    }

    /// @inheritdoc ICredentialRegistry
    function accreditations(bytes32 didHash, bytes32[] calldata credentialTypes)
        external
        view
        returns (Accreditation[] memory found)
    {
        found = new Accreditation[](credentialTypes.length);
        for (uint256 i = 0; i < credentialTypes.length; ++i) {
            found[i] = _accreditations[didHash][credentialTypes[i]];
        }
    }

    function _isAccredited(address account, bytes32 credentialType) private view returns (bool) {
        bytes32 didHash = _departments[account][credentialType];
        if (didHash == 0) return false;
        Accreditation memory held = _accreditations[didHash][credentialType];
        return held.account == account && held.from <= block.timestamp
            && (held.until == 0 || block.timestamp < held.until);
    }

    function _own(bytes32 digest) private view returns (PackedEntry current) {
        current = _entries[digest];
        if (current.account() != msg.sender) {
            revert CredentialRegistryNotOwnDigest(digest, current.account(), msg.sender);
        }
    }
}
