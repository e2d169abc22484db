package org.onenet.credentials;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDObjectBuilder;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A draft as claims to be signed, and the disclosures that go with them. Salts have 128 bits;
 * digests and decoys are sorted together, so that their order says nothing (RFC 9901 §4.2.4.1).
 *
 * @param disclosures encoded, in the order of the subject's claims
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-4.1">RFC 9901 §4.1 and §4.2</a>
 */
record SdJwtVcClaims(Map<String, Object> signed, List<String> disclosures) {
  private static final int MOST_DECOYS = 100;

  /**
   * @throws IllegalArgumentException when the draft asks for what the standard forbids
   */
  static SdJwtVcClaims of(SdJwtVcDraft draft, Did issuer) {
    mustBeInOrder(draft, issuer);
    SDObjectBuilder claims = new SDObjectBuilder();
    claims.putClaim("iss", issuer.url().toString());
    claims.putClaim("iat", seconds(draft.validFrom()));
    claims.putClaim("nbf", seconds(draft.validFrom()));
    draft.validUntil().ifPresent(end -> claims.putClaim("exp", seconds(end)));
    claims.putClaim(SdJwtVcTerms.TYPE, draft.vct().toString());
    draft.vctIntegrity().ifPresent(hash -> claims.putClaim(SdJwtVcTerms.TYPE_INTEGRITY, hash));
    draft
        .holderKey()
        .ifPresent(
            key -> claims.putClaim(SdJwtVcTerms.CONFIRMATION, Map.of("jwk", publicKey(key))));
    draft
        .status()
        .ifPresent(
            place ->
                claims.putClaim(
                    SdJwtVcTerms.STATUS,
                    Map.of(
                        SdJwtVcTerms.STATUS_LIST,
                        Map.of("idx", place.index(), "uri", place.list().toString()))));
    List<String> disclosures = new ArrayList<>();
    draft
        .subject()
        .forEach(
            (name, value) -> {
              if (draft.disclosable().contains(name)) {
                Disclosure hidden = claims.putSDClaim(name, value);
                disclosures.add(hidden.getDisclosure());
              } else {
                claims.putClaim(name, value);
              }
            });
    claims.putDecoyDigests(draft.decoys());
    boolean hides = !disclosures.isEmpty() || draft.decoys() > 0;
    return new SdJwtVcClaims(claims.build(hides), List.copyOf(disclosures));
  }

  private static void mustBeInOrder(SdJwtVcDraft draft, Did issuer) {
    for (String name : draft.disclosable()) {
      if (SdJwtVcTerms.OF_THE_CREDENTIAL.contains(name)) {
        throw new IllegalArgumentException(name + " is never selectively disclosable");
      }
      if (!draft.subject().containsKey(name)) {
        throw new IllegalArgumentException("no claim " + name + " to be selectively disclosable");
      }
    }
    for (String name : draft.subject().keySet()) {
      if (SdJwtVcTerms.OF_THE_CREDENTIAL.contains(name)) {
        throw new IllegalArgumentException(name + " is not the subject's to say");
      }
    }
    mustNotHaveOurNames(draft.subject());
    if (draft.decoys() < 0 || draft.decoys() > MOST_DECOYS) {
      throw new IllegalArgumentException("0 to " + MOST_DECOYS + " decoys, not " + draft.decoys());
    }
    String type = SdJwtVcReader.type(draft.vct().toString(), issuer);
    if (!type.equals(draft.type())) {
      throw new IllegalArgumentException(
          "verifiers would take " + draft.vct() + " for " + type + ", not for " + draft.type());
    }
  }

  private static void mustNotHaveOurNames(Object value) {
    if (value instanceof Map<?, ?> object) {
      if (object.containsKey(SdJwtVcTerms.DIGESTS) || object.containsKey(SdJwtVcTerms.ELEMENT)) {
        throw new IllegalArgumentException("_sd and ... are SD-JWT's own names");
      }
      object.values().forEach(SdJwtVcClaims::mustNotHaveOurNames);
    } else if (value instanceof List<?> array) {
      array.forEach(SdJwtVcClaims::mustNotHaveOurNames);
    }
  }

  private static Map<String, Object> publicKey(Map<String, Object> jwk) {
    try {
      ECKey key = ECKey.parse(jwk);
      if (key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
        throw new IllegalArgumentException("the holder's key is not a public key on P-256");
      }
      return new ECKey.Builder(Curve.P_256, key.getX(), key.getY()).build().toJSONObject();
    } catch (ParseException e) {
      throw new IllegalArgumentException("the holder's key is not an EC key", e);
    }
  }

  private static long seconds(Instant time) {
    return time.getEpochSecond();
  }
}
