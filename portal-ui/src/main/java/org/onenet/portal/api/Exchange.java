package org.onenet.portal.api;

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
import org.onenet.identity.login.SignedInUser;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP with services-api: who asks goes along, JSON becomes records, a refusal {@link ApiProblem}.
 */
final class Exchange {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  static final JsonMapper JSON =
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

  Exchange(String base, SignedInUser user, HttpServletRequest browser) {
    this.base = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.user = user;
    this.browser = browser;
  }

  static Map<String, Object> objects(HttpResponse<byte[]> response) {
    return JSON.readValue(response.body(), new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  <T> T get(String path, Class<T> type, Locale locale) {
    return read(answer(request(path, locale).GET().build()), type);
  }

  <T> T send(String method, String path, Object body, Class<T> type, Locale locale) {
    HttpRequest.Builder request = request(path, locale);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }
    return read(answer(request.build()), type);
  }

  HttpRequest.Builder request(String path, Locale locale) {
    return publicRequest(path, locale).header("Authorization", "Bearer " + user.accessToken());
  }

  /** The API limits strangers by address: it is told whose this is, not only ours. */
  HttpRequest.Builder strangersRequest(String path, Locale locale) {
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

  HttpResponse<byte[]> answer(HttpRequest request) {
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

  static <T> T read(HttpResponse<byte[]> response, Class<T> type) {
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

  static String language(Locale locale) {
    return "zh".equals(locale.getLanguage()) ? "zh" : "en";
  }

  static String path(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
