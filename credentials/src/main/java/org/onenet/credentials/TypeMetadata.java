package org.onenet.credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a wallet needs to know of a credential type, published at its {@code vct}.
 *
 * <pre>
 * {"vct":"https://lanting.example/credential-types/ResidenceCertificate","name":"ResidenceCertificate",
 *  "display":[{"locale":"en","name":"Residence certificate"},{"locale":"zh-CN","name":"居住证"}],
 *  "claims":[{"path":["fullName"],"display":[{"locale":"en","label":"Full name"},…],"sd":"always"}]}
 * </pre>
 *
 * @param name for developers
 * @param display the name for people, by language tag, in this order
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/">SD-JWT VC, "Type
 *     Metadata Format", "Display Metadata", "Claim Metadata"</a>
 */
public record TypeMetadata(URI vct, String name, Map<String, String> display, List<Claim> claims) {

  /**
   * One claim.
   *
   * @param path names from the outermost in; {@code null} for each element of an array cannot be
   *     said here
   * @param display its label by language tag, in this order
   */
  public record Claim(List<String> path, Map<String, String> display, Disclosable disclosable) {}

  /** Whether an issuer makes it selectively disclosable: the member {@code sd}. */
  public enum Disclosable {
    ALWAYS,
    ALLOWED,
    NEVER
  }

  /** The document, always the same text for the same metadata. */
  public String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("vct", vct.toString());
    document.put("name", name);
    document.put("display", byLocale(display, "name"));
    List<Object> described = new ArrayList<>();
    for (Claim claim : claims) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("path", claim.path());
      one.put("display", byLocale(claim.display(), "label"));
      one.put("sd", claim.disclosable().name().toLowerCase(Locale.ROOT));
      described.add(one);
    }
    document.put("claims", described);
    return new String(Json.utf8(document), StandardCharsets.UTF_8);
  }

  /**
   * What {@code vct#integrity} says of the document, {@code sha256-} and base64.
   *
   * @see <a href="https://www.w3.org/TR/SRI/#integrity-metadata-description">Subresource Integrity
   *     §3</a>
   */
  public String integrity() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(json().getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static List<Map<String, String>> byLocale(Map<String, String> texts, String member) {
    List<Map<String, String>> display = new ArrayList<>();
    texts.forEach(
        (locale, text) -> {
          Map<String, String> one = new LinkedHashMap<>();
          one.put("locale", locale);
          one.put(member, text);
          display.add(one);
        });
    return display;
  }
}
