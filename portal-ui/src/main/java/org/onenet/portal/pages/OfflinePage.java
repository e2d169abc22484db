package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where anybody checks a certificate without a network: the page, its service worker and manifest,
 * and what the page takes along. The verdict is found in the browser, by the modules in {@code
 * assets/offline}; nothing that is checked comes here.
 */
@WebServlet({OfflinePage.ADDRESS, OfflinePage.ADDRESS + "/*"})
public class OfflinePage extends Page {
  private static final long serialVersionUID = 1L;

  static final String ADDRESS = "/verify/offline";
  private static final String MODULES = "/assets/offline/";
  private static final String WORKER = MODULES + "worker.js";
  private static final List<String> SHARED =
      List.of(
          "/assets/app.css",
          "/assets/pages.css",
          "/assets/mark.svg",
          "/assets/camera.js",
          "/assets/jsqr.js");

  /** What the page itself is made of: when one of these changes, it is another page. */
  private static final List<String> SOURCES =
      List.of("frame.html", "offline.html", "pages_en.properties", "pages_zh.properties");

  /** What the script says: the beginnings of its words' keys. */
  static final String[] WORDS = {"offline.", "verdict.", "outcome.", "verify.", "full-stop"};

  private static final JsonMapper JSON = new JsonMapper();

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Locale language = Pages.language(request);
    String asked = request.getPathInfo() == null ? "" : request.getPathInfo();
    switch (asked) {
      case "" -> pages.show("offline", Map.of("words", pages.keys(WORDS)), request, response);
      case "/worker.js" -> worker(response);
      case "/manifest.json" ->
          send(JSON.writeValueAsBytes(manifest(request)), "application/manifest+json", response);
      case "/trust-bundle" -> send(api.trustBundle(language), request, response);
      case "/did.json" -> send(api.cityKeys(language), request, response);
      case "/words" -> send(JSON.writeValueAsBytes(words(language)), "application/json", response);
      default -> pages.show(404, "error", Map.of("kind", "missing"), request, response);
    }
  }

  /** The service worker, which knows what to keep and under which version. */
  private void worker(HttpServletResponse response) throws IOException {
    Set<String> files = new TreeSet<>(SHARED);
    files.addAll(getServletContext().getResourcePaths(MODULES));
    files.remove(WORKER);
    String start =
        "const version = %s;%nconst files = %s;%n"
            .formatted(JSON.writeValueAsString(version(files)), JSON.writeValueAsString(files));
    response.setHeader("Service-Worker-Allowed", ADDRESS);
    String body = new String(asset(WORKER), StandardCharsets.UTF_8);
    send((start + body).getBytes(StandardCharsets.UTF_8), "text/javascript", response);
  }

  /** Another one as soon as anything of the page changes: browsers compare the worker's bytes. */
  private String version(Set<String> files) throws IOException {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String file : files) sha256.update(asset(file));
    for (String source : SOURCES) {
      try (InputStream in = Pages.class.getResourceAsStream("/pages/" + source)) {
        sha256.update(in.readAllBytes());
      }
    }
    return HexFormat.of().formatHex(sha256.digest(), 0, 8);
  }

  private byte[] asset(String path) throws IOException {
    try (InputStream in = getServletContext().getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }

  /** By which browsers install the page: <a href="https://www.w3.org/TR/appmanifest/">W3C</a>. */
  private Map<String, Object> manifest(HttpServletRequest request) {
    String language = Pages.language(request).getLanguage();
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("id", ADDRESS);
    manifest.put("name", pages.word("offline.app", request));
    manifest.put("short_name", pages.word("offline.app.short", request));
    manifest.put("lang", language.equals("zh") ? "zh-CN" : "en");
    manifest.put("start_url", ADDRESS + "?lang=" + language);
    manifest.put("scope", ADDRESS);
    manifest.put("display", "standalone");
    manifest.put("background_color", "#f4f6f8");
    manifest.put("theme_color", "#0a3559");
    manifest.put(
        "icons",
        List.of(Map.of("src", "/assets/mark.svg", "sizes", "any", "type", "image/svg+xml")));
    return manifest;
  }

  /** What things are called: checks and codes, issuers, each type and its claims. */
  private Map<String, Object> words(Locale language) {
    Map<String, Object> words = new LinkedHashMap<>(api.verdictWords(language));
    words.put("issuers", api.publicIssuers(language).get("departments"));
    words.put("types", api.certificateTypes(language));
    return words;
  }
}
