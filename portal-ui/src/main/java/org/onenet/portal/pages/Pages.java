package org.onenet.portal.pages;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;

/** Renders the plain pages: templates, texts, language, security headers. */
@ApplicationScoped
public class Pages {
  private static final String LANGUAGE_COOKIE = "lang";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
          + " 'none'";
  private static final Set<String> WITH_CAMERA = Set.of("verify", "offline");

  private final PebbleEngine templates;
  private final Map<String, Map<String, String>> texts =
      Map.of("en", texts("en"), "zh", texts("zh"));

  public Pages() {
    ClasspathLoader loader = new ClasspathLoader(Pages.class.getClassLoader());
    loader.setPrefix("pages");
    loader.setSuffix(".html");
    this.templates = new PebbleEngine.Builder().loader(loader).autoEscaping(true).build();
  }

  /** The language of a request: asked for now, chosen before, or the browser's; English else. */
  public static Locale language(HttpServletRequest request) {
    String asked = request.getParameter("lang");
    if (asked == null && request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(LANGUAGE_COOKIE)) asked = cookie.getValue();
      }
    }
    if (asked == null) asked = request.getLocale().getLanguage();
    return asked.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
  }

  /** Renders a template with status 200. */
  void show(
      String template,
      Map<String, Object> model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    show(200, template, model, request, response);
  }

  void show(
      int status,
      String template,
      Map<String, Object> model,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    String language = language(request).getLanguage();
    rememberChoice(request, response, language);
    Map<String, Object> all = new HashMap<>(model);
    all.put("m", texts.get(language));
    all.put("lang", language);
    all.put("other", language.equals("zh") ? "en" : "zh");
    all.put("path", request.getRequestURI());
    StringWriter page = new StringWriter();
    templates.getTemplate(template).evaluate(page, all);
    response.setStatus(status);
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Language", language.equals("zh") ? "zh-CN" : "en");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader(
        "Permissions-Policy",
        WITH_CAMERA.contains(template)
            ? "camera=(self)"
            : "camera=(), microphone=(), geolocation=()");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Vary", "Accept-Language, Cookie");
    response.getOutputStream().write(page.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A page's word in the language of the request. */
  String word(String key, HttpServletRequest request) {
    return texts.get(language(request).getLanguage()).get(key);
  }

  /** The keys of all words that begin so. */
  List<String> keys(String... beginnings) {
    return texts.get("en").keySet().stream()
        .filter(key -> Stream.of(beginnings).anyMatch(key::startsWith))
        .sorted()
        .toList();
  }

  private static void rememberChoice(
      HttpServletRequest request, HttpServletResponse response, String language) {
    if (request.getParameter("lang") == null) return;
    Cookie cookie = new Cookie(LANGUAGE_COOKIE, language);
    cookie.setPath("/");
    cookie.setMaxAge(365 * 24 * 3600);
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  private static Map<String, String> texts(String language) {
    ResourceBundle bundle =
        ResourceBundle.getBundle(
            "pages.pages", Locale.forLanguageTag(language), Pages.class.getClassLoader());
    Map<String, String> texts = new HashMap<>();
    for (Enumeration<String> keys = bundle.getKeys(); keys.hasMoreElements(); ) {
      String key = keys.nextElement();
      texts.put(key, bundle.getString(key));
    }
    return texts;
  }
}
