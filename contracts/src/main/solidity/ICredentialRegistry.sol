// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The public register of who may issue which credentials, and of what was issued
/// @notice A root authority accredits a department's account for one credential type. The account registers the
/// digests of the credentials it signed, and may suspend, reinstate and revoke them. Anyone may read. Nothing here
/// is about a person: a digest is the SHA-256 of a credential's compact form, which its signature and random ids salt.
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

    /// @return what is known of a digest; all zero when it is not registered
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
