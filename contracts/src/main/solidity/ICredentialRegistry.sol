// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The public register of who may issue which credentials, and of what was issued
/// @notice A root authority accredits a department's account for one credential type. The account says which keys
/// sign for it, registers the digests of the credentials they signed, one by one or as a Merkle root over a batch, and
/// may suspend, reinstate and revoke each. Anyone may read. Nothing here is about a person: a digest is the SHA-256 of
/// a credential's compact form, which its signature and random ids salt.
interface ICredentialRegistry {
    /// @dev Life of a digest: ABSENT -> IN_FORCE <-> SUSPENDED, and from either of these two to REVOKED, for good.
    enum State {
        ABSENT,
        IN_FORCE,
        SUSPENDED,
        REVOKED
    }

    /// @param account who registered the digest; zero when absent
    /// @param registeredAt block time of the registration, seconds since 1970
    /// @param state see {State}
    /// @param reasonCode the reason given with the last change of state; zero before the first
    /// @param changedAt block time of the last change of state; equal to registeredAt before the first
    struct Entry {
        address account;
        uint40 registeredAt;
        State state;
        uint16 reasonCode;
        uint40 changedAt;
    }

    /// @param account who may register; zero when there never was an accreditation
    /// @param from first second in which it holds
    /// @param until first second in which it holds no more; zero for no end
    struct Accreditation {
        address account;
        uint40 from;
        uint40 until;
    }

    /// @param anchoredAt block time of the anchoring, seconds since 1970; zero when the account anchored no such root
    /// @param leafCount how many digests stand under the root
    struct Batch {
        uint40 anchoredAt;
        uint32 leafCount;
    }

    /// @dev A digest in a batch: the root it stands under, its place there, and the hashes beside its way up.
    struct Leaf {
        bytes32 root;
        uint32 index;
        bytes32[] path;
    }

    /// @param required whether keys were ever accredited here: if not, every key of the department's DID document signs
    /// @param typeAccount who accredited the key for this credential type; zero for nobody
    /// @param accountAccount who accredited it for all types of the account that stands for the department in this
    /// type: that account, or zero for nobody
    /// @param stolenSince first second from which the key is in a thief's hands; zero when it is not reported
    struct Key {
        bool required;
        address typeAccount;
        uint40 typeFrom;
        uint40 typeUntil;
        address accountAccount;
        uint40 accountFrom;
        uint40 accountUntil;
        uint40 stolenSince;
    }

    /// @dev An accreditation must name an account and end after it begins.
    error CredentialRegistryInvalidAccreditation(address account, uint40 from, uint40 until);
    /// @dev An account stands for one department only in one credential type.
    error CredentialRegistryAccountInUse(address account, bytes32 credentialType, bytes32 didHash);
    /// @dev There is no accreditation that could be ended, or it has ended already.
    error CredentialRegistryNoAccreditation(bytes32 didHash, bytes32 credentialType);
    /// @dev The caller may not register digests of this type now.
    error CredentialRegistryNotAccredited(address account, bytes32 credentialType);
    /// @dev The digest was registered by `owner` (zero: by nobody), and only the owner changes it.
    error CredentialRegistryNotOwnDigest(bytes32 digest, address owner, address caller);
    /// @dev The digest's state does not allow the change; `state` is what it is.
    error CredentialRegistryStateConflict(bytes32 digest, State state);

    /// @dev A batch has at least one leaf.
    error CredentialRegistryEmptyBatch(bytes32 root);
    /// @dev The account has anchored this root before, with another number of leaves.
    error CredentialRegistryBatchConflict(bytes32 root, uint32 leafCount);
    /// @dev The caller has anchored no such root, or the digest does not stand there.
    error CredentialRegistryNotInOwnBatch(bytes32 digest, bytes32 root, address caller);
    /// @dev A key has a thumbprint, and its accreditation ends after it begins.
    error CredentialRegistryInvalidKey(bytes32 thumbprint, uint40 from, uint40 until);
    /// @dev The caller neither stands for the department in this credential type nor is the root authority.
    error CredentialRegistryNotOwnKey(bytes32 didHash, address caller);
    /// @dev A theft is reported from a second that is not to come, and earlier than what was reported (`current`).
    error CredentialRegistryInvalidTheft(bytes32 thumbprint, uint40 since, uint40 current);

    event CredentialRegistryAccredited(
        bytes32 indexed didHash, bytes32 indexed credentialType, address indexed account, uint40 from, uint40 until
    );
    event CredentialRegistryAccreditationEnded(
        bytes32 indexed didHash, bytes32 indexed credentialType, address indexed account, uint40 until
    );
    event CredentialRegistryRegistered(bytes32 indexed digest, address indexed account);
    event CredentialRegistryDigestTaken(bytes32 indexed digest, address indexed owner, address indexed caller);
    event CredentialRegistrySuspended(bytes32 indexed digest, address indexed account, uint16 reasonCode);
    event CredentialRegistryReinstated(bytes32 indexed digest, address indexed account, uint16 reasonCode);
    event CredentialRegistryRevoked(bytes32 indexed digest, address indexed account, uint16 reasonCode);

    event CredentialRegistryBatchAnchored(
        address indexed account, bytes32 indexed credentialType, bytes32 indexed root, uint32 leafCount
    );
    event CredentialRegistryKeyAccredited(
        bytes32 indexed didHash, bytes32 indexed thumbprint, bytes32 indexed scope, uint40 from, uint40 until
    );
    event CredentialRegistryKeyStolen(bytes32 indexed didHash, bytes32 indexed thumbprint, uint40 since);

    /// @notice Accredits `account` for a department and a credential type, in place of what was there.
    ///
    /// Requirements:
    /// - the caller has the root authority's role
    /// - `account` is not zero, and `until` is zero or later than `from`
    /// - `account` does not stand for another department in this credential type
    ///
    /// Emits {CredentialRegistryAccredited}.
    /// @param didHash keccak256 of the department's DID in UTF-8
    /// @param credentialType keccak256 of the credential type's name in UTF-8
    function accredit(bytes32 didHash, bytes32 credentialType, address account, uint40 from, uint40 until) external;

    /// @notice Ends an accreditation now. What was registered under it stays as it is.
    ///
    /// Requirements:
    /// - the caller has the root authority's role
    /// - the accreditation exists and has not ended
    ///
    /// Emits {CredentialRegistryAccreditationEnded}.
    function endAccreditation(bytes32 didHash, bytes32 credentialType) external;

    /// @notice Registers digests. One that the caller registered before is passed over in silence, whatever its
    /// state, so that a batch can be sent again; one of another account is left alone and reported.
    ///
    /// Requirements:
    /// - the caller is accredited for `credentialType` in this block
    ///
    /// Emits {CredentialRegistryRegistered} per new digest, {CredentialRegistryDigestTaken} per digest of another.
    function registerBatch(bytes32 credentialType, bytes32[] calldata digests) external;

    /// @notice Registers all digests of a batch by the root of their Merkle tree (see {MerkleProof}). A root counts
    /// under the account that anchored it: another's copy of it neither hinders nor serves. The same batch again is
    /// passed over in silence, so that it can be sent again.
    ///
    /// Requirements:
    /// - the caller is accredited for `credentialType` in this block
    /// - `leafCount` is not zero, and is what it was when the caller anchored this root before
    ///
    /// Emits {CredentialRegistryBatchAnchored} when it is new.
    function anchorBatch(bytes32 credentialType, bytes32 root, uint32 leafCount) external;

    /// @notice Takes a digest of a batch out of force for a time. Its state is kept for the caller and the digest,
    /// and counts for every batch of the caller in which the digest stands, and for no batch of another.
    ///
    /// Requirements:
    /// - the caller anchored the root, and the digest stands under it
    /// - it is in force
    ///
    /// Emits {CredentialRegistrySuspended}.
    function suspendLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external;

    /// @notice Puts a suspended digest of a batch in force again.
    ///
    /// Requirements:
    /// - the caller anchored the root, and the digest stands under it
    /// - it is suspended
    ///
    /// Emits {CredentialRegistryReinstated}.
    function reinstateLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external;

    /// @notice Takes a digest of a batch out of force for good.
    ///
    /// Requirements:
    /// - the caller anchored the root, and the digest stands under it
    /// - it is in force or suspended
    ///
    /// Emits {CredentialRegistryRevoked}.
    function revokeLeaf(bytes32 digest, Leaf calldata leaf, uint16 reasonCode) external;

    /// @notice Says that a key signs for the caller's department, in place of what was said of it there.
    ///
    /// Requirements:
    /// - the caller is accredited for `credentialType` in this block
    /// - `thumbprint` is not zero, and `until` is zero or later than `from`
    ///
    /// Emits {CredentialRegistryKeyAccredited} with the type as scope, or the account when it is for every type.
    /// @param everyType whether the key signs all credential types in which the caller stands for the department, also
    /// those it is accredited for later; `credentialType` then only shows for whom the caller stands
    /// @param thumbprint the key's SHA-256 JWK thumbprint (RFC 7638)
    /// @param from first second in which what it signs holds
    /// @param until first second in which what it signs holds no more; zero for no end
    function accreditKey(bytes32 credentialType, bool everyType, bytes32 thumbprint, uint40 from, uint40 until) external;

    /// @notice Reports a key as stolen: what it signed in that second and after does not hold. May be moved earlier,
    /// never later, and not taken back. It outlives every accreditation.
    ///
    /// Requirements:
    /// - the caller stands for the department in `credentialType`, be it that its accreditation has ended, or has the
    /// root authority's role
    /// - `since` is not zero, not after this block, and earlier than what was reported before
    ///
    /// Emits {CredentialRegistryKeyStolen}.
    function reportKeyStolen(bytes32 didHash, bytes32 credentialType, bytes32 thumbprint, uint40 since) external;

    /// @notice Takes a digest out of force for a time.
    ///
    /// Requirements:
    /// - the caller registered the digest
    /// - it is in force
    ///
    /// Emits {CredentialRegistrySuspended}.
    function suspend(bytes32 digest, uint16 reasonCode) external;

    /// @notice Puts a suspended digest in force again.
    ///
    /// Requirements:
    /// - the caller registered the digest
    /// - it is suspended
    ///
    /// Emits {CredentialRegistryReinstated}.
    function reinstate(bytes32 digest, uint16 reasonCode) external;

    /// @notice Takes a digest out of force for good.
    ///
    /// Requirements:
    /// - the caller registered the digest
    /// - it is in force or suspended
    ///
    /// Emits {CredentialRegistryRevoked}.
    function revoke(bytes32 digest, uint16 reasonCode) external;

    /// @return the batch that the account anchored by this root; all zero when there is none
    function batch(address account, bytes32 root) external view returns (Batch memory);

    /// @return what is known of a digest that stands under a root of the account; all zero when the account anchored no
    /// such root, or the digest does not stand there. What the account said of the digest counts however it was
    /// registered: revoked is revoked
    function entryInBatch(address account, bytes32 digest, Leaf calldata leaf) external view returns (Entry memory);

    /// @return what is known of a key for a department and a credential type
    function key(bytes32 didHash, bytes32 credentialType, bytes32 thumbprint) external view returns (Key memory);

    /// @return what is known of a digest that was registered by itself; all zero when it was not. What its account said
    /// of it as part of a batch counts too
    function entry(bytes32 digest) external view returns (Entry memory);

    /// @return what is known of each digest, in the order asked
    function entries(bytes32[] calldata digests) external view returns (Entry[] memory);

    /// @return the accreditation of a department for a credential type; all zero when there never was one
    function accreditation(bytes32 didHash, bytes32 credentialType) external view returns (Accreditation memory);

    /// @return the department's accreditation for each credential type, in the order asked
    function accreditations(bytes32 didHash, bytes32[] calldata credentialTypes)
        external
        view
        returns (Accreditation[] memory);
}
