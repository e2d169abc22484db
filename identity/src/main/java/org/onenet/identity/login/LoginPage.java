package org.onenet.identity.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The few plain pages of the login itself: a sentence, and a way on. */
final class LoginPage {
  private static final String TEXTS = "org.onenet.identity.login.login";

  private LoginPage() {}

  /**
   * The language of the switch on every page (cookie {@code lang}), else of the browser; English or
   * Chinese.
   */
  static Locale language(HttpServletRequest request) {
    Cookie[] cookies = Objects.requireNonNullElse(request.getCookies(), new Cookie[0]);
    String chosen =
        Stream.concat(
                Arrays.stream(cookies)
                    .filter(c -> c.getName().equals("lang"))
                    .map(Cookie::getValue),
                Stream.of(request.getLocale().getLanguage()))
            .findFirst()
            .orElse("en");
    return chosen.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
  }

  /** A page of key {@code text} with one link. */
  static void tell(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String text,
      String to,
      String link)
      throws IOException {
    write(
        request,
        response,
        status,
        text,
        "<p><a href=\"" + escape(to) + "\">" + text(request, link) + "</a></p>");
  }

  /** Asks before it signs out, since a foreign page may have sent the browser here. */
  static void askToSignOut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String button = "<button type=\"submit\">" + text(request, "signOut") + "</button>";
    String form =
        "<form method=\"post\" action=\""
            + escape(request.getRequestURI())
            + "\">"
            + button
            + "</form>";
    write(request, response, HttpServletResponse.SC_OK, "askToSignOut", form);
  }

  private static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String text,
      String more)
      throws IOException {
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'");
    if (status == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", "30");
    }
    String language = language(request).getLanguage().equals("zh") ? "zh-Hans" : "en";
    response
        .getWriter()
        .write(
            """
            <!doctype html>
            <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%s</title></head>
            <body><main><h1>%s</h1><p>%s</p>%s</main></body></html>
            """
                .formatted(
                    language,
                    text(request, "title"),
                    text(request, "title"),
                    text(request, text),
                    more));
  }

  private static String text(HttpServletRequest request, String key) {
    ResourceBundle.Control noFallback =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
    return escape(
        ResourceBundle.getBundle(
                TEXTS, language(request), LoginPage.class.getClassLoader(), noFallback)
            .getString(key));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
