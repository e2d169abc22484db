package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person at the identity server's pages, without a screen: signs in, and consents. */
final class IdentityPages {
  private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");

  private final HttpClient http;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  /**
   * @param http follows no redirects
   */
  IdentityPages(HttpClient http) {
    this.http = http;
  }

  /** Where one is sent in the end: back to the wallet, with a code. */
  URI signIn(URI authorization, String user) {
    HttpResponse<String> now = follow(send(HttpRequest.newBuilder(authorization)));
    assertEquals(200, now.statusCode(), now.headers().toString());
    now = follow(send(form(action(now), Map.of("username", user, "password", "demo"))));
    while (now.statusCode() == 200) {
      now = follow(send(form(action(now), Map.of("accept", "yes"))));
    }
    return URI.create(location(now));
  }

  /** The value of a query's member. */
  static String member(URI address, String name) {
    Matcher found = Pattern.compile("[?&]" + name + "=([^&]+)").matcher(address.toString());
    assertTrue(found.find(), address.toString());
    return found.group(1);
  }

  static HttpRequest.Builder form(String address, Map<String, String> members) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(Wallet.form(members)));
  }

  /** Follows redirects inside the identity server, not the one back to the wallet. */
  private HttpResponse<String> follow(HttpResponse<String> answer) {
    HttpResponse<String> now = answer;
    while (now.statusCode() / 100 == 3) {
      URI next = now.uri().resolve(location(now));
      if (!now.uri().getAuthority().equals(next.getAuthority())) return now;
      now = send(HttpRequest.newBuilder(next));
    }
    return now;
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static String action(HttpResponse<String> page) {
    Matcher form = FORM.matcher(page.body());
    assertTrue(form.find(), page.body());
    return page.uri().resolve(form.group(1).replace("&amp;", "&")).toString();
  }

  /** Keycloak's cookies are for secure contexts: a browser takes localhost for one. */
  HttpResponse<String> send(HttpRequest.Builder request) {
    if (!cookies.isEmpty()) {
      request.header(
          "Cookie",
          cookies.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        String[] pair = cookie.split(";", 2)[0].split("=", 2);
        cookies.put(pair[0], pair[1]);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
