// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {ICredentialRegistry} from "./ICredentialRegistry.sol";
import {MerkleProof} from "./MerkleProof.sol";
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

    /// @dev By account first: an account that copies another's root or digests only writes into its own drawer.
    mapping(address account => mapping(bytes32 root => Batch)) private _batches;
    /// @dev Digests of batches whose state was ever changed.
    mapping(address account => mapping(bytes32 digest => PackedEntry)) private _leaves;
    /// @dev The scope is a credential type, or an account for all types in which it stands for the department: a hash
    /// has no twelve leading zero bytes.
    mapping(bytes32 didHash => mapping(bytes32 scope => mapping(bytes32 thumbprint => Accreditation))) private _keys;
    mapping(bytes32 didHash => mapping(bytes32 scope => bool)) private _keysRequired;
    mapping(bytes32 didHash => mapping(bytes32 thumbprint => uint40)) private _stolenSince;

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
    function accreditKey(bytes32 credentialType, bool everyType, bytes32 thumbprint, uint40 from, uint40 until)
        external
        onlyAccredited(credentialType)
    {
        if (thumbprint == 0 || (until != 0 && until <= from)) {
            revert CredentialRegistryInvalidKey(thumbprint, from, until);
        }
        bytes32 didHash = _departments[msg.sender][credentialType];
        bytes32 scope = everyType ? _scope(msg.sender) : credentialType;
        _keys[didHash][scope][thumbprint] = Accreditation(msg.sender, from, until);
        _keysRequired[didHash][scope] = true;
        emit CredentialRegistryKeyAccredited(didHash, thumbprint, scope, from, until);
    }

    /// @inheritdoc ICredentialRegistry
    function reportKeyStolen(bytes32 didHash, bytes32 credentialType, bytes32 thumbprint, uint40 since) external {
        if (
            (didHash == 0 || _departments[msg.sender][credentialType] != didHash)
                && !hasRole(ROOT_AUTHORITY_ROLE, msg.sender)
        ) {
            revert CredentialRegistryNotOwnKey(didHash, msg.sender);
        }
        uint40 current = _stolenSince[didHash][thumbprint];
        if (since == 0 || since > block.timestamp || (current != 0 && since >= current)) {
            revert CredentialRegistryInvalidTheft(thumbprint, since, current);
        }
        _stolenSince[didHash][thumbprint] = since;
        emit CredentialRegistryKeyStolen(didHash, thumbprint, since);
    }

    /// @inheritdoc ICredentialRegistry
    function registerBatch(bytes32 credentialType, bytes32[] calldata digests) external onlyAccredited(credentialType) {
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
    function anchorBatch(bytes32 credentialType, bytes32 root, uint32 leafCount)
        external
        onlyAccredited(credentialType)
    {
        if (leafCount == 0) revert CredentialRegistryEmptyBatch(root);
        Batch storage current = _batches[msg.sender][root];
        uint32 before = current.leafCount;
        if (before == leafCount) return;
        if (before != 0) revert CredentialRegistryBatchConflict(root, before);
        (current.anchoredAt, current.leafCount) = (uint40(block.timestamp), leafCount);
        emit CredentialRegistryBatchAnchored(msg.sender, credentialType, root, leafCount);
    }

    /// @inheritdoc ICredentialRegistry
    function suspend(bytes32 digest, uint16 reasonCode) external {
        _entries[digest] = _suspended(digest, _own(digest), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function suspendLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external {
        _leaves[msg.sender][digest] = _suspended(digest, _ownLeaf(digest, leaf), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function reinstate(bytes32 digest, uint16 reasonCode) external {
        _entries[digest] = _reinstated(digest, _own(digest), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function reinstateLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external {
        _leaves[msg.sender][digest] = _reinstated(digest, _ownLeaf(digest, leaf), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function revoke(bytes32 digest, uint16 reasonCode) external {
        _entries[digest] = _revoked(digest, _own(digest), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function revokeLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external {
        _leaves[msg.sender][digest] = _revoked(digest, _ownLeaf(digest, leaf), reasonCode);
    }

    /// @inheritdoc ICredentialRegistry
    function entry(bytes32 digest) public view returns (Entry memory) {
        PackedEntry found = _entries[digest];
        return found.weighed(_leaves[found.account()][digest]);
    }

    /// @inheritdoc ICredentialRegistry
    function entries(bytes32[] calldata digests) external view returns (Entry[] memory found) {
        found = new Entry[](digests.length);
        for (uint256 i = 0; i < digests.length; ++i) {
            found[i] = entry(digests[i]);
        }
    }

    /// @inheritdoc ICredentialRegistry
    function batch(address account, bytes32 root) external view returns (Batch memory) {
        return _batches[account][root];
    }

    /// @inheritdoc ICredentialRegistry
    function entryInBatch(address account, bytes32 digest, Leaf calldata leaf)
        external
        view
        returns (Entry memory found)
    {
        Batch memory held = _batches[account][leaf.root];
        if (!_stands(held, digest, leaf)) return found;
        PackedEntry single = _entries[digest];
        PackedEntry changed = _leaves[account][digest];
        if (single.account() == account && single.state() > changed.state()) changed = single;
        return PackedEntries.created(account, held.anchoredAt).weighed(changed);
    }

    /// @inheritdoc ICredentialRegistry
    function key(bytes32 didHash, bytes32 credentialType, bytes32 thumbprint) external view returns (Key memory) {
        bytes32 scope = _scope(_accreditations[didHash][credentialType].account);
        Accreditation memory ofType = _keys[didHash][credentialType][thumbprint];
        Accreditation memory ofAccount = _keys[didHash][scope][thumbprint];
        return Key({
            required: _keysRequired[didHash][credentialType] || _keysRequired[didHash][scope],
            typeAccount: ofType.account,
            typeFrom: ofType.from,
            typeUntil: ofType.until,
            accountAccount: ofAccount.account,
            accountFrom: ofAccount.from,
            accountUntil: ofAccount.until,
            stolenSince: _stolenSince[didHash][thumbprint]
        });
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

    modifier onlyAccredited(bytes32 credentialType) {
        if (!_isAccredited(msg.sender, credentialType)) {
            revert CredentialRegistryNotAccredited(msg.sender, credentialType);
        }
        _;
    }

    function _isAccredited(address account, bytes32 credentialType) private view returns (bool) {
        bytes32 didHash = _departments[account][credentialType];
        if (didHash == 0) return false;
        Accreditation memory held = _accreditations[didHash][credentialType];
        return
            held.account == account && held.from <= block.timestamp && (held.until == 0 || block.timestamp < held.until);
    }

    function _own(bytes32 digest) private view returns (PackedEntry current) {
        current = _entries[digest];
        if (current.account() != msg.sender) {
            revert CredentialRegistryNotOwnDigest(digest, current.account(), msg.sender);
        }
    }

    /// @dev The state of a leaf of the caller's: in force since its batch, until it is changed for the first time.
    function _ownLeaf(bytes32 digest, Leaf calldata leaf) private view returns (PackedEntry current) {
        Batch memory held = _batches[msg.sender][leaf.root];
        if (!_stands(held, digest, leaf)) {
            revert CredentialRegistryNotInOwnBatch(digest, leaf.root, msg.sender);
        }
        current = _leaves[msg.sender][digest];
        if (current.state() == State.ABSENT) return PackedEntries.created(msg.sender, held.anchoredAt);
    }

    function _stands(Batch memory held, bytes32 digest, Leaf calldata leaf) private view returns (bool) {
        return MerkleProof.includes(leaf.root, held.leafCount, leaf.index, digest, leaf.path);
    }

    function _scope(address account) private pure returns (bytes32) {
        return bytes32(uint256(uint160(account)));
    }

    function _suspended(bytes32 digest, PackedEntry current, uint16 reasonCode) private returns (PackedEntry) {
        if (current.state() != State.IN_FORCE) revert CredentialRegistryStateConflict(digest, current.state());
        emit CredentialRegistrySuspended(digest, msg.sender, reasonCode);
        return current.changed(State.SUSPENDED, reasonCode, block.timestamp);
    }

    function _reinstated(bytes32 digest, PackedEntry current, uint16 reasonCode) private returns (PackedEntry) {
        if (current.state() != State.SUSPENDED) revert CredentialRegistryStateConflict(digest, current.state());
        emit CredentialRegistryReinstated(digest, msg.sender, reasonCode);
        return current.changed(State.IN_FORCE, reasonCode, block.timestamp);
    }

    function _revoked(bytes32 digest, PackedEntry current, uint16 reasonCode) private returns (PackedEntry) {
        if (current.state() == State.REVOKED) revert CredentialRegistryStateConflict(digest, State.REVOKED);
        emit CredentialRegistryRevoked(digest, msg.sender, reasonCode);
        return current.changed(State.REVOKED, reasonCode, block.timestamp);
    }
}
