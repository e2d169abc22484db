package org.onenet.services.exchange.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.onenet.credentials.LimitedBody;
import org.onenet.credentials.StatementKind;
import org.onenet.services.catalogue.Department;
import org.onenet.services.exchange.ProviderUnavailable;
import org.onenet.services.exchange.Providers;
import org.onenet.services.platform.Settings;
import org.onenet.services.registers.Register;

/**
 * Providers over HTTP, also those on this very node: a department that moves to a node of its own
 * is the setting {@code onenet.exchange.endpoints.<department>}, the address of its API.
 */
@Singleton
public class HttpProviders implements Providers {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 1 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final URI own;
  private final Map<String, URI> elsewhere = new HashMap<>();

  /** {@code onenet.exchange.own-url} where this node does not reach its own public address. */
  @Inject
  public HttpProviders(Settings settings) {
    this.own =
        settings.optional("onenet.exchange.own-url").map(URI::create).orElse(settings.publicUrl());
    for (Department department : Department.all()) {
      String setting = "onenet.exchange.endpoints." + department.id();
      if (settings.optional(setting).isPresent()) {
        elsewhere.put(department.id(), settings.address(setting));
      }
    }
  }

  public HttpProviders(URI own) {
    this.own = own;
  }

  @Override
  public String ask(Register register, String request) {
    URI base = elsewhere.getOrDefault(register.owner(), own);
    URI address = URI.create(base + "/registers/" + register.identifier() + "/evidence");
    HttpRequest ask =
        HttpRequest.newBuilder(address)
            .timeout(PATIENCE)
            .header("Content-Type", "application/" + StatementKind.EVIDENCE_REQUEST.typ())
            .header("Accept", "application/" + StatementKind.EVIDENCE_ANSWER.typ())
            .POST(HttpRequest.BodyPublishers.ofString(request))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(ask, head -> new LimitedBody(MOST_BYTES));
      if (answer.statusCode() == 503) {
        throw new ProviderUnavailable("unreachable", address + " says that it is away", null);
      }
      if (answer.statusCode() != 200) {
        throw new ProviderUnavailable(
            "answered-badly", address + " answered " + answer.statusCode(), null);
      }
      return new String(answer.body(), StandardCharsets.UTF_8).strip();
    } catch (HttpTimeoutException e) {
      throw new ProviderUnavailable("too-slow", address + " takes too long", e);
    } catch (IOException e) {
      throw new ProviderUnavailable("unreachable", address + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderUnavailable("unreachable", "interrupted while asking " + address, e);
    }
  }
}
