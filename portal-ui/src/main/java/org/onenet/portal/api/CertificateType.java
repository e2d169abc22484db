package org.onenet.portal.api;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a certificate type and its claims are called, as the definition of its service says. */
public record CertificateType(String type, Text name, Map<String, Claim> claims) {

  /**
   * One claim.
   *
   * @param values the words for its values, where it takes one of few; else none
   */
  public record Claim(Text label, Map<String, Text> values) {}

  static CertificateType of(JsonNode definition) {
    JsonNode output = definition.path("output");
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (JsonNode claim : output.path("claims")) {
      String answer = claim.path("from").asString("").replaceFirst("^answers\\.", "");
      claims.put(
          claim.path("name").asString(""),
          new Claim(text(claim.path("label")), values(definition, answer)));
    }
    return new CertificateType(
        output.path("credentialType").asString(""), text(output.path("name")), claims);
  }

  private static Map<String, Text> values(JsonNode definition, String answer) {
    Map<String, Text> values = new LinkedHashMap<>();
    definition
        .at("/form/pages")
        .valueStream()
        .flatMap(page -> page.path("sections").valueStream())
        .flatMap(section -> section.path("fields").valueStream())
        .filter(field -> field.path("id").asString("").equals(answer))
        .flatMap(field -> field.path("options").valueStream())
        .forEach(one -> values.put(one.path("value").asString(""), text(one.path("label"))));
    return values;
  }

  private static Text text(JsonNode text) {
    return new Text(text.path("en").asString(""), text.path("zh").asString(""));
  }
}
