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
import tools.jackson.databind.JsonNode;

/** The part of {@link ServicesApi}'s door where departments tell each other what they know. */
@ApplicationScoped
public class SharingApi {
  private final Exchange exchange;

  /** For the container's proxy only. */
  protected SharingApi() {
    this("", null, null);
  }

  @Inject
  public SharingApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.exchange = new Exchange(base, user, browser);
  }

  /** What registers are asked for a draft, and how far that is. */
  public Prefill prefill(String application, Locale locale) {
    return exchange.get(path(application), Prefill.class, locale);
  }

  /** Agrees that registers are asked for these evidence types. */
  public Prefill agree(String application, List<String> evidenceTypes, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("consent", true);
    body.put("evidenceTypes", evidenceTypes);
    return exchange.send("POST", path(application), body, Prefill.class, locale);
  }

  /** Does not agree, or no longer: what was fetched goes. */
  public Prefill decline(String application, Locale locale) {
    return exchange.send(
        "POST", path(application), Map.of("consent", false), Prefill.class, locale);
  }

  private static String path(String application) {
    return "/applications/" + Exchange.path(application) + "/prefill";
  }

  /** The newest first. */
  public List<Consents.Consent> consents(Locale locale) {
    return exchange.get("/me/consents", Consents.class, locale).consents();
  }

  public void withdraw(String consent, Locale locale) {
    exchange.send(
        "POST",
        "/me/consents/" + Exchange.path(consent) + "/withdrawal",
        null,
        Consents.Consent.class,
        locale);
  }

  /** The signed record, a compact JWS. */
  public byte[] consentRecord(String consent, Locale locale) {
    return exchange
        .answer(
            exchange
                .request("/me/consents/" + Exchange.path(consent) + "/record", locale)
                .setHeader("Accept", "application/consent-record+jwt")
                .GET()
                .build())
        .body();
  }

  /** The keys by which a department asks and answers, the oldest first. */
  public List<Issuers.Key> keysOf(String department, Locale locale) {
    return exchange
        .get("/exchange/" + Exchange.path(department) + "/did.json", Issuers.Document.class, locale)
        .keys();
  }

  /** Gives the supervisor's department a new one. Refusal {@code signs-elsewhere}. */
  public void rotate(String department, Locale locale) {
    exchange.send(
        "POST", "/exchange/" + Exchange.path(department) + "/keys", null, JsonNode.class, locale);
  }

  /** All that are not ended, for everybody. */
  public List<AccessRights.Right> accessRights(Locale locale) {
    return Exchange.read(
            exchange.answer(exchange.strangersRequest("/access-rights", locale).GET().build()),
            AccessRights.class)
        .accessRights();
  }

  /** Those that the signed-in supervisor's department gave or was given. */
  public List<AccessRights.Right> ownAccessRights(Locale locale) {
    return exchange.get("/access-rights/mine", AccessRights.class, locale).accessRights();
  }

  /** What the registers of a department can prove: rights to it are that department's to give. */
  public List<Registers.EvidenceType> evidenceTypesOf(String owner, Locale locale) {
    return exchange.get("/registers", Registers.class, locale).registers().stream()
        .filter(one -> one.owner().id().equals(owner))
        .flatMap(one -> one.evidenceTypes().stream())
        .toList();
  }

  /** {@code asked}: case=, or state= for those that the department must answer; "" for the own. */
  public List<Corrections.Correction> corrections(String asked, Locale locale) {
    return exchange.get("/corrections?" + asked, Corrections.class, locale).corrections();
  }

  public Corrections.Correction correction(String id, Locale locale) {
    return exchange.get("/corrections/" + Exchange.path(id), Corrections.Correction.class, locale);
  }

  /** The same with what is hidden of it; each time it is logged, and the citizen reads it. */
  public Corrections.Correction openCorrection(String id, Locale locale) {
    return exchange.send(
        "POST",
        "/corrections/" + Exchange.path(id) + "/openings",
        null,
        Corrections.Correction.class,
        locale);
  }

  public byte[] correctionDocument(String id, Locale locale) {
    return exchange
        .answer(
            exchange
                .request("/corrections/" + Exchange.path(id) + "/document", locale)
                .setHeader("Accept", "*/*")
                .GET()
                .build())
        .body();
  }

  /**
   * Asks the holder of a register to correct it.
   *
   * @param document null for none
   */
  public void askForCorrection(
      String reference, String field, String reason, String document, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("case", reference);
    body.put("field", field);
    body.put("reason", reason);
    body.put("document", document);
    exchange.send("POST", "/corrections", body, Corrections.Correction.class, locale);
  }

  /** Refusals {@code already-answered}, {@code stale-version}, {@code own-act}. */
  public void answerCorrection(
      String id, long version, String outcome, String text, Locale locale) {
    exchange.send(
        "POST",
        "/corrections/" + Exchange.path(id) + "/answer",
        Map.of("version", version, "outcome", outcome, "text", text),
        Corrections.Correction.class,
        locale);
  }

  /** Refusal {@code malformed} with the field that is not as it must be. */
  public void giveAccessRight(AccessRights.Wanted wanted, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("evidenceType", wanted.evidenceType());
    body.put("fields", wanted.fields());
    body.put("requester", wanted.requester());
    body.put("service", wanted.service());
    body.put("from", wanted.from().toString());
    body.put("until", wanted.lastDay().plusDays(1).toString());
    exchange.send("POST", "/access-rights", body, AccessRights.Right.class, locale);
  }

  /**
   * Ends a right at once; refusal {@code stale-version} when it was changed meanwhile. A shipped
   * id's slash is part of the path.
   */
  public void endAccessRight(String id, int version, Locale locale) {
    exchange.send(
        "POST",
        "/access-rights/" + id + "/end",
        Map.of("version", version),
        AccessRights.Right.class,
        locale);
  }
}
