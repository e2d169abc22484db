package org.onenet.credentials;

import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a compact JWS as a credential and refuses everything that a credential of VC-JOSE-COSE may
 * not be, each with its own code. No key is touched here.
 */
final class CompactReader {
  private static final int WHOLE_SECONDS = "2026-11-23T09:00:00Z".length();
  static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_CHARACTERS_OF_A_LIST = 4 << 20;

  /** More places than any credential needs, and few enough to ask for each of them. */
  private static final int MOST_PLACES = 8;

  private static final Memo<Header> HEADERS = new Memo<>(text -> header(text, VcTerms.TYP));
  private static final Memo<Header> HEADERS_OF_LISTS =
      new Memo<>(text -> header(text, VcTerms.STATUS_LIST_JWT));
  private static final Memo<Did> ISSUERS = new Memo<>(Did::new);
  private static final Memo<URI> ADDRESSES = new Memo<>(URI::create);

  /** A header in order: who signed, by the DID URL of the key. */
  private record Header(String keyId) {}

  /**
   * What was read.
   *
   * @param signed the characters that the signature covers, as they came
   * @param signature its third part
   */
  record Read(byte[] signed, Base64URL signature, ReadCredential credential) {}

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

  /** The same for a Bitstring Status List, which may be larger. */
  static Read readStatusList(String compact) {
    return read(compact, MOST_CHARACTERS_OF_A_LIST);
  }

  /**
   * A Token Status List, told as a credential is: its address is the id, who signed it the issuer,
   * {@code iat} and {@code exp} its period, {@code status_list} and {@code ttl} what it says.
   *
   * @see <a
   *     href="https://www.ietf.org/archive/id/draft-ietf-oauth-status-list-20.html#section-8.3">
   *     Token Status List, draft 20, §8.3</a>
   */
  static Read readTokenStatusList(String compact) {
    Parts parts = parts(compact, MOST_CHARACTERS_OF_A_LIST, HEADERS_OF_LISTS);
    Map<String, Object> claims = parts.payload();
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("status_list", claims.get("status_list"));
    if (claims.containsKey("ttl")) says.put("ttl", claims.get("ttl"));
    String keyId = parts.header().keyId();
    return new Read(
        parts.signed(),
        parts.signature(),
        new ReadCredential(
            text(claims, "sub"),
            VcTerms.STATUS_LIST_JWT,
            issuer(keyId.substring(0, keyId.indexOf('#'))),
            keyId,
            seconds(claims, "iat"),
            claims.containsKey("exp") ? Optional.of(seconds(claims, "exp")) : Optional.empty(),
            says,
            List.of(),
            Digest.ofCompact(compact)));
  }

  private static Read read(String compact, int most) {
    Parts parts = parts(compact, most, HEADERS);
    for (String wrong : List.of("vc", "vp")) {
      if (parts.payload().containsKey(wrong)) {
        throw new Refused(
            VerdictCode.PAYLOAD_REFUSED, "the payload is the credential", "a claim " + wrong);
      }
    }
    return new Read(
        parts.signed(),
        parts.signature(),
        credential(parts.header(), parts.payload(), Digest.ofCompact(compact)));
  }

  private record Parts(
      Header header, Map<String, Object> payload, byte[] signed, Base64URL signature) {}

  private static Parts parts(String compact, int most, Memo<Header> headers) {
    if (compact.length() > most) {
      throw new Refused(
          VerdictCode.TOO_LARGE,
          "at most " + most + " characters",
          compact.length() + " characters");
    }
    int afterHeader = compact.indexOf('.');
    int afterPayload = compact.indexOf('.', afterHeader + 1);
    if (afterHeader < 1
        || afterPayload < afterHeader + 2
        || afterPayload == compact.length() - 1
        || compact.indexOf('.', afterPayload + 1) >= 0) {
      throw new Refused(
          VerdictCode.NOT_A_CREDENTIAL, "a compact JWS of three parts", "something else");
    }
    Header header = headers.of(compact.substring(0, afterHeader));
    Map<String, Object> payload = payload(compact.substring(afterHeader + 1, afterPayload));
    String signature = compact.substring(afterPayload + 1);
    mustBeCanonical(signature);
    return new Parts(
        header,
        payload,
        compact.substring(0, afterPayload).getBytes(StandardCharsets.US_ASCII),
        new Base64URL(signature));
  }

  private static Header header(String encoded, String typ) {
    Map<String, Object> header;
    try {
      header = Json.object(decoded(encoded));
    } catch (MalformedCredential e) {
      throw new Refused(
          VerdictCode.NOT_A_CREDENTIAL, "a compact JWS of three parts", e.getMessage());
    }
    if (!"ES256".equals(header.get("alg"))) {
      throw new Refused(VerdictCode.ALGORITHM_REFUSED, "alg ES256", "alg " + header.get("alg"));
    }
    if (!(header.get("typ") instanceof String type) || !typ.equalsIgnoreCase(type)) {
      throw new Refused(VerdictCode.WRONG_TYPE_HEADER, "typ " + typ, "typ " + header.get("typ"));
    }
    return new Header(keyId(header));
  }

  /**
   * RFC 7515 §4.1: the verifier picks the key; a token that brings or points to its own is refused,
   * and so is one that demands what this reader does not know.
   */
  private static String keyId(Map<String, Object> header) {
    for (String member : List.of("jwk", "jku", "x5u", "x5c", "crit", "b64")) {
      if (header.containsKey(member)) {
        throw new Refused(VerdictCode.HEADER_REFUSED, "no header " + member, "header " + member);
      }
    }
    if (!(header.get("kid") instanceof String keyId) || keyId.indexOf('#') < 1) {
      throw new Refused(VerdictCode.HEADER_REFUSED, "kid: a DID URL", "kid " + header.get("kid"));
    }
    return keyId;
  }

  private static Map<String, Object> payload(String encoded) {
    try {
      return Json.object(decoded(encoded));
    } catch (MalformedCredential e) {
      throw new Refused(
          VerdictCode.PAYLOAD_REFUSED, "a JSON object without doubled names", e.getMessage());
    }
  }

  /** RFC 7515 §2: base64url without padding. */
  private static byte[] decoded(String encoded) {
    try {
      if (encoded.endsWith("=")) throw new MalformedCredential("base64url with padding");
      return Base64.getUrlDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new MalformedCredential("not base64url");
    }
  }

  /** The digest is of the text, so one signature must not have several. */
  private static void mustBeCanonical(String signature) {
    try {
      byte[] bytes = decoded(signature);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(signature)) return;
    } catch (MalformedCredential e) {
      // told below, with what was expected
    }
    throw new Refused(VerdictCode.NOT_A_CREDENTIAL, "a signature in base64url", "something else");
  }

  private static ReadCredential credential(Header header, Map<String, Object> vc, Digest digest) {
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
    String keyId = header.keyId();
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
      return ISSUERS.of(String.valueOf(id));
    } catch (IllegalArgumentException e) {
      throw payload("issuer: a did:web identifier", id);
    }
  }

  /** VC Data Model 2.0 §4.10: one entry, or several. */
  private static List<StatusEntry> status(Object status) {
    if (status == null) return List.of();
    if (!(status instanceof List<?> entries)) return List.of(entry(status));
    if (entries.size() > MOST_PLACES) {
      throw payload("credentialStatus: at most " + MOST_PLACES + " entries", entries.size());
    }
    return entries.stream().map(CompactReader::entry).toList();
  }

  private static StatusEntry entry(Object status) {
    if (!(status instanceof Map<?, ?> entry)
        || !VcTerms.STATUS_LIST_ENTRY.equals(entry.get("type"))) {
      throw payload("credentialStatus: a BitstringStatusListEntry", status);
    }
    StatusPurpose purpose =
        StatusPurpose.of(entry.get("statusPurpose"))
            .orElseThrow(() -> payload("statusPurpose: revocation or suspension", status));
    try {
      return new StatusEntry.Bit(
          purpose,
          ADDRESSES.of(String.valueOf(entry.get("statusListCredential"))),
          Integer.parseInt((String) entry.get("statusListIndex")));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw payload("statusListIndex: a number as text, and an address", status);
    }
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }

  private static String text(Map<String, Object> vc, String member) {
    if (!(vc.get(member) instanceof String text) || text.isBlank()) {
      throw payload(member + ": a text", vc.get(member));
    }
    return text;
  }

  /** RFC 7519 §2, NumericDate. */
  private static Instant seconds(Map<String, Object> claims, String member) {
    try {
      if (claims.get(member) instanceof Number seconds) {
        return Instant.ofEpochSecond(seconds.longValue());
      }
    } catch (DateTimeException e) {
      // told below, with what was expected
    }
    throw payload(member + ": seconds since 1970", claims.get(member));
  }

  private static Instant instant(Map<String, Object> vc, String member) {
    try {
      String time = text(vc, member);
      return time.length() == WHOLE_SECONDS && time.endsWith("Z")
          ? wholeSeconds(time)
          : OffsetDateTime.parse(time).toInstant();
    } catch (DateTimeParseException e) {
      throw payload(member + ": a time such as 2026-11-23T09:00:00Z", vc.get(member));
    }
  }

  /** The usual form, 2026-11-23T09:00:00Z, at a tenth of the general parser's cost. */
  private static Instant wholeSeconds(String time) {
    try {
      return LocalDateTime.of(
              digits(time, 0, 4, '-'),
              digits(time, 5, 7, '-'),
              digits(time, 8, 10, 'T'),
              digits(time, 11, 13, ':'),
              digits(time, 14, 16, ':'),
              digits(time, 17, 19, 'Z'))
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return OffsetDateTime.parse(time).toInstant();
    }
  }

  private static int digits(String time, int from, int to, char behind) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = time.charAt(i) - '0';
      if (digit < 0 || digit > 9) throw new DateTimeException("not a digit");
      number = number * 10 + digit;
    }
    if (time.charAt(to) != behind) throw new DateTimeException("not " + behind);
    return number;
  }

  private static Refused payload(String expected, Object actual) {
    return new Refused(VerdictCode.PAYLOAD_REFUSED, expected, String.valueOf(actual));
  }
}
