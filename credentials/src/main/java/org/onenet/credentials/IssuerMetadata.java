package org.onenet.credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An issuer's keys for those who know SD-JWT VC and no DIDs. Ended keys stay, as in {@link
 * DidDocument}, with {@code nbf} and {@code exp} for those who look.
 *
 * <pre>
 * {"issuer":"https://lanting.example/departments/psb",
 *  "jwks":{"keys":[{"kid":"did:web:lanting.example:departments:psb#2026-1","kty":"EC","crv":"P-256",…}]}}
 * </pre>
 *
 * @param keys all of the issuer's, ended ones included
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/">SD-JWT VC, "JWT VC
 *     Issuer Metadata"</a>
 */
public record IssuerMetadata(Did issuer, List<PublishedKey> keys) {
  private static final String WELL_KNOWN = "/.well-known/jwt-vc-issuer";

  /** Where it is published: the well-known part goes between host and path. */
  public URI address() {
    URI url = issuer.url();
    return URI.create(
        url.getScheme() + "://" + url.getRawAuthority() + WELL_KNOWN + url.getRawPath());
  }

  /** The document; its {@code issuer} is the {@code iss} of what it signs. */
  public String json() {
    List<Object> jwks = new ArrayList<>();
    for (PublishedKey key : keys) {
      Map<String, Object> jwk = new LinkedHashMap<>();
      jwk.put("kid", issuer.value() + "#" + key.fragment());
      key.jwk().forEach(jwk::putIfAbsent);
      jwk.put("nbf", key.from().getEpochSecond());
      key.until().ifPresent(end -> jwk.put("exp", end.getEpochSecond()));
      jwks.add(jwk);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("issuer", issuer.url().toString());
    document.put("jwks", Map.of("keys", jwks));
    return new String(Json.utf8(document), StandardCharsets.UTF_8);
  }
}
