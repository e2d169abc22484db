package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * What a JWS was signed as, by its header's {@code typ}, and what else a header of that kind may
 * say. RFC 8725 §3.11: one kind never passes as another.
 */
enum JwsKind {
  VC(VcTerms.TYP, true, false),
  TRUST_BUNDLE(BundleTerms.TYP, true, false),
  TOKEN_STATUS_LIST(VcTerms.STATUS_LIST_JWT, true, false),
  EVIDENCE_REQUEST("evidence-request+jwt", true, false),
  EVIDENCE_ANSWER("evidence-answer+jwt", true, false),
  CONSENT_RECORD("consent-record+jwt", true, false),
  /** May bring its certificates (HAIP 1.0); which key it is, is still the issuer's word. */
  SD_JWT_VC(SdJwtVcTerms.TYP, true, true),
  /** Its key stands in the credential, so it names none. */
  KEY_BINDING(SdJwtVcTerms.KEY_BINDING_TYP, false, false),
  /** Brings the key that it proves to hold, as {@code jwk} or as {@code kid} with a did:jwk. */
  HOLDER_PROOF(VciTerms.PROOF_TYP, false, false) {
    @Override
    void mustNotPickItsKey(Map<String, Object> header) {
      mustNotHave(header, List.of("jku", "x5u", "x5c", "crit", "b64", "trust_chain"));
    }

    @Override
    Optional<Map<String, Object>> holderKey(Map<String, Object> header) {
      return Optional.of(HolderProof.keyOf(header));
    }
  };

  private static final int MOST_CERTIFICATES = 8;

  private final String typ;
  private final boolean namesKey;
  private final boolean mayBringCertificates;
  private final Memo<Header> known = new Memo<>(this::read);

  JwsKind(String typ, boolean namesKey, boolean mayBringCertificates) {
    this.typ = typ;
    this.namesKey = namesKey;
    this.mayBringCertificates = mayBringCertificates;
  }

  String typ() {
    return typ;
  }

  /**
   * A header in order.
   *
   * @param keyId the DID URL of the key; empty for a key binding, and where a certificate is all
   * @param certified RFC 7638's thumbprint of the key in the first certificate, when it brings one
   * @param holderKey the public JWK that a holder's proof brings
   */
  record Header(
      String keyId, Optional<String> certified, Optional<Map<String, Object>> holderKey) {}

  /**
   * Reads a header's base64url.
   *
   * @throws Refused when it is of another kind or not in order
   */
  Header header(String encoded) {
    return known.of(encoded);
  }

  private Header read(String encoded) {
    Map<String, Object> header;
    try {
      header = Json.object(CompactJws.decoded(encoded));
    } catch (MalformedCredential e) {
      throw new Refused(
          VerdictCode.NOT_A_CREDENTIAL, "a compact JWS of three parts", e.getMessage());
    }
    if (!"ES256".equals(header.get("alg"))) {
      throw new Refused(VerdictCode.ALGORITHM_REFUSED, "alg ES256", "alg " + header.get("alg"));
    }
    if (!(header.get("typ") instanceof String type) || !isThis(type)) {
      throw new Refused(VerdictCode.WRONG_TYPE_HEADER, "typ " + typ, "typ " + header.get("typ"));
    }
    mustNotPickItsKey(header);
    return new Header(
        namesKey && !namesItByCertificate(header) ? keyId(header) : "",
        header.containsKey("x5c") ? Optional.of(certified(header.get("x5c"))) : Optional.empty(),
        holderKey(header));
  }

  /** RFC 7515 §4.1.9: a media type, whose {@code application/} may be left out. */
  private boolean isThis(String type) {
    return typ.equalsIgnoreCase(type) || ("application/" + typ).equalsIgnoreCase(type);
  }

  Optional<Map<String, Object>> holderKey(Map<String, Object> header) {
    return Optional.empty();
  }

  /**
   * RFC 7515 §4.1: the verifier picks the key; a token that brings or points to its own is refused,
   * and so is one that demands what this reader does not know.
   */
  void mustNotPickItsKey(Map<String, Object> header) {
    mustNotHave(
        header,
        mayBringCertificates
            ? List.of("jwk", "jku", "x5u", "crit", "b64")
            : List.of("jwk", "jku", "x5u", "x5c", "crit", "b64"));
  }

  private static void mustNotHave(Map<String, Object> header, List<String> members) {
    for (String member : members) {
      if (header.containsKey(member)) {
        throw new Refused(VerdictCode.HEADER_REFUSED, "no header " + member, "header " + member);
      }
    }
  }

  private boolean namesItByCertificate(Map<String, Object> header) {
    return mayBringCertificates && header.containsKey("x5c") && !header.containsKey("kid");
  }

  private static String keyId(Map<String, Object> header) {
    if (!(header.get("kid") instanceof String keyId) || keyId.indexOf('#') < 1) {
      throw new Refused(VerdictCode.HEADER_REFUSED, "kid: a DID URL", "kid " + header.get("kid"));
    }
    return keyId;
  }

  /** RFC 7515 §4.1.6: base64, not base64url, of DER; the signer's own certificate first. */
  private static String certified(Object x5c) {
    try {
      if (x5c instanceof List<?> chain
          && !chain.isEmpty()
          && chain.size() <= MOST_CERTIFICATES
          && chain.getFirst() instanceof String first) {
        X509Certificate own = X509CertUtils.parse(Base64.getDecoder().decode(first));
        if (own != null && own.getPublicKey() instanceof ECPublicKey key) {
          return new ECKey.Builder(Curve.P_256, key).build().computeThumbprint().toString();
        }
      }
    } catch (IllegalArgumentException | IllegalStateException | JOSEException e) {
      // told below, with what was expected
    }
    throw new Refused(VerdictCode.HEADER_REFUSED, "x5c: certificates, P-256", "x5c " + x5c);
  }
}
