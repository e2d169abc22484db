package org.onenet.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.login.SignedInUser;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only door to services-api: its paths, its JSON, its refusals. Calls carry the token of
 * whoever is signed in; every method throws {@link ApiProblem} when the answer is a refusal or no
 * answer comes, and {@link org.onenet.identity.login.SessionEnded} when the sign-in is over.
 */
@ApplicationScoped
public class ServicesApi {
  /** How many cases one page of an inbox shows. */
  public static final int CASES_PER_PAGE = 50;

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private final String base;
  private final SignedInUser user;
  private final HttpServletRequest browser;

  /** For the container's proxy only. */
  protected ServicesApi() {
    this("", null, null);
  }

  @Inject
  public ServicesApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.user = user;
    this.browser = browser;
  }

  public Definition definition(String service, Integer version, Locale locale) {
    String query = version == null ? "" : "?version=" + version;
    return get("/services/" + path(service) + query, Definition.class, locale);
  }

  public List<Application> drafts(Locale locale) {
    return get("/applications", Application.Drafts.class, locale).applications();
  }

  public Application application(String id, Locale locale) {
    return get("/applications/" + path(id), Application.class, locale);
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
    return send("PUT", "/applications/" + path(id), body, Application.class, locale);
  }

  public void discard(String id, Locale locale) {
    send("DELETE", "/applications/" + path(id), null, JsonNode.class, locale);
  }

  public List<ApiProblem.FieldError> validate(String id, String page, Locale locale) {
    return send(
            "POST",
            "/applications/" + path(id) + "/validation",
            Map.of("page", page),
            Application.Errors.class,
            locale)
        .errors();
  }

  public Application.Prefill prefill(String id, boolean consent, Locale locale) {
    return send(
        "POST",
        "/applications/" + path(id) + "/prefill",
        Map.of("consent", consent),
        Application.Prefill.class,
        locale);
  }

  public Application.Document upload(
      String id, String field, String name, byte[] bytes, Locale locale) {
    HttpRequest.Builder request =
        request(
                "/applications/"
                    + path(id)
                    + "/documents?field="
                    + path(field)
                    + "&name="
                    + path(name),
                locale)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
    return read(exchange(request.build()), Application.Document.class);
  }

  public void removeDocument(String id, String document, Locale locale) {
    send(
        "DELETE",
        "/applications/" + path(id) + "/documents/" + path(document),
        null,
        JsonNode.class,
        locale);
  }

  public byte[] document(String id, Locale locale) {
    return exchange(request("/documents/" + path(id), locale).GET().build()).body();
  }

  public Application.Receipt submit(String id, Integer version, Locale locale) {
    return send(
        "POST",
        "/applications/" + path(id) + "/submission",
        Map.of("version", version),
        Application.Receipt.class,
        locale);
  }

  /** The services that a department answers for, by identifier and name. */
  public List<Definition.Named> servicesOf(String department, Locale locale) {
    JsonNode found = get("/services?authority=" + path(department), JsonNode.class, locale);
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
            query.append('&').append(name).append('=').append(path(value));
          }
        });
    return get("/cases" + query, Cases.class, locale);
  }

  public Cases.Case caseOf(String reference, Locale locale) {
    return get("/cases/" + path(reference), Cases.Case.class, locale);
  }

  /** Assigns a case: {@code me}, an account's id, or null to release it. */
  public void assign(String reference, int version, String assignee, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    body.put("assignee", assignee);
    send("POST", "/cases/" + path(reference) + "/assignment", body, JsonNode.class, locale);
  }

  public List<Cases.Person> clerks(String department, Locale locale) {
    return get("/departments/" + path(department) + "/clerks", Cases.Clerks.class, locale).clerks();
  }

  public Cases.Preview preview(String reference, String outcome, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("outcome", outcome);
    body.put("reason", reason);
    return send(
        "POST",
        "/cases/" + path(reference) + "/decision-preview",
        body,
        Cases.Preview.class,
        locale);
  }

  public void decide(String reference, int version, String outcome, String reason, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", version);
    body.put("outcome", outcome);
    body.put("reason", reason);
    send("POST", "/cases/" + path(reference) + "/decision", body, JsonNode.class, locale);
  }

  public void withdraw(String reference, int version, Locale locale) {
    send(
        "POST",
        "/cases/" + path(reference) + "/withdrawal",
        Map.of("version", version),
        JsonNode.class,
        locale);
  }

  public List<Credentials.Credential> credentials(String q, Locale locale) {
    String query = q == null || q.isBlank() ? "" : "?q=" + path(q);
    return get("/credentials" + query, Credentials.class, locale).credentials();
  }

  /** A certificate's bytes as {@code application/vc+jwt} or {@code application/pdf}. */
  public byte[] certificate(String id, String mediaType, Locale locale) {
    return exchange(
            request("/credentials/" + path(id) + "?lang=" + language(locale), locale)
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
    send("POST", "/credentials/" + path(id) + "/" + change.path(), body, JsonNode.class, locale);
  }

  /** Confirms the revocation that waits; {@code act} is its id, as it was read. */
  public void confirmRevocation(String id, String act, Locale locale) {
    send(
        "POST",
        "/credentials/" + path(id) + "/revocation/confirmation",
        Map.of("act", act),
        JsonNode.class,
        locale);
  }

  public void turnDownRevocation(String id, String act, String reason, Locale locale) {
    send(
        "POST",
        "/credentials/" + path(id) + "/revocation/refusal",
        Map.of("act", act, "reason", reason),
        JsonNode.class,
        locale);
  }

  public void link(String id, boolean enabled, Locale locale) {
    send(
        "PUT",
        "/credentials/" + path(id) + "/link",
        Map.of("enabled", enabled),
        JsonNode.class,
        locale);
  }

  /** Offers a case's certificate to a wallet; refusal {@code nothing-to-offer}. */
  public Wallets.Offer walletOffer(String reference, Locale locale) {
    return send(
        "POST", "/cases/" + path(reference) + "/wallet-offers", null, Wallets.Offer.class, locale);
  }

  /** The copies of a certificate in wallets, the newest first. */
  public List<Wallets.Copy> copies(String credential, Locale locale) {
    return get("/credentials/" + path(credential) + "/copies", Wallets.class, locale).copies();
  }

  public void endCopy(String credential, String copy, Locale locale) {
    send(
        "DELETE",
        "/credentials/" + path(credential) + "/copies/" + path(copy),
        null,
        JsonNode.class,
        locale);
  }

  /** The departments that sign certificates. */
  public List<Issuers.Issuer> issuers(Locale locale) {
    return get("/departments", Issuers.class, locale).departments();
  }

  /** A department's keys, the oldest first. */
  public List<Issuers.Key> keysOf(String department, Locale locale) {
    return get("/departments/" + path(department) + "/did.json", Issuers.Document.class, locale)
        .keys();
  }

  /** Gives a department a new signing key. */
  public void rotate(String department, Locale locale) {
    send("POST", "/departments/" + path(department) + "/keys", null, JsonNode.class, locale);
  }

  /** The catalogue as JSON objects, for everybody; blank filters do not filter. */
  public Map<String, Object> catalogue(
      String words, String lifeEvent, String authority, Locale locale) {
    return open(
        "/services?q="
            + path(words)
            + "&lifeEvent="
            + path(lifeEvent)
            + "&authority="
            + path(authority),
        locale);
  }

  /** One service definition as JSON objects, for everybody. */
  public Map<String, Object> publicService(String service, Locale locale) {
    return open("/services/" + path(service), locale);
  }

  /** What a certificate's link shows, for everybody. */
  public Map<String, Object> shared(String token, Locale locale) {
    return open("/shared/" + path(token), locale);
  }

  /** The verdict on a JWT (text/plain) or on a certificate's PDF, for everybody. */
  public Map<String, Object> verify(byte[] certificate, String mediaType, Locale locale) {
    HttpRequest ask =
        strangersRequest("/verifications", locale)
            .header("Content-Type", mediaType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(certificate))
            .build();
    return objects(exchange(ask));
  }

  private Map<String, Object> open(String path, Locale locale) {
    return objects(exchange(strangersRequest(path, locale).GET().build()));
  }

  private static Map<String, Object> objects(HttpResponse<byte[]> response) {
    return JSON.readValue(response.body(), new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  private <T> T get(String path, Class<T> type, Locale locale) {
    return read(exchange(request(path, locale).GET().build()), type);
  }

  private <T> T send(String method, String path, Object body, Class<T> type, Locale locale) {
    HttpRequest.Builder request = request(path, locale);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    return read(exchange(request.build()), type);
  }

  private HttpRequest.Builder request(String path, Locale locale) {
    return publicRequest(path, locale).header("Authorization", "Bearer " + user.accessToken());
  }

  /** The API limits strangers by address: it is told whose this is, not only ours. */
  private HttpRequest.Builder strangersRequest(String path, Locale locale) {
    String before = browser.getHeader("X-Forwarded-For");
    return publicRequest(path, locale)
        .header("X-Forwarded-For", (before == null ? "" : before + ", ") + browser.getRemoteAddr());
  }

  private HttpRequest.Builder publicRequest(String path, Locale locale) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(PATIENCE)
        .header("Accept", "application/json")
        .header("Accept-Language", language(locale));
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) {
    HttpResponse<byte[]> response;
    try {
      response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw ApiProblem.unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ApiProblem.unreachable(e);
    }
    if (response.statusCode() >= 400) {
      throw problem(response);
    }
    return response;
  }

  private static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
    try {
      return response.body().length == 0 ? null : JSON.readValue(response.body(), type);
    } catch (JacksonException e) {
      throw ApiProblem.unreachable(e);
    }
  }

  private static ApiProblem problem(HttpResponse<byte[]> response) {
    try {
      JsonNode body = JSON.readTree(response.body());
      List<ApiProblem.FieldError> errors = new ArrayList<>();
      for (JsonNode error : body.path("errors")) {
        errors.add(
            new ApiProblem.FieldError(
                error.path("field").asString(""),
                error.path("code").asString(""),
                error.path("message").asString("")));
      }
      String code = body.path("code").asString("");
      if (code.isEmpty() && response.statusCode() >= 500) {
        code = ApiProblem.UNREACHABLE;
      }
      return new ApiProblem(
          response.statusCode(),
          code,
          body.path("detail").asString(body.path("title").asString("")),
          errors,
          body);
    } catch (JacksonException notJson) {
      String code = response.statusCode() >= 500 ? ApiProblem.UNREACHABLE : "";
      return new ApiProblem(response.statusCode(), code, "", List.of(), null);
    }
  }

  private static String language(Locale locale) {
    return "zh".equals(locale.getLanguage()) ? "zh" : "en";
  }

  private static String path(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
