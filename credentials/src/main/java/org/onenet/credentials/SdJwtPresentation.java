package org.onenet.credentials;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a holder makes of an SD-JWT: the same signed JWT with fewer disclosures, and a key binding
 * when the verifier asked for one.
 *
 * <pre>
 * SdJwtPresentation.of(issued).showing(Set.of("fullName", "address/locality"))
 *     .boundBy(key, new KeyBindingExpected("https://verifier.example", nonce), now);
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-7.2">RFC 9901 §7.2</a>
 */
public final class SdJwtPresentation {
  private final SdJwt sdJwt;
  private final DisclosedClaims disclosed;

  private SdJwtPresentation(SdJwt sdJwt) {
    this.sdJwt = sdJwt;
    this.disclosed = disclosed(sdJwt);
  }

  /**
   * An SD-JWT as it was issued, or as it was shown before; a key binding that it has is left out.
   *
   * @throws MalformedCredential when it is not one in order
   */
  public static SdJwtPresentation of(String text) {
    try {
      return new SdJwtPresentation(SdJwt.read(text.strip()));
    } catch (CompactReader.Refused refused) {
      throw new MalformedCredential(refused.getMessage());
    }
  }

  private static DisclosedClaims disclosed(SdJwt sdJwt) {
    CompactJws jws =
        CompactJws.read(sdJwt.issuerSigned(), JwsKind.SD_JWT_VC, CompactReader.MOST_CHARACTERS);
    return new DisclosedClaims(jws.payload(), sdJwt.disclosures());
  }

  /** All that it says, with what is shown where its digest stood; nobody's signature is checked. */
  Map<String, Object> claims() {
    return disclosed.claims();
  }

  /** What could be shown, as JSON Pointers without the first slash: {@code address/locality}. */
  public Set<String> disclosable() {
    return disclosed.placed().keySet();
  }

  /**
   * Only these, with what is inside them, and with what they are inside of.
   *
   * @param places of {@link #disclosable}
   * @throws IllegalArgumentException when one of them is not there
   */
  public SdJwtPresentation showing(Set<String> places) {
    Map<String, ReadDisclosure> placed = disclosed.placed();
    if (!placed.keySet().containsAll(places)) {
      throw new IllegalArgumentException(
          "to be shown are " + placed.keySet() + ", not all of " + places);
    }
    List<ReadDisclosure> shown = new ArrayList<>();
    placed.forEach(
        (place, disclosure) -> {
          if (places.stream().anyMatch(one -> isInside(place, one) || isInside(one, place))) {
            shown.add(disclosure);
          }
        });
    return new SdJwtPresentation(new SdJwt(sdJwt.issuerSigned(), shown, Optional.empty()));
  }

  private static boolean isInside(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + "/");
  }

  /** Without a key binding: {@code <jwt>~<disclosure>~…~}. */
  public String text() {
    return sdJwt.withoutKeyBinding();
  }

  /** With the holder's signature for this verifier and this moment. */
  public String boundBy(HolderKey holder, KeyBindingExpected asked, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", now.getEpochSecond());
    claims.put("aud", asked.audience());
    claims.put("nonce", asked.nonce());
    claims.put("sd_hash", ReadDisclosure.digest(text()));
    return text() + holder.bind(claims);
  }
}
