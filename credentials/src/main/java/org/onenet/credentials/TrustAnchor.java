package org.onenet.credentials;

import com.nimbusds.jose.jwk.ECKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that a verifier trusts beforehand, from a file of its own: a DID document, whose keys are
 * that DID's; or one public JWK (RFC 7517), which is then the key of every issuer.
 */
public final class TrustAnchor implements IssuerDocuments {
  private final Optional<DidDocument> document;
  private final Map<String, Object> jwk;

  private TrustAnchor(Optional<DidDocument> document, Map<String, Object> jwk) {
    this.document = document;
    this.jwk = jwk;
  }

  /**
   * @throws MalformedCredential when it is neither
   */
  public static TrustAnchor parse(String json) {
    Map<String, Object> read = Json.object(json.getBytes(StandardCharsets.UTF_8));
    if (read.containsKey("kty")) return new TrustAnchor(Optional.empty(), publicPart(read));
    if (!(read.get("id") instanceof String id) || !read.containsKey("verificationMethod")) {
      throw new MalformedCredential("expected a DID document or a JWK");
    }
    try {
      return new TrustAnchor(Optional.of(DidDocument.parse(json, new Did(id))), Map.of());
    } catch (IllegalArgumentException e) {
      throw new MalformedCredential(e.getMessage());
    }
  }

  private static Map<String, Object> publicPart(Map<String, Object> jwk) {
    try {
      Map<String, Object> open = ECKey.parse(jwk).toPublicJWK().toJSONObject();
      SignatureCheck.verifier(open);
      return open;
    } catch (ParseException e) {
      throw new MalformedCredential("expected a JWK on the curve P-256");
    }
  }

  @Override
  public Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    if (document.isEmpty()) {
      return Optional.of(new PublishedKey(fragment, jwk, Instant.EPOCH, Optional.empty()));
    }
    if (!document.get().id().equals(issuer)) {
      throw new Unreachable("only " + document.get().id() + " is trusted, not " + issuer, null);
    }
    return document.get().key(fragment);
  }
}
