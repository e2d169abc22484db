package org.onenet.credentials;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a compact JWS as a credential and refuses everything that a credential of VC-JOSE-COSE may
 * not be, each with its own code. No key is touched here.
 */
final class CompactReader {
  static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_CHARACTERS_OF_A_LIST = 4 << 20;

  /** What was read: the JWS for the signature check, the payload, and the credential it says. */
  record Read(JWSObject jws, Map<String, Object> payload, ReadCredential credential) {}

  /** The text is refused; nothing else of it was looked at. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient VerdictCode code;
    final String expected;
    final String actual;

    Refused(VerdictCode code, String expected, String actual) {
      super(code + ": expected " + expected + ", got " + actual);
      this.code = code;
      this.expected = expected;
      this.actual = shortened(actual);
    }

    private static String shortened(String text) {
      return text.length() <= 120 ? text : text.substring(0, 120) + "…";
    }
  }

  private CompactReader() {}

  static Read read(String compact) {
    return read(compact, MOST_CHARACTERS);
  }

  /** The same for a status list, which may be larger. */
  static Read readStatusList(String compact) {
    return read(compact, MOST_CHARACTERS_OF_A_LIST);
  }

  private static Read read(String compact, int most) {
    if (compact.length() > most) {
      throw new Refused(
          VerdictCode.TOO_LARGE,
          "at most " + most + " characters",
          compact.length() + " characters");
    }
    JWSObject jws = parse(compact);
    JWSHeader header = jws.getHeader();
    if (!JWSAlgorithm.ES256.equals(header.getAlgorithm())) {
      throw new Refused(VerdictCode.ALGORITHM_REFUSED, "alg ES256", "alg " + header.getAlgorithm());
    }
    if (header.getType() == null || !VcTerms.TYP.equals(header.getType().getType())) {
      throw new Refused(VerdictCode.WRONG_TYPE_HEADER, "typ vc+jwt", "typ " + header.getType());
    }
    refuseForeignKeys(header);
    Map<String, Object> payload = payload(jws);
    for (String wrong : List.of("vc", "vp")) {
      if (payload.containsKey(wrong)) {
        throw new Refused(
            VerdictCode.PAYLOAD_REFUSED, "the payload is the credential", "a claim " + wrong);
      }
    }
    return new Read(jws, payload, credential(header, payload, Digest.ofCompact(compact)));
  }

  private static JWSObject parse(String compact) {
    try {
      return JWSObject.parse(compact);
    } catch (ParseException | IllegalArgumentException e) {
      throw new Refused(
          compact.split("\\.", -1).length == 3
                  && e.getMessage() != null
                  && e.getMessage().contains("alg")
              ? VerdictCode.ALGORITHM_REFUSED
              : VerdictCode.NOT_A_CREDENTIAL,
          "a compact JWS of three parts",
          String.valueOf(e.getMessage()));
    }
  }

  /**
   * RFC 7515 §4.1: the verifier picks the key; a token that brings or points to its own is refused.
   */
  private static void refuseForeignKeys(JWSHeader header) {
    for (String member : List.of("jwk", "jku", "x5u", "x5c", "crit")) {
      if (header.toJSONObject().containsKey(member)) {
        throw new Refused(VerdictCode.HEADER_REFUSED, "no header " + member, "header " + member);
      }
    }
    if (header.getKeyID() == null || header.getKeyID().indexOf('#') < 1) {
      throw new Refused(VerdictCode.HEADER_REFUSED, "kid: a DID URL", "kid " + header.getKeyID());
    }
  }

  private static Map<String, Object> payload(JWSObject jws) {
    try {
      return JSONObjectUtils.parse(jws.getPayload().toString());
    } catch (ParseException e) {
      throw new Refused(
          VerdictCode.PAYLOAD_REFUSED, "a JSON object without doubled names", e.getMessage());
    }
  }

  private static ReadCredential credential(
      JWSHeader header, Map<String, Object> vc, Digest digest) {
    if (!(vc.get("@context") instanceof List<?> context)
        || context.isEmpty()
        || !VcTerms.CONTEXT.equals(context.getFirst())) {
      throw payload("@context whose first is " + VcTerms.CONTEXT, vc.get("@context"));
    }
    if (!(vc.get("type") instanceof List<?> types)
        || !types.contains(VcTerms.VERIFIABLE_CREDENTIAL)) {
      throw payload("type with VerifiableCredential", vc.get("type"));
    }
    String type =
        types.stream()
            .map(String::valueOf)
            .filter(t -> !t.equals(VcTerms.VERIFIABLE_CREDENTIAL))
            .findFirst()
            .orElseThrow(() -> payload("a second type", types));
    Did issuer = issuer(vc.get("issuer"));
    String keyId = header.getKeyID();
    if (!keyId.startsWith(issuer.value() + "#")) {
      throw new Refused(
          VerdictCode.HEADER_REFUSED, "kid of the issuer " + issuer.value(), "kid " + keyId);
    }
    if (!(vc.get("credentialSubject") instanceof Map<?, ?> subject)) {
      throw payload("credentialSubject: an object", vc.get("credentialSubject"));
    }
    return new ReadCredential(
        text(vc, "id"),
        type,
        issuer,
        keyId,
        instant(vc, "validFrom"),
        vc.containsKey("validUntil") ? Optional.of(instant(vc, "validUntil")) : Optional.empty(),
        named(subject),
        status(vc.get("credentialStatus")),
        digest);
  }

  private static Did issuer(Object issuer) {
    Object id = issuer instanceof Map<?, ?> described ? described.get("id") : issuer;
    try {
      return new Did(String.valueOf(id));
    } catch (IllegalArgumentException e) {
      throw payload("issuer: a did:web identifier", id);
    }
  }

  private static Optional<CredentialDraft.StatusPlace> status(Object status) {
    if (status == null) return Optional.empty();
    if (!(status instanceof Map<?, ?> entry)
        || !VcTerms.STATUS_LIST_ENTRY.equals(entry.get("type"))
        || !VcTerms.REVOCATION.equals(entry.get("statusPurpose"))) {
      throw payload("credentialStatus: a BitstringStatusListEntry for revocation", status);
    }
    try {
      return Optional.of(
          new CredentialDraft.StatusPlace(
              URI.create(String.valueOf(entry.get("statusListCredential"))),
              Integer.parseInt((String) entry.get("statusListIndex"))));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw payload("statusListIndex: a number as text, and an address", status);
    }
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new java.util.LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  private static String text(Map<String, Object> vc, String member) {
    if (!(vc.get(member) instanceof String text) || text.isBlank()) {
      throw payload(member + ": a text", vc.get(member));
    }
    return text;
  }

  private static Instant instant(Map<String, Object> vc, String member) {
    try {
      return java.time.OffsetDateTime.parse(text(vc, member)).toInstant();
    } catch (DateTimeParseException e) {
      throw payload(member + ": a time such as 2026-11-23T09:00:00Z", vc.get(member));
    }
  }

  private static Refused payload(String expected, Object actual) {
    return new Refused(VerdictCode.PAYLOAD_REFUSED, expected, String.valueOf(actual));
  }
}
