package org.onenet.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.login.SignedInUser;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The part of {@link ServicesApi}'s door where wallets are asked to show certificates. */
@ApplicationScoped
public class PresentationsApi {
  private final Exchange exchange;

  /** For the container's proxy only. */
  protected PresentationsApi() {
    this("", null, null);
  }

  @Inject
  public PresentationsApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.exchange = new Exchange(base, user, browser);
  }

  /** What the caller's organisation may ask. */
  public Presentation.Registered registered(Locale locale) {
    return exchange.get("/verifiers/mine", Presentation.Registered.class, locale);
  }

  /** Who may ask wallets. */
  public List<Presentation.Registered> verifiers(Locale locale) {
    return exchange.get("/verifiers", Presentation.Verifiers.class, locale).verifiers();
  }

  /** A verifier's keys, the oldest first. */
  public List<Issuers.Key> keysOf(String verifier, Locale locale) {
    return exchange
        .get("/verifiers/" + Exchange.path(verifier) + "/did.json", Issuers.Document.class, locale)
        .keys();
  }

  /** Gives a verifier a new key. */
  public void rotate(String verifier, Locale locale) {
    exchange.send(
        "POST", "/verifiers/" + Exchange.path(verifier) + "/keys", null, JsonNode.class, locale);
  }

  public List<Presentation.Template> templates(Locale locale) {
    return exchange
        .get("/presentation-templates", Presentation.Templates.class, locale)
        .templates();
  }

  /** Refusal {@code name-taken}, and {@code malformed} naming the field. */
  public void saveTemplate(String name, String purpose, Object query, Locale locale) {
    exchange.send(
        "POST",
        "/presentation-templates",
        Map.of("name", name, "purpose", purpose, "query", query),
        JsonNode.class,
        locale);
  }

  public void removeTemplate(String id, Locale locale) {
    exchange.send(
        "DELETE", "/presentation-templates/" + Exchange.path(id), null, JsonNode.class, locale);
  }

  /**
   * Puts a question.
   *
   * @param haip by the high assurance profile
   */
  public Presentation.Made ask(String purpose, Object query, boolean haip, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("purpose", purpose);
    body.put("query", query);
    body.put("haip", haip);
    return exchange.send("POST", "/presentations", body, Presentation.Made.class, locale);
  }

  public List<Presentation> asked(Locale locale) {
    return exchange.get("/presentations", Presentation.Listing.class, locale).presentations();
  }

  public Presentation presentation(String id, Locale locale) {
    return exchange.get("/presentations/" + Exchange.path(id), Presentation.class, locale);
  }

  /** Asks the caller's own wallet for what fills the form. */
  public Presentation.Made askForForm(String application, boolean sameDevice, Locale locale) {
    return exchange.send(
        "POST",
        "/applications/" + Exchange.path(application) + "/presentations",
        Map.of("sameDevice", sameDevice),
        Presentation.Made.class,
        locale);
  }

  /**
   * How that stands.
   *
   * @param responseCode what a wallet on this device came back with; null for another device
   */
  public Presentation.ForForm forForm(
      String application, String id, String responseCode, Locale locale) {
    return exchange.get(
        "/applications/"
            + Exchange.path(application)
            + "/presentations/"
            + Exchange.path(id)
            + (responseCode == null ? "" : "?responseCode=" + Exchange.path(responseCode)),
        Presentation.ForForm.class,
        locale);
  }

  /**
   * A query as somebody wrote it.
   *
   * @throws IllegalArgumentException when it is not JSON
   */
  public static JsonNode query(String text) {
    try {
      return Exchange.JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** A query as people read it. */
  public static String written(Object query) {
    return Exchange.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(query);
  }
}
