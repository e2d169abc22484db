package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.CompactReader.Presented;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;

/**
 * Reads an SD-JWT VC and its disclosures. What judges it ({@code iss}, {@code nbf}, {@code exp},
 * {@code vct}, {@code status}, {@code cnf}) is taken from what the issuer signed in the clear,
 * never from a disclosure.
 *
 * <pre>
 * {"typ":"dc+sd-jwt","alg":"ES256","kid":"did:web:lanting.example:departments:psb#2026-1"}
 * {"iss":"https://lanting.example/departments/psb","iat":1795424400,"nbf":1795424400,"exp":1826960400,
 *  "vct":"https://lanting.example/credential-types/ResidenceCertificate","cnf":{"jwk":{…}},
 *  "status":{"status_list":{"idx":77,"uri":"https://…/1"}},"_sd_alg":"sha-256","_sd":["…","…"]}
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/">SD-JWT VC, "Data
 *     Format" and "Verification and Processing"</a>
 */
final class SdJwtVcReader {
  private static final Memo<Did> ISSUERS = new Memo<>(url -> Did.ofUrl(URI.create(url)));
  private static final Memo<URI> ADDRESSES = new Memo<>(URI::create);

  private SdJwtVcReader() {}

  /**
   * @throws Refused when it is not one
   */
  static Read read(String text) {
    SdJwt sdJwt = SdJwt.read(text);
    CompactJws jws =
        CompactJws.read(sdJwt.issuerSigned(), JwsKind.SD_JWT_VC, CompactReader.MOST_CHARACTERS);
    DisclosedClaims shown = new DisclosedClaims(jws.payload(), sdJwt.disclosures());
    ReadCredential credential = credential(jws, shown);
    return Read.of(jws, credential).as(new Presented(sdJwt, holderKey(jws.payload())));
  }

  private static ReadCredential credential(CompactJws jws, DisclosedClaims shown) {
    Map<String, Object> signed = jws.payload();
    if (!(signed.get(SdJwtVcTerms.TYPE) instanceof String vct) || vct.isBlank()) {
      throw new Refused(
          VerdictCode.CREDENTIAL_TYPE_MISSING,
          "vct: the credential's type",
          String.valueOf(signed.get(SdJwtVcTerms.TYPE)));
    }
    Did issuer = issuer(Claims.text(signed, "iss"));
    String keyId = keyId(jws.header(), issuer);
    CompactReader.mustBeOf(issuer, keyId);
    Optional<Instant> issued = Claims.secondsIfThere(signed, "iat");
    Map<String, Object> subject = new LinkedHashMap<>(shown.claims());
    subject.keySet().removeAll(SdJwtVcTerms.OF_THE_CREDENTIAL);
    return new ReadCredential(
        CredentialForm.SD_JWT_VC,
        signed.get("jti") instanceof String id ? id : "",
        type(vct, issuer),
        issuer,
        keyId,
        issued,
        Claims.secondsIfThere(signed, "nbf")
            .or(() -> issued)
            .orElseThrow(() -> Claims.refused("nbf or iat: seconds since 1970", "neither")),
        Claims.secondsIfThere(signed, "exp"),
        subject,
        Set.copyOf(shown.placed().keySet()),
        status(signed.get(SdJwtVcTerms.STATUS)),
        jws.digest(),
        jws.digestAsWritten());
  }

  /** Without a {@code kid}, the issuer's own key that the certificate is of. */
  private static String keyId(JwsKind.Header header, Did issuer) {
    return header.keyId().isEmpty()
        ? issuer.value() + "#" + header.certified().orElseThrow()
        : header.keyId();
  }

  /**
   * The type that the registry is asked for: the last part of a {@code vct} at the issuer's own
   * origin, which so is the same as that of its {@code vc+jwt}; any other {@code vct} as a whole.
   */
  static String type(String vct, Did issuer) {
    URI own = issuer.url();
    String origin = own.getScheme() + "://" + own.getRawAuthority() + "/";
    String last = vct.substring(vct.lastIndexOf('/') + 1);
    boolean plain = last.matches("[A-Za-z0-9._-]+");
    return vct.startsWith(origin) && plain ? last : vct;
  }

  private static Did issuer(String url) {
    try {
      return ISSUERS.of(url);
    } catch (IllegalArgumentException e) {
      throw Claims.refused("iss: an https URL without query", url);
    }
  }

  private static Optional<Map<?, ?>> holderKey(Map<String, Object> signed) {
    return signed.get(SdJwtVcTerms.CONFIRMATION) instanceof Map<?, ?> confirmation
            && confirmation.get("jwk") instanceof Map<?, ?> key
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Token Status List, draft 20, §6.2; a status of another kind cannot be asked for. */
  private static List<StatusEntry> status(Object status) {
    if (status == null) return List.of();
    try {
      if (status instanceof Map<?, ?> kinds
          && kinds.get(SdJwtVcTerms.STATUS_LIST) instanceof Map<?, ?> place
          && place.get("idx") instanceof Integer index
          && place.get("uri") instanceof String list) {
        return List.of(new StatusEntry.Token(ADDRESSES.of(list), index));
      }
    } catch (IllegalArgumentException e) {
      // told below, with what was expected
    }
    throw Claims.refused("status.status_list: idx and uri", status);
  }
}
