package org.onenet.credentials;

import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a text as a credential of VC-JOSE-COSE, or by its {@code ~} as an SD-JWT VC, and refuses
 * everything that such a credential may not be, each with its own code. No key is touched here.
 */
final class CompactReader {
  static final int MOST_CHARACTERS = 64 * 1024;
  private static final int MOST_CHARACTERS_OF_A_LIST = 4 << 20;

  /** More places than any credential needs, and few enough to ask for each of them. */
  private static final int MOST_PLACES = 8;

  private static final Memo<Did> ISSUERS = new Memo<>(Did::new);
  private static final Memo<URI> ADDRESSES = new Memo<>(URI::create);

  /**
   * What was read.
   *
   * @param signed the characters that the signature covers, as they came
   * @param signature its third part
   * @param certified the thumbprint of the key in the header's certificate, when it brings one
   * @param presented the whole SD-JWT; empty for the other forms
   */
  record Read(
      byte[] signed,
      Base64URL signature,
      ReadCredential credential,
      Optional<String> certified,
      Optional<Presented> presented) {
    static Read of(CompactJws jws, ReadCredential credential) {
      return new Read(
          jws.signed(), jws.signature(), credential, jws.header().certified(), Optional.empty());
    }

    Read as(Presented shown) {
      return new Read(signed, signature, credential, certified, Optional.of(shown));
    }
  }

  /**
   * An SD-JWT as it came, with the key that its credential binds its holder to.
   *
   * @param holderKey the claim {@code cnf.jwk}
   */
  record Presented(SdJwt text, Optional<Map<?, ?>> holderKey) {}

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

  static Read read(String text) {
    return text.indexOf(SdJwtVcTerms.SEPARATOR) < 0
        ? read(text, MOST_CHARACTERS)
        : SdJwtVcReader.read(text);
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
    CompactJws jws = CompactJws.read(compact, JwsKind.TOKEN_STATUS_LIST, MOST_CHARACTERS_OF_A_LIST);
    Map<String, Object> claims = jws.payload();
    Map<String, Object> says = new LinkedHashMap<>();
    says.put("status_list", claims.get("status_list"));
    if (claims.containsKey("ttl")) says.put("ttl", claims.get("ttl"));
    String keyId = jws.header().keyId();
    return Read.of(
        jws,
        new ReadCredential(
            CredentialForm.TOKEN_STATUS_LIST,
            Claims.text(claims, "sub"),
            VcTerms.STATUS_LIST_JWT,
            issuer(keyId.substring(0, keyId.indexOf('#'))),
            keyId,
            Optional.empty(),
            Claims.seconds(claims, "iat"),
            Claims.secondsIfThere(claims, "exp"),
            says,
            Set.of(),
            List.of(),
            jws.digest(),
            Optional.empty()));
  }

  private static Read read(String compact, int most) {
    CompactJws jws = CompactJws.read(compact, JwsKind.VC, most);
    for (String wrong : List.of("vc", "vp")) {
      if (jws.payload().containsKey(wrong)) {
        throw Claims.refused("the payload is the credential", "a claim " + wrong);
      }
    }
    ReadCredential credential = credential(jws);
    mustNotContradict(jws.payload(), credential);
    return Read.of(jws, credential);
  }

  /**
   * A credential may say the same twice, by a JWT's claims (RFC 7519 §4.1) and by VC 2.0's members;
   * VC-JOSE-COSE only advises against a difference. It is refused here: one reader would believe
   * the one, another the other.
   */
  private static void mustNotContradict(Map<String, Object> vc, ReadCredential credential) {
    mustBeEqual(vc, "iss", credential.issuer().value());
    mustBeEqual(vc, "jti", vc.get("id"));
    mustBeEqual(vc, "sub", credential.subject().get("id"));
    mustBeAt(vc, "nbf", Optional.of(credential.validFrom()));
    mustBeAt(vc, "exp", credential.validUntil());
  }

  private static void mustBeEqual(Map<String, Object> vc, String claim, Object member) {
    if (vc.containsKey(claim) && !Objects.equals(vc.get(claim), member)) {
      throw Claims.refused(claim + " as VC 2.0 says it: " + member, vc.get(claim));
    }
  }

  private static void mustBeAt(Map<String, Object> vc, String claim, Optional<Instant> member) {
    Optional<Instant> said = Claims.secondsIfThere(vc, claim);
    if (said.isPresent() && !said.equals(member.map(at -> at.truncatedTo(ChronoUnit.SECONDS)))) {
      throw Claims.refused(
          claim + " as VC 2.0 says it: " + member.map(Instant::toString).orElse("no time"),
          said.get());
    }
  }

  private static ReadCredential credential(CompactJws jws) {
    String keyId = jws.header().keyId();
    Map<String, Object> vc = jws.payload();
    if (!(vc.get("@context") instanceof List<?> context)
        || context.isEmpty()
        || !VcTerms.CONTEXT.equals(context.getFirst())) {
      throw Claims.refused("@context whose first is " + VcTerms.CONTEXT, vc.get("@context"));
    }
    if (!(vc.get("type") instanceof List<?> types)
        || !types.contains(VcTerms.VERIFIABLE_CREDENTIAL)) {
      throw Claims.refused("type with VerifiableCredential", vc.get("type"));
    }
    String type =
        types.stream()
            .map(String::valueOf)
            .filter(t -> !t.equals(VcTerms.VERIFIABLE_CREDENTIAL))
            .findFirst()
            .orElseThrow(() -> Claims.refused("a second type", types));
    Did issuer = issuer(vc.get("issuer"));
    mustBeOf(issuer, keyId);
    if (!(vc.get("credentialSubject") instanceof Map<?, ?> subject)) {
      throw Claims.refused("credentialSubject: an object", vc.get("credentialSubject"));
    }
    return new ReadCredential(
        CredentialForm.VC_JWT,
        vc.containsKey("id") ? Claims.text(vc, "id") : "",
        type,
        issuer,
        keyId,
        Claims.secondsIfThere(vc, "iat"),
        Claims.instant(vc, "validFrom"),
        vc.containsKey("validUntil")
            ? Optional.of(Claims.instant(vc, "validUntil"))
            : Optional.empty(),
        named(subject),
        Set.of(),
        status(vc.get("credentialStatus")),
        jws.digest(),
        jws.digestAsWritten());
  }

  /** The key's DID URL begins with the issuer: nobody signs in another's name. */
  static void mustBeOf(Did issuer, String keyId) {
    if (!keyId.startsWith(issuer.value() + "#")) {
      throw new Refused(VerdictCode.HEADER_REFUSED, "kid of the issuer " + issuer, "kid " + keyId);
    }
  }

  private static Did issuer(Object issuer) {
    Object id = issuer instanceof Map<?, ?> described ? described.get("id") : issuer;
    try {
      return ISSUERS.of(String.valueOf(id));
    } catch (IllegalArgumentException e) {
      throw Claims.refused("issuer: a did:web identifier", id);
    }
  }

  /** VC Data Model 2.0 §4.10: one entry, or several. */
  private static List<StatusEntry> status(Object status) {
    if (status == null) return List.of();
    if (!(status instanceof List<?> entries)) return List.of(entry(status));
    if (entries.size() > MOST_PLACES) {
      throw Claims.refused("credentialStatus: at most " + MOST_PLACES + " entries", entries.size());
    }
    return entries.stream().map(CompactReader::entry).toList();
  }

  private static StatusEntry entry(Object status) {
    if (!(status instanceof Map<?, ?> entry)
        || !VcTerms.STATUS_LIST_ENTRY.equals(entry.get("type"))) {
      throw Claims.refused("credentialStatus: a BitstringStatusListEntry", status);
    }
    StatusPurpose purpose =
        StatusPurpose.of(entry.get("statusPurpose"))
            .orElseThrow(() -> Claims.refused("statusPurpose: revocation or suspension", status));
    try {
      return new StatusEntry.Bit(
          purpose,
          ADDRESSES.of(String.valueOf(entry.get("statusListCredential"))),
          Integer.parseInt((String) entry.get("statusListIndex")));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw Claims.refused("statusListIndex: a number as text, and an address", status);
    }
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, value) -> named.put(String.valueOf(name), value));
    return named;
  }
}
