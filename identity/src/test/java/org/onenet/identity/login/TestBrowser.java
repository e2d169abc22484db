package org.onenet.identity.login;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser as far as the login needs one: cookies, redirects, and Keycloak's form. */
final class TestBrowser {
  private static final Pattern FORM =
      Pattern.compile("id=\"kc-form-login\"[^>]*action=\"([^\"]+)\"");

  /** Browsers send secure cookies to localhost without https; Java's client would not. */
  private final CookieManager cookies =
      new CookieManager(null, CookiePolicy.ACCEPT_ALL) {
        @Override
        public void put(URI uri, Map<String, List<String>> headers) throws IOException {
          super.put(uri, headers);
          getCookieStore().getCookies().forEach(cookie -> cookie.setSecure(false));
        }
      };

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  HttpResponse<String> get(String url, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    if (headers.length > 0) {
      request.headers(headers);
    } else {
      request.header("Accept", "text/html,*/*;q=0.8");
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Follows redirects to a page. */
  HttpResponse<String> open(String url) throws IOException, InterruptedException {
    return follow(get(url));
  }

  private HttpResponse<String> follow(HttpResponse<String> answer)
      throws IOException, InterruptedException {
    HttpResponse<String> last = answer;
    for (int hops = 0; last.statusCode() / 100 == 3; hops++) {
      if (hops > 10) {
        throw new IOException("redirects in a circle: " + last.uri());
      }
      last =
          get(last.uri().resolve(last.headers().firstValue("Location").orElseThrow()).toString());
    }
    return last;
  }

  /** Fills Keycloak's form in; answers the redirect to the callback, not followed. */
  HttpResponse<String> submit(HttpResponse<String> loginPage, String user, String password)
      throws IOException, InterruptedException {
    Matcher form = FORM.matcher(loginPage.body());
    if (!form.find()) {
      throw new IllegalStateException(
          "no sign-in form at " + loginPage.uri() + ":\n" + loginPage.body());
    }
    String fields =
        "username=%s&password=%s"
            .formatted(
                URLEncoder.encode(user, StandardCharsets.UTF_8),
                URLEncoder.encode(password, StandardCharsets.UTF_8));
    return http.send(
        HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(fields))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> signIn(String url, String user) throws IOException, InterruptedException {
    return follow(submit(open(url), user, "demo"));
  }

  List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  /** The portal's session id, or an empty text. */
  String session() {
    return cookies().stream()
        .filter(c -> c.getName().equals("JSESSIONID"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("");
  }
}
