package org.onenet.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.login.SignedInUser;
import tools.jackson.databind.JsonNode;

/**
 * The only door to services-api: its paths, its JSON, its refusals. Calls carry the token of
 * whoever is signed in; every method throws {@link ApiProblem} when the answer is a refusal or no
 * answer comes, and {@link org.onenet.identity.login.SessionEnded} when the sign-in is over.
 */
@ApplicationScoped
public class ServicesApi {
  /** How many cases one page of an inbox shows. */
  public static final int CASES_PER_PAGE = 50;

  private final Exchange exchange;

  /** For the container's proxy only. */
  protected ServicesApi() {
    this("", null, null);
  }

  @Inject
  public ServicesApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.exchange = new Exchange(base, user, browser);
  }

  public Definition definition(String service, Integer version, Locale locale) {
    String query = version == null ? "" : "?version=" + version;
    return exchange.get("/services/" + Exchange.path(service) + query, Definition.class, locale);
  }

  public List<Application> drafts(Locale locale) {
    return exchange.get("/applications", Application.Drafts.class, locale).applications();
  }

  public Application application(String id, Locale locale) {
    return exchange.get("/applications/" + Exchange.path(id), Application.class, locale);
  }

  /**
   * Saves a draft; {@code version} null creates it. Refusal {@code stale-version} on a lost race.
   */
  public Application save(
      String id,
      String service,
      Map<String, JsonNode> answers,
      String page,
      Integer version,
      Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("service", service);
    body.put("answers", answers);
    body.put("page", page);
    body.put("version", version);
    return exchange.send(
        "PUT", "/applications/" + Exchange.path(id), body, Application.class, locale);
  }

  public void discard(String id, Locale locale) {
    exchange.send("DELETE", "/applications/" + Exchange.path(id), null, JsonNode.class, locale);
  }

  public List<ApiProblem.FieldError> validate(String id, String page, Locale locale) {
    return exchange
        .send(
            "POST",
            "/applications/" + Exchange.path(id) + "/validation",
            Map.of("page", page),
            Application.Errors.class,
            locale)
        .errors();
  }

  /** Asks registers again for what they did not tell for a case. */
  public void askAgain(String reference, Locale locale) {
    exchange.send(
        "POST", "/cases/" + Exchange.path(reference) + "/evidence", null, Cases.Case.class, locale);
  }

  public Application.Document upload(
      String id, String field, String name, byte[] bytes, Locale locale) {
    HttpRequest.Builder request =
        exchange
            .request(
                "/applications/"
                    + Exchange.path(id)
                    + "/documents?field="
                    + Exchange.path(field)
                    + "&name="
                    + Exchange.path(name),
                locale)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    return Exchange.read(exchange.answer(request.build()), Application.Document.class);
  }

  public void removeDocument(String id, String document, Locale locale) {
    exchange.send(
        "DELETE",
        "/applications/" + Exchange.path(id) + "/documents/" + Exchange.path(document),
        null,
        JsonNode.class,
        locale);
  }

  public byte[] document(String id, Locale locale) {
    return exchange
        .answer(exchange.request("/documents/" + Exchange.path(id), locale).GET().build())
        .body();
  }

  public Application.Receipt submit(String id, Integer version, Locale locale) {
    return exchange.send(
        "POST",
        "/applications/" + Exchange.path(id) + "/submission",
        Map.of("version", version),
        Application.Receipt.class,
        locale);
  }

  /** The departments that answer for a service, by id and name. */
  public List<Definition.Named> authorities(Locale locale) {
    return exchange.get("/services", Authorities.class, locale).authorities();
  }

  private record Authorities(List<Definition.Named> authorities) {}

  /** The services that a department answers for, by identifier and name. */
  public List<Definition.Named> servicesOf(String department, Locale locale) {
    JsonNode found =
        exchange.get("/services?authority=" + Exchange.path(department), JsonNode.class, locale);
    return found
        .path("services")
        .valueStream()
        .map(
            one ->
                new Definition.Named(
                    one.path("identifier").asString(""),
                    new Text(one.at("/name/en").asString(null), one.at("/name/zh").asString(null))))
        .toList();
  }

  /** Cases by the inbox's filters, among them {@code page} from 0; empty ones are left out. */
  public Cases cases(Map<String, String> filters, Locale locale) {
    StringBuilder query = new StringBuilder("?size=" + CASES_PER_PAGE);
    filters.forEach(
        (name, value) -> {
          if (value != null && !value.isBlank()) {
            query.append('&').append(name).append('=').append(Exchange.path(value));
          }
        });
    return exchange.get("/cases" + query, Cases.class, locale);
  }

  /** Refusal {@code reason-needed}, when it is not theirs and they have not said why. */
  public Cases.Case caseOf(String reference, Locale locale) {
    return exchange.get("/cases/" + Exchange.path(reference), Cases.Case.class, locale);
  }

  /** Says why a case is opened that is not the caller's. */
  public void open(String reference, String reason, Locale locale) {
    exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/openings",
        Map.of("reason", reason),
        JsonNode.class,
        locale);
  }

  /** Looks at one answer as it is; each time it is logged, and the citizen reads it. */
  public Cases.Looked look(String reference, String field, Locale locale) {
    return exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/fields/" + Exchange.path(field) + "/openings",
        null,
        Cases.Looked.class,
        locale);
  }

  /** Assigns a case: {@code me}, an account's id, or null to release it. */
  public void assign(String reference, int version, String assignee, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    body.put("assignee", assignee);
    exchange.send(
        "POST", "/cases/" + Exchange.path(reference) + "/assignment", body, JsonNode.class, locale);
  }

  /**
   * Tells the citizen what is missing.
   *
   * @param reason why it is told again; null for the first time
   */
  public void sendNotice(
      String reference, int version, List<Cases.Wanted> items, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    body.put("items", items);
    body.put("reason", reason);
    exchange.send(
        "POST", "/cases/" + Exchange.path(reference) + "/notices", body, JsonNode.class, locale);
  }

  /** Goes on without the citizen's answer. */
  public void takeBack(String reference, int version, Locale locale) {
    exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/notices/end",
        Map.of("version", version),
        JsonNode.class,
        locale);
  }

  /**
   * Writes down that the applicant came in person.
   *
   * @param id of this visit: the same again is no other visit
   */
  public void noteVisit(String reference, UUID id, LocalDate on, String purpose, Locale locale) {
    exchange.send(
        "PUT",
        "/cases/" + Exchange.path(reference) + "/visits/" + id,
        Map.of("on", on.toString(), "purpose", purpose),
        JsonNode.class,
        locale);
  }

  public List<Cases.Person> clerks(String department, Locale locale) {
    return exchange
        .get("/departments/" + Exchange.path(department) + "/clerks", Cases.Clerks.class, locale)
        .clerks();
  }

  public Cases.Preview preview(String reference, String outcome, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("outcome", outcome);
    body.put("reason", reason);
    return exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/decision-preview",
        body,
        Cases.Preview.class,
        locale);
  }

  public void decide(String reference, int version, String outcome, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    body.put("outcome", outcome);
    body.put("reason", reason);
    exchange.send(
        "POST", "/cases/" + Exchange.path(reference) + "/decision", body, JsonNode.class, locale);
  }

  public void withdraw(String reference, int version, Locale locale) {
    exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/withdrawal",
        Map.of("version", version),
        JsonNode.class,
        locale);
  }

  public List<Credentials.Credential> credentials(String q, Locale locale) {
    String query = q == null || q.isBlank() ? "" : "?q=" + Exchange.path(q);
    return exchange.get("/credentials" + query, Credentials.class, locale).credentials();
  }

  /** One certificate with what it says; {@code reason-needed} as for {@link #caseOf}. */
  public Credentials.Credential credential(String id, Locale locale) {
    return exchange.get("/credentials/" + Exchange.path(id), Credentials.Credential.class, locale);
  }

  /** The receipt of a registration in a batch, as JSON; empty when it is in none by now. */
  public Optional<byte[]> receipt(String digest, Locale locale) {
    JsonNode told = exchange.get("/registrations/" + Exchange.path(digest), JsonNode.class, locale);
    return Optional.ofNullable(told.get("receipt"))
        .filter(JsonNode::isObject)
        .map(Exchange.JSON.writerWithDefaultPrettyPrinter()::writeValueAsBytes);
  }

  /** A certificate's bytes as {@code application/vc+jwt} or {@code application/pdf}. */
  public byte[] certificate(String id, String mediaType, Locale locale) {
    return exchange
        .answer(
            exchange
                .request(
                    "/credentials/" + Exchange.path(id) + "?lang=" + Exchange.language(locale),
                    locale)
                .setHeader("Accept", mediaType)
                .GET()
                .build())
        .body();
  }

  /** Takes effect at once; a revocation that needs a second person waits for one instead. */
  public void changeStatus(
      String id, StatusChange change, String reasonCode, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("reasonCode", reasonCode);
    body.put("reason", reason);
    exchange.send(
        "POST",
        "/credentials/" + Exchange.path(id) + "/" + change.path(),
        body,
        JsonNode.class,
        locale);
  }

  /** Confirms the revocation that waits; {@code act} is its id, as it was read. */
  public void confirmRevocation(String id, String act, Locale locale) {
    exchange.send(
        "POST",
        "/credentials/" + Exchange.path(id) + "/revocation/confirmation",
        Map.of("act", act),
        JsonNode.class,
        locale);
  }

  public void turnDownRevocation(String id, String act, String reason, Locale locale) {
    exchange.send(
        "POST",
        "/credentials/" + Exchange.path(id) + "/revocation/refusal",
        Map.of("act", act, "reason", reason),
        JsonNode.class,
        locale);
  }

  public void link(String id, boolean enabled, Locale locale) {
    exchange.send(
        "PUT",
        "/credentials/" + Exchange.path(id) + "/link",
        Map.of("enabled", enabled),
        JsonNode.class,
        locale);
  }

  /** Offers a case's certificate to a wallet; refusal {@code nothing-to-offer}. */
  public Wallets.Offer walletOffer(String reference, Locale locale) {
    return exchange.send(
        "POST",
        "/cases/" + Exchange.path(reference) + "/wallet-offers",
        null,
        Wallets.Offer.class,
        locale);
  }

  /** The copies of a certificate in wallets, the newest first. */
  public List<Wallets.Copy> copies(String credential, Locale locale) {
    return exchange
        .get("/credentials/" + Exchange.path(credential) + "/copies", Wallets.class, locale)
        .copies();
  }

  public void endCopy(String credential, String copy, Locale locale) {
    exchange.send(
        "DELETE",
        "/credentials/" + Exchange.path(credential) + "/copies/" + Exchange.path(copy),
        null,
        JsonNode.class,
        locale);
  }

  /** The departments that sign certificates. */
  public List<Issuers.Issuer> issuers(Locale locale) {
    return exchange.get("/departments", Issuers.class, locale).departments();
  }

  /** The holder asks that their certificate be revoked. Refusal {@code already-revoked}. */
  public void askRevocation(String credential, Locale locale) {
    exchange.send(
        "POST",
        "/credentials/" + Exchange.path(credential) + "/revocation/wish",
        null,
        Credentials.Credential.class,
        locale);
  }

  /** A department's keys, the oldest first. */
  public List<Issuers.Key> keysOf(String department, Locale locale) {
    return exchange
        .get(
            "/departments/" + Exchange.path(department) + "/did.json",
            Issuers.Document.class,
            locale)
        .keys();
  }

  /** Gives a department a new signing key. */
  public void rotate(String department, Locale locale) {
    exchange.send(
        "POST",
        "/departments/" + Exchange.path(department) + "/keys",
        null,
        JsonNode.class,
        locale);
  }

  /** The catalogue as JSON objects, for everybody; blank filters do not filter. */
  public Map<String, Object> catalogue(
      String words, String lifeEvent, String authority, Locale locale) {
    return open(
        "/services?q="
            + Exchange.path(words)
            + "&lifeEvent="
            + Exchange.path(lifeEvent)
            + "&authority="
            + Exchange.path(authority),
        locale);
  }

  /** One service definition as JSON objects, for everybody. */
  public Map<String, Object> publicService(String service, Locale locale) {
    return open("/services/" + Exchange.path(service), locale);
  }

  /** What departments hold about people, as JSON objects, for everybody. */
  public Map<String, Object> registers(Locale locale) {
    return open("/registers", locale);
  }

  /** What is counted of cases, for everybody. */
  public Map<String, Object> statistics(Locale locale) {
    return open("/statistics", locale);
  }

  /** The same as it is published: {@code /statistics} or {@code /statistics.csv}. */
  public Published publishedStatistics(boolean asTable, Locale locale) {
    return published(asTable ? "/statistics.csv" : "/statistics", locale);
  }

  /** What a certificate's link shows, for everybody. */
  public Map<String, Object> shared(String token, Locale locale) {
    return open("/shared/" + Exchange.path(token), locale);
  }

  /** The verdict on a JWT (text/plain) or on a certificate's PDF, for everybody. */
  public Map<String, Object> verify(byte[] certificate, String mediaType, Locale locale) {
    HttpRequest ask =
        exchange
            .strangersRequest("/verifications", locale)
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(certificate))
            .build();
    return Exchange.objects(exchange.answer(ask));
  }

  /** The trust bundle, as the city signed it, for everybody. */
  public Published trustBundle(Locale locale) {
    return published("/trust-bundle", locale);
  }

  /** The city's DID document, whose keys sign the bundle, for everybody. */
  public Published cityKeys(Locale locale) {
    return published("/.well-known/did.json", locale);
  }

  /** What checks, codes and reasons of a verdict are called, for everybody. */
  public Map<String, Object> verdictWords(Locale locale) {
    return open("/verifications/codes", locale);
  }

  /** The departments that sign certificates, with their names and types, for everybody. */
  public Map<String, Object> publicIssuers(Locale locale) {
    return open("/departments", locale);
  }

  /** The certificates that services give, in words, for everybody. */
  public List<CertificateType> certificateTypes(Locale locale) {
    return strangersJson("/services", locale)
        .path("services")
        .valueStream()
        .map(one -> "/services/" + Exchange.path(one.path("identifier").asString("")))
        .map(path -> CertificateType.of(strangersJson(path, locale)))
        .toList();
  }

  private JsonNode strangersJson(String path, Locale locale) {
    return Exchange.read(
        exchange.answer(exchange.strangersRequest(path, locale).GET().build()), JsonNode.class);
  }

  private Published published(String path, Locale locale) {
    HttpResponse<byte[]> answer =
        exchange.answer(
            exchange.strangersRequest(path, locale).setHeader("Accept", "*/*").GET().build());
    return new Published(
        answer.body(),
        answer.headers().firstValue("Content-Type").orElse("application/octet-stream"),
        answer.headers().firstValue("ETag"));
  }

  private Map<String, Object> open(String path, Locale locale) {
    return Exchange.objects(exchange.answer(exchange.strangersRequest(path, locale).GET().build()));
  }
}
