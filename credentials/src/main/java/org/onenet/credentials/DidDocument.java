package org.onenet.credentials;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The DID document of an issuer. Retired keys stay in it with {@code expires} (<a
 * href="https://www.w3.org/TR/cid-1.0/#verification-methods">Controlled Identifiers 1.0 §2.2</a>);
 * {@code validFrom} is ours and tells since when a key signs.
 *
 * <pre>
 * {"@context":["https://www.w3.org/ns/did/v1","https://w3id.org/security/jwk/v1"],"id":"did:web:…",
 *  "verificationMethod":[{"id":"did:web:…#2026-1","type":"JsonWebKey","controller":"did:web:…",
 *    "publicKeyJwk":{"kty":"EC","crv":"P-256","x":"…","y":"…"},"validFrom":"…","expires":"…"}],
 *  "assertionMethod":["did:web:…#2026-1"]}
 * </pre>
 */
public record DidDocument(Did id, List<PublishedKey> keys) {

  public DidDocument {
    keys = List.copyOf(keys);
  }

  /** The key under that fragment, or else the one with that RFC 7638 thumbprint. */
  public Optional<PublishedKey> key(String fragment) {
    return keys.stream()
        .filter(key -> key.fragment().equals(fragment))
        .findFirst()
        .or(() -> keys.stream().filter(key -> key.hasThumbprint(fragment)).findFirst());
  }

  /** The document as JSON objects. */
  public Map<String, Object> toJson() {
    List<Object> methods = new ArrayList<>();
    List<Object> names = new ArrayList<>();
    for (PublishedKey key : keys) {
      String url = id.value() + "#" + key.fragment();
      Map<String, Object> method = new LinkedHashMap<>();
      method.put("id", url);
      method.put("type", "JsonWebKey");
      method.put("controller", id.value());
      method.put("publicKeyJwk", withoutDates(key.jwk()));
      method.put("validFrom", key.from().toString());
      key.until().ifPresent(end -> method.put("expires", end.toString()));
      methods.add(method);
      names.add(url);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(
        "@context", List.of("https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"));
    document.put("id", id.value());
    document.put("verificationMethod", methods);
    document.put("assertionMethod", names);
    return document;
  }

  private static Map<String, Object> withoutDates(Map<String, Object> jwk) {
    Map<String, Object> plain = new LinkedHashMap<>(jwk);
    plain.keySet().removeAll(List.of("nbf", "exp", "kid", "use"));
    return plain;
  }

  /**
   * Reads a document that must be about this issuer.
   *
   * @throws MalformedCredential naming the member that is not as it should be
   */
  public static DidDocument parse(String json, Did expected) {
    try {
      Map<String, Object> document = JSONObjectUtils.parse(json);
      if (!expected.value().equals(document.get("id"))) {
        throw new MalformedCredential(
            "id: expected " + expected.value() + ", got " + document.get("id"));
      }
      if (!(document.get("verificationMethod") instanceof List<?> methods)) {
        throw new MalformedCredential("verificationMethod: expected a list");
      }
      List<?> assertion =
          document.get("assertionMethod") instanceof List<?> list ? list : List.of();
      List<PublishedKey> keys = new ArrayList<>();
      for (Object entry : methods) {
        if (entry instanceof Map<?, ?> method
            && assertion.contains(method.get("id"))
            && method.get("publicKeyJwk") instanceof Map<?, ?> jwk) {
          keys.add(key(method, jwk, expected));
        }
      }
      return new DidDocument(expected, keys);
    } catch (ParseException e) {
      throw new MalformedCredential("the DID document is not JSON");
    }
  }

  private static PublishedKey key(Map<?, ?> method, Map<?, ?> jwk, Did controller) {
    String id = String.valueOf(method.get("id"));
    if (!id.startsWith(controller.value() + "#")) {
      throw new MalformedCredential("verificationMethod.id: expected a key of " + controller);
    }
    Map<String, Object> named = new LinkedHashMap<>();
    jwk.forEach((name, value) -> named.put(String.valueOf(name), value));
    return new PublishedKey(
        id.substring(controller.value().length() + 1),
        named,
        instant(method, "validFrom").orElse(Instant.EPOCH),
        instant(method, "expires"));
  }

  private static Optional<Instant> instant(Map<?, ?> method, String member) {
    if (method.get(member) == null) return Optional.empty();
    try {
      return Optional.of(Instant.parse(String.valueOf(method.get(member))));
    } catch (DateTimeParseException e) {
      throw new MalformedCredential(member + ": expected a time in UTC");
    }
  }
}
