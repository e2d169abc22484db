package org.onenet.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.login.SignedInUser;
import tools.jackson.databind.JsonNode;

/** The part of {@link ServicesApi}'s door where it is told who used whose data. */
@ApplicationScoped
public class AuditApi {
  private final Exchange exchange;

  /** For the container's proxy only. */
  protected AuditApi() {
    this("", null, null);
  }

  @Inject
  public AuditApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.exchange = new Exchange(base, user, browser);
  }

  /** Who used the caller's data; {@code asked}: from, until, page. */
  public DataUses dataUses(Map<String, String> asked, Locale locale) {
    return exchange.get("/me/data-uses" + query(asked), DataUses.class, locale);
  }

  /** What the caller has reported, the newest first. */
  public List<DataUses.Use> reported(Locale locale) {
    return exchange.get("/me/data-uses/reports", DataUses.Reported.class, locale).reports();
  }

  public DataUses.Report report(String stream, long number, String reason, Locale locale) {
    return exchange.send(
        "POST",
        "/me/data-uses/" + Exchange.path(stream) + "/" + number + "/report",
        Map.of("reason", reason),
        DataUses.Report.class,
        locale);
  }

  /** The bytes of an entry's proof, as JSON. */
  public byte[] proof(String stream, long number, Locale locale) {
    return exchange
        .answer(
            exchange
                .request(
                    "/audit/entries/" + Exchange.path(stream) + "/" + number + "/proof", locale)
                .GET()
                .build())
        .body();
  }

  /** The log; {@code asked}: stream, case, account, act, from, until, page. */
  public AuditLog entries(Map<String, String> asked, Locale locale) {
    return exchange.get("/audit/entries" + query(asked), AuditLog.class, locale);
  }

  public List<DataUses.Report> reports(String state, Locale locale) {
    return exchange.get("/audit/reports?state=" + state, AuditLog.Reports.class, locale).reports();
  }

  public AuditLog.Reported reportToAnswer(String id, Locale locale) {
    return exchange.get("/audit/reports/" + Exchange.path(id), AuditLog.Reported.class, locale);
  }

  /** Refusals {@code already-answered}, {@code stale-version}, {@code own-act}. */
  public void answer(String id, long version, String outcome, String text, Locale locale) {
    exchange.send(
        "POST",
        "/audit/reports/" + Exchange.path(id) + "/answer",
        Map.of("version", version, "outcome", outcome, "text", text),
        JsonNode.class,
        locale);
  }

  /** The seals, the newest first. */
  public List<AuditLog.Sealed> seals(Locale locale) {
    return exchange.get("/audit/seals", AuditLog.Seals.class, locale).seals();
  }

  public void seal(Locale locale) {
    exchange.send("POST", "/audit/seals", null, JsonNode.class, locale);
  }

  /** Whether the public registry has this digest. */
  public boolean isOnChain(String digest, Locale locale) {
    return exchange
        .get("/registrations/" + Exchange.path(digest), JsonNode.class, locale)
        .path("registered")
        .asString("")
        .equals("yes");
  }

  private static String query(Map<String, String> asked) {
    String words =
        asked.entrySet().stream()
            .filter(one -> one.getValue() != null && !one.getValue().isBlank())
            .map(one -> one.getKey() + "=" + Exchange.path(one.getValue()))
            .collect(Collectors.joining("&"));
    return words.isEmpty() ? "" : "?" + words;
  }
}
