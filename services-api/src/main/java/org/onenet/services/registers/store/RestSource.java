package org.onenet.services.registers.store;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.onenet.credentials.LimitedBody;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.RegisterUnavailable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP interface that answers in JSON. 404 is a person whom it does not know; any other answer
 * than 200 is none. No redirects, a size and a time limit for the whole answer.
 */
final class RestSource implements Source {
  static final int MOST_BYTES = 1 << 20;
  private static final Duration MOST_TIME = Duration.ofSeconds(4);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Register register;
  private final Optional<String> secret;
  private final Duration mostTime;
  private final HttpClient http;

  RestSource(Register register, Settings settings) {
    this(register, secret(register, settings), MOST_TIME);
  }

  RestSource(Register register, Optional<String> secret, Duration mostTime) {
    this.register = register;
    this.secret = secret;
    this.mostTime = mostTime;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(mostTime)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  private static Optional<String> secret(Register register, Settings settings) {
    if (!register.source().has("header")) return Optional.empty();
    try {
      return Optional.of(
          settings.text("onenet.registers." + register.identifier() + ".rest.header"));
    } catch (NoSuchElementException e) {
      throw new RegisterUnavailable(register.identifier(), e.getMessage(), e);
    }
  }

  @Override
  public List<Map<String, String>> records(EvidenceType type, String citizenNumber) {
    JsonNode mapping = register.source().get("evidence").get(type.identifier());
    HttpResponse<byte[]> answer = ask(mapping.get("url").asString(), citizenNumber);
    if (answer.statusCode() == 404) return List.of();
    if (answer.statusCode() != 200) {
      throw unavailable("expected status 200 or 404, got " + answer.statusCode(), null);
    }
    JsonNode whole;
    try {
      whole = JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw unavailable("expected JSON: " + e.getOriginalMessage(), e);
    }
    return records(type, mapping, whole);
  }

  private HttpResponse<byte[]> ask(String template, String citizenNumber) {
    String subject = URLEncoder.encode(citizenNumber, StandardCharsets.UTF_8);
    HttpRequest.Builder ask =
        HttpRequest.newBuilder(URI.create(template.replace("{citizenNumber}", subject)))
            .timeout(mostTime)
            .header("Accept", "application/json");
    secret.ifPresent(value -> ask.header(register.source().get("header").asString(), value));
    CompletableFuture<HttpResponse<byte[]>> asking =
        http.sendAsync(ask.build(), head -> new LimitedBody(MOST_BYTES));
    try {
      return asking.get(mostTime.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("it takes longer than " + mostTime.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      boolean large = e.getCause() instanceof LimitedBody.TooLarge;
      throw unavailable(
          large ? "its answer is larger than " + MOST_BYTES + " bytes" : "it cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("interrupted while it was asked", e);
    } finally {
      asking.cancel(true);
    }
  }

  private List<Map<String, String>> records(EvidenceType type, JsonNode mapping, JsonNode whole) {
    String pointer = mapping.get("records").asString();
    JsonNode found = whole.at(pointer);
    if (!found.isObject() && !found.isArray()) {
      throw unavailable(
          "%s: expected a list of records or one record at \"%s\""
              .formatted(type.identifier(), pointer),
          null);
    }
    List<JsonNode> nodes = new ArrayList<>(found.isArray() ? found.values() : List.of(found));
    if (mapping.has("orderBy")) {
      String order = mapping.get("orderBy").asString();
      nodes.sort(Comparator.comparing((JsonNode one) -> one.at(order).asString("")).reversed());
    }
    return nodes.stream().limit(MOST_RECORDS).map(one -> record(type, mapping, one)).toList();
  }

  private Map<String, String> record(EvidenceType type, JsonNode mapping, JsonNode one) {
    Map<String, String> record = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : mapping.get("fields").properties()) {
      JsonNode value = one.at(field.getValue().asString());
      if (value.isMissingNode() || value.isNull()) continue;
      if (!value.isValueNode()) {
        throw unavailable(
            "%s.%s: expected a plain value at \"%s\""
                .formatted(type.identifier(), field.getKey(), field.getValue().asString()),
            null);
      }
      record.put(field.getKey(), value.asString());
    }
    return record;
  }

  private RegisterUnavailable unavailable(String why, Throwable cause) {
    return new RegisterUnavailable(register.identifier(), why, cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
