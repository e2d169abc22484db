package org.onenet.stack;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A script's way into services-api: the password grant of the public client {@code onenet-cli},
 * which only the demonstration realm has, then plain HTTP with the bearer token. Used by the bench,
 * by commands and by tests; the portal signs people in properly.
 */
public final class ApiCaller {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String api;
  private final String issuer;
  private final String user;
  private String token;
  private Instant tokenEnds = Instant.EPOCH;

  /**
   * An answer of the API.
   *
   * @param status the HTTP status
   * @param body the raw body
   * @param headers the response's headers
   */
  public record Answer(int status, byte[] body, java.net.http.HttpHeaders headers) {
    /** The body as JSON; a missing node when it is empty. */
    public JsonNode json() {
      return body.length == 0 ? JSON.missingNode() : JSON.readTree(body);
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** This answer, when its status is the expected one. */
    public Answer expect(int expected) {
      if (status != expected) {
        throw new IllegalStateException("expected " + expected + ", got " + status + ": " + text());
      }
      return this;
    }
  }

  private ApiCaller(HttpClient http, String api, String issuer, String user) {
    this.http = http;
    this.api = api;
    this.issuer = issuer;
    this.user = user;
  }

  /** Calls without a token, as a stranger. */
  public static ApiCaller stranger(Stack stack) {
    return new ApiCaller(client(), stack.api(), stack.issuerHere(), null);
  }

  /** Calls an API without a token, for a command that has only its address. */
  static ApiCaller stranger(String api) {
    return new ApiCaller(client(), api, null, null);
  }

  /** Calls as one of the demo accounts. */
  public static ApiCaller as(String user, Stack stack) {
    return new ApiCaller(client(), stack.api(), stack.issuerHere(), user);
  }

  /** Calls as one of the demo accounts, for a command that has only the addresses. */
  static ApiCaller as(String user, String api, String issuer) {
    return new ApiCaller(client(), api, issuer, user);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .build();
  }

  public Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  public Answer get(String path, String accept) {
    return send("GET", path, null, Map.of("Accept", accept));
  }

  public Answer put(String path, Object body) {
    return json("PUT", path, body);
  }

  public Answer post(String path, Object body) {
    return json("POST", path, body);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  private Answer json(String method, String path, Object body) {
    return send(
        method, path, JSON.writeValueAsBytes(body), Map.of("Content-Type", "application/json"));
  }

  /** Any call; a null body sends none. */
  public Answer send(String method, String path, byte[] body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api + path))
            .timeout(Duration.ofSeconds(60))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (user != null) request.header("Authorization", "Bearer " + token());
    return exchange(request.build());
  }

  /** A fresh access token of this caller; fetched again half a minute before it ends. */
  public synchronized String token() {
    if (Instant.now().isAfter(tokenEnds.minusSeconds(30))) {
      String form =
          Map.of(
                  "grant_type", "password",
                  "client_id", "onenet-cli",
                  "username", user,
                  "password", "demo",
                  "scope", "openid")
              .entrySet()
              .stream()
              .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      JsonNode answer =
          exchange(
                  HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
                      .timeout(Duration.ofSeconds(60))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(HttpRequest.BodyPublishers.ofString(form))
                      .build())
              .expect(200)
              .json();
      token = answer.get("access_token").asString();
      tokenEnds = Instant.now().plusSeconds(answer.get("expires_in").asLong());
    }
    return token;
  }

  private Answer exchange(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new StackFailure(
          request.method() + " " + request.uri() + " had no answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while calling " + request.uri(), e);
    }
  }
}
