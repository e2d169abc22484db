package org.onenet.credentials;

/**
 * Every reason a check can give. The names are part of the API: they never change their meaning,
 * and new ones come at the end.
 */
public enum VerdictCode {
  WELL_FORMED,
  NOT_A_CREDENTIAL,
  TOO_LARGE,
  WRONG_TYPE_HEADER,
  ALGORITHM_REFUSED,
  HEADER_REFUSED,
  PAYLOAD_REFUSED,

  SIGNATURE_VALID,
  SIGNATURE_INVALID,
  KEY_UNKNOWN,
  KEY_NOT_VALID_THEN,
  ISSUER_DOCUMENT_UNREACHABLE,
  ISSUER_DOCUMENT_MALFORMED,

  IN_PERIOD,
  NOT_YET_VALID,
  EXPIRED,

  ACCREDITED,
  NOT_ACCREDITED,
  ACCREDITATION_DID_NOT_COVER,
  KEY_NOT_ACCREDITED,
  KEY_STOLEN,
  KEY_STOLEN_AND_UNREGISTERED,
  REGISTRY_UNREACHABLE,

  REGISTERED,
  NOT_YET_REGISTERED,
  NOT_REGISTERED,
  REGISTERED_BY_ANOTHER,
  RECEIPT_OF_ANOTHER,
  REVOKED_ON_CHAIN,
  SUSPENDED_ON_CHAIN,

  NOT_REVOKED,
  REVOKED,
  SUSPENDED,
  STATUS_LIST_UNREACHABLE,
  STATUS_LIST_REFUSED,

  NOT_RUN,

  /** A disclosure is no JSON array of salt, name and value, or not of the kind its place asks. */
  DISCLOSURE_REFUSED,
  /** No digest that was signed is this disclosure's. */
  DISCLOSURE_UNMATCHED,
  DISCLOSURE_TWICE,
  DIGEST_TWICE,
  /** A disclosure's name is already there, is SD-JWT's own, or must not be disclosable. */
  DISCLOSED_NAME_REFUSED,
  /** {@code _sd_alg} is not sha-256. */
  DIGEST_ALGORITHM_REFUSED,
  /** An SD-JWT VC without {@code vct}. */
  CREDENTIAL_TYPE_MISSING,
  /** The header's certificate is not of the issuer's published key. */
  CERTIFICATE_OF_ANOTHER_KEY,
  ISSUED_IN_THE_FUTURE,

  KEY_BINDING_VALID,
  /**
   * Signed by the holder, but nobody had asked: neither audience nor nonce nor age was compared.
   */
  KEY_BINDING_NOT_COMPARED,
  KEY_BINDING_MISSING,
  /** No key-binding JWT in order, or a credential that names no holder's key. */
  KEY_BINDING_REFUSED,
  KEY_BINDING_SIGNATURE_INVALID,
  KEY_BINDING_WRONG_AUDIENCE,
  KEY_BINDING_WRONG_NONCE,
  /** Made for another presentation: other disclosures, or another credential. */
  KEY_BINDING_WRONG_SD_HASH,
  KEY_BINDING_TOO_OLD,

  /** Of a printed certificate: its issuer signed the whole file. */
  PDF_SIGNED,
  /** Nobody vouches for the page; the JWT inside may be as good as ever. */
  PDF_NOT_SIGNED,
  PDF_SIGNATURE_INVALID,
  /** Something stands behind the signature, or there are several. */
  PDF_CHANGED_AFTER_SIGNING,
  /** By a key that the JWT's issuer does not have. */
  PDF_SIGNED_BY_ANOTHER,
  /** Dated before its key was stolen, which a thief can do too. */
  PDF_KEY_STOLEN_SINCE,
  /** A page printed anew from the JWT says the same. */
  PDF_TEXT_AS_PRINTED,
  /** It says something else, and no signature vouches for it. */
  PDF_TEXT_DIFFERS,
  /** It says something else than it would today, and its issuer signed it so. */
  PDF_TEXT_OF_ANOTHER_TEMPLATE,
  /** Who verifies does not know how this certificate is printed. */
  PDF_TEXT_NOT_COMPARED,
  /**
   * Not registered by itself; its issuer registers in batches, and whether it stands in one only
   * its receipt tells.
   */
  RECEIPT_NEEDED
}
