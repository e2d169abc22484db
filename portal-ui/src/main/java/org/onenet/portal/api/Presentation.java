package org.onenet.portal.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A question to a wallet and what was shown.
 *
 * @param state waiting, fetched, answered, declined or expired
 * @param lastRefusal why the last message that was no answer was refused; null when none was
 * @param result null until there is an answer, and when it is forgotten
 */
public record Presentation(
    String id,
    String state,
    Why purpose,
    List<Wanted> asked,
    String madeAt,
    String expiresAt,
    String endedAt,
    int refusals,
    String lastRefusal,
    Result result) {

  public record Why(String identifier, Text name, Text reason) {}

  /** One certificate that is asked for. */
  public record Wanted(String query, List<Text> types, List<Asked> claims) {}

  public record Asked(List<JsonNode> path, Text label) {}

  public record Result(String verdict, List<Certificate> certificates) {}

  public record Certificate(
      Text name, Text issuerName, String verdict, List<Check> checks, List<Claim> claims) {}

  public record Check(String id, String outcome, Text title, Text detail) {}

  public record Claim(Text label, Text display) {}

  /**
   * A question that was just put.
   *
   * @param link opens a wallet on this device
   * @param qrCode the link as a PNG, in base64
   */
  public record Made(String link, String qrCode, Presentation presentation) {}

  /**
   * The same for a form.
   *
   * @param unfit why nothing of it fills the form; null when it does
   */
  public record ForForm(String unfit, Presentation presentation) {}

  public record Listing(List<Presentation> presentations) {}

  /** What an organisation is registered to ask for. */
  public record Registered(String identifier, Text name, List<Purpose> purposes) {}

  public record Verifiers(List<Registered> verifiers) {}

  public record Purpose(String identifier, Text name, Text reason, List<MayAsk> mayAsk) {}

  public record MayAsk(String credentialType, String vct, Text name, List<Claimed> claims) {}

  public record Claimed(String name, Text label) {}

  /** A saved question. */
  public record Template(
      String id, String name, String purpose, JsonNode query, List<Wanted> asked) {}

  public record Templates(List<Template> templates) {}

  /** Whether nothing more comes. */
  public boolean isOver() {
    return !"waiting".equals(state) && !"fetched".equals(state);
  }
}
