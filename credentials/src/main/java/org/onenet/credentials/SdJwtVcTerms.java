package org.onenet.credentials;

import java.util.Set;

/**
 * The words of <a href="https://www.rfc-editor.org/rfc/rfc9901">SD-JWT, RFC 9901</a>, and of <a
 * href="https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/">SD-JWT VC, an
 * Internet-Draft</a>, once.
 */
final class SdJwtVcTerms {
  /** SD-JWT VC, "JOSE Header". Drafts before November 2024 said vc+sd-jwt, which is refused. */
  static final String TYP = "dc+sd-jwt";

  /** RFC 9901 §4.3: the header's {@code typ} of a key-binding JWT. */
  static final String KEY_BINDING_TYP = "kb+jwt";

  /** RFC 9901 §4: between the JWT, each disclosure and the key-binding JWT. */
  static final char SEPARATOR = '~';

  /** RFC 9901 §4.2.4.1: digests of an object's hidden claims. */
  static final String DIGESTS = "_sd";

  /** RFC 9901 §4.2.4.2: the digest of an array's hidden element. */
  static final String ELEMENT = "...";

  /** RFC 9901 §4.1.1: the digests' algorithm; sha-256 when it is not there. */
  static final String DIGEST_ALGORITHM = "_sd_alg";

  static final String SHA_256 = "sha-256";

  static final String TYPE = "vct";
  static final String TYPE_INTEGRITY = "vct#integrity";

  /** RFC 7800 §3.2: the holder's key, as {@code cnf.jwk}. */
  static final String CONFIRMATION = "cnf";

  static final String STATUS = "status";

  /** Token Status List, draft 20, §6.2. */
  static final String STATUS_LIST = "status_list";

  /** SD-JWT VC, "Registered JWT Claims": these are never in a disclosure. */
  static final Set<String> NEVER_DISCLOSED =
      Set.of("iss", "nbf", "exp", CONFIRMATION, TYPE, TYPE_INTEGRITY, STATUS, DIGEST_ALGORITHM);

  /**
   * What is said of the credential, not of its subject. An issuer here hides none of it: {@code
   * iat} neither, though the draft lets it, for keys are judged by when it was issued.
   */
  static final Set<String> OF_THE_CREDENTIAL =
      Set.of(
          "iss",
          "iat",
          "nbf",
          "exp",
          "jti",
          CONFIRMATION,
          TYPE,
          TYPE_INTEGRITY,
          STATUS,
          DIGEST_ALGORITHM);

  private SdJwtVcTerms() {}
}
