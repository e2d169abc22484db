package org.onenet.credentials;

/**
 * The words of <a href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html">OpenID
 * for Verifiable Presentations 1.0</a> that this room knows.
 */
final class VpTerms {
  /** §5: the header's {@code typ} of a signed request (RFC 9101 §10.8). */
  static final String REQUEST_TYP = "oauth-authz-req+jwt";

  /** §5.8: the audience of a request to a wallet that was not looked up before. */
  static final String ANY_WALLET = "https://self-issued.me/v2";

  static final String RESPONSE_TYPE = "vp_token";

  private VpTerms() {}
}
