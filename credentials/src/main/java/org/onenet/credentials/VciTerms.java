package org.onenet.credentials;

/**
 * The words of <a href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html">
 * OpenID for Verifiable Credential Issuance 1.0</a> that this room knows.
 */
final class VciTerms {
  /** Appendix F.1: the header's {@code typ} of a key proof. */
  static final String PROOF_TYP = "openid4vci-proof+jwt";

  /** §12.2.3: the header's {@code typ} of signed issuer metadata. */
  static final String METADATA_TYP = "openidvci-issuer-metadata+jwt";

  /** §8.2: how the wallet wants its answer encrypted. */
  static final String RESPONSE_ENCRYPTION = "credential_response_encryption";

  static final String NONCE = "nonce";
  static final String DID_JWK = "did:jwk:";

  private VciTerms() {}
}
