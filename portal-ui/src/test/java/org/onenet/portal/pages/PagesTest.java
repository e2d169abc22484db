package org.onenet.portal.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plain pages: words, escaping, language and headers. That they work, PagesIT shows. */
final class PagesTest {
  private static final List<String> TEMPLATES =
      List.of(
          "frame",
          "catalogue",
          "service",
          "data",
          "statistics",
          "verify",
          "verdict",
          "offline",
          "error",
          "accessibility");
  private static final String SCRIPT = "<script>alert('x')</script>";

  private final Pages pages = new Pages();
  private final Map<String, String> parameters = new HashMap<>();
  private final Map<String, String> headers = new HashMap<>();
  private final List<Cookie> cookies = new ArrayList<>();
  private final List<Cookie> given = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Locale browser = Locale.ENGLISH;
  private int status;

  @Test
  void both_languages_have_the_same_words() {
    assertEquals(bundle("en").keySet(), bundle("zh").keySet());
    bundle("zh").keySet().forEach(key -> assertFalse(bundle("zh").getString(key).isBlank(), key));
  }

  @Test
  void every_word_that_a_template_asks_for_is_there() throws IOException {
    Set<String> missing = new TreeSet<>();
    int asked = 0;
    for (String template : TEMPLATES) {
      Matcher word = Pattern.compile("m\\['([a-z0-9.-]+)']").matcher(source(template));
      for (; word.find(); asked++) {
        if (!bundle("en").containsKey(word.group(1))) missing.add(template + ": " + word.group(1));
      }
    }
    assertTrue(asked > 30, "the pattern finds the templates' words");
    assertEquals(Set.of(), missing);
  }

  @Test
  void what_a_certificate_says_cannot_become_markup() throws IOException {
    show("verdict", Map.of("verdict", verdict(SCRIPT), "checkedAt", "now", "until", ""));
    assertFalse(text().contains(SCRIPT));
    assertTrue(text().contains("&lt;script&gt;"), text());
  }

  @Test
  void a_verdict_says_it_in_words_and_sign_and_never_by_colour_alone() throws IOException {
    show("verdict", Map.of("verdict", verdict("Lin Na"), "checkedAt", "now", "until", ""));
    assertTrue(text().contains("This certificate is valid"));
    assertTrue(text().contains("✓") && text().contains("data-verdict=\"valid\""));
  }

  @Test
  void a_register_is_told_in_words_and_its_texts_cannot_become_markup() throws IOException {
    Map<String, Object> field =
        Map.of(
            "label",
            name(SCRIPT),
            "type",
            "code",
            "sensitivity",
            "sensitive",
            "options",
            List.of(Map.of("label", name("Adult")), Map.of("label", name("Child"))));
    Map<String, Object> type =
        Map.of(
            "identifier",
            "reader-card",
            "name",
            name("Card"),
            "keptFor",
            "PT12H",
            "records",
            "many",
            "fields",
            List.of(field));
    Map<String, Object> register =
        Map.of(
            "identifier",
            "library-register",
            "name",
            name("Readers"),
            "description",
            name("Who has a card"),
            "owner",
            Map.of("name", name("Library")),
            "accrualPeriodicity",
            "DAILY",
            "contactPoint",
            Map.of("name", name("Desk"), "email", "desk@library.example"),
            "evidenceTypes",
            List.of(type));
    Map<String, Object> model =
        new HashMap<>(
            Map.of(
                "registers", List.of(register), "kept", new DataPage.Kept(), "rights", Map.of()));
    show("data", model);
    assertTrue(text().contains("<p>Nobody.</p>"), text());
    body.reset();
    DataPage.Asking asking =
        new DataPage.Asking("Museum", SCRIPT, "Card", "1 May 2026", "30 April 2027", false);
    model.put("rights", Map.of("reader-card", List.of(asking)));
    show("data", model);
    assertFalse(text().contains("Nobody."), text());
    for (String said : List.of("Museum", "1 May 2026", "30 April 2027", "not in force now")) {
      assertTrue(text().contains(said), said + " is not in " + text());
    }
    assertFalse(text().contains(SCRIPT));
    for (String said :
        List.of("Every day", "12 hours", "Several entries", "Sensitive", "Adult, Child")) {
      assertTrue(text().contains(said), said + " is not in " + text());
    }
    body.reset();
    parameters.put("lang", "zh");
    show("data", model);
    for (String said : List.of("每天", "12 小时", "可有多条", "敏感", "Adult、Child")) {
      assertTrue(text().contains(said), said + " is not in " + text());
    }
  }

  @Test
  void what_is_hidden_is_told_apart_from_what_is_not_there_and_from_numbers() {
    StatisticsPage.Shown shown = new StatisticsPage.Shown("hidden", Locale.ENGLISH);
    assertEquals("hidden", shown.count(null));
    assertEquals("1,234", shown.count(1234));
    assertEquals("0", shown.count(0));
    assertEquals("86 %", shown.percent(86, 12));
    assertEquals("–", shown.percent(null, 0));
    assertEquals("hidden", shown.percent(null, null));
    assertEquals("hidden", shown.percent(null, 12));
    assertEquals("1.5 h", shown.time(1.5, 12));
    assertEquals("3.0 d", shown.time(72.0, 12));
    List<Map<String, Object>> months =
        List.of(Map.of("applications", 40, "decided", 10), Map.of("applications", 20));
    assertEquals(100, shown.height(40, months));
    assertEquals(25, shown.height(10, months));
    assertEquals(0, shown.height(null, months));
    StatisticsPage.Shown chinese = new StatisticsPage.Shown("未公布", Locale.SIMPLIFIED_CHINESE);
    assertEquals("86%", chinese.percent(86, 12));
    assertEquals("2026年11月", chinese.month("2026-11"));
  }

  private static Map<String, String> name(String text) {
    return Map.of("en", text, "zh", text);
  }

  @Test
  void the_language_is_the_one_asked_for_else_the_chosen_else_the_browsers() {
    browser = Locale.SIMPLIFIED_CHINESE;
    assertEquals("zh", Pages.language(request()).getLanguage());
    cookies.add(new Cookie("lang", "en"));
    assertEquals("en", Pages.language(request()).getLanguage());
    parameters.put("lang", "zh");
    assertEquals("zh", Pages.language(request()).getLanguage());
    parameters.put("lang", "fr");
    assertEquals("en", Pages.language(request()).getLanguage());
  }

  @Test
  void a_language_asked_for_is_remembered() throws IOException {
    show("accessibility", Map.of());
    assertEquals(List.of(), given);
    parameters.put("lang", "zh");
    show("accessibility", Map.of());
    assertEquals("zh", given.getFirst().getValue());
    assertEquals("zh-CN", headers.get("Content-Language"));
  }

  @Test
  void no_page_may_be_framed_scripted_from_elsewhere_or_kept() throws IOException {
    pages.show(404, "error", Map.of("kind", "missing"), request(), response());
    assertEquals(404, status);
    String policy = headers.get("Content-Security-Policy");
    assertTrue(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"));
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("no-store", headers.get("Cache-Control"));
    assertEquals("nosniff", headers.get("X-Content-Type-Options"));
    assertEquals("no-referrer", headers.get("Referrer-Policy"));
    assertTrue(headers.get("Permissions-Policy").contains("camera=()"));
    show("verify", new HashMap<>(Map.of("error", "verify.nothing")));
    assertEquals("camera=(self)", headers.get("Permissions-Policy"));
    show("offline", Map.of("words", List.of()));
    assertEquals("camera=(self)", headers.get("Permissions-Policy"));
  }

  @Test
  void every_word_that_the_offline_page_s_script_says_is_handed_to_it() throws IOException {
    show("offline", Map.of("words", pages.keys(OfflinePage.WORDS)));
    Set<String> missing = new TreeSet<>();
    int asked = 0;
    try (Stream<Path> modules = Files.list(Path.of("src/main/webapp/assets/offline"))) {
      for (Path module : modules.toList()) {
        Matcher word =
            Pattern.compile(
                    "'((?:offline|verdict|outcome|verify)\\.[a-z-]+(?:\\.[a-z-]+)*|full-stop)'")
                .matcher(Files.readString(module));
        for (; word.find(); asked++) {
          String key = word.group(1);
          if (!text().contains("data-word=\"" + key + "\"")) missing.add(module + ": " + key);
        }
      }
    }
    assertTrue(asked > 20, "the pattern finds the script's words");
    assertEquals(Set.of(), missing);
    for (String outcome : List.of("refreshed", "away", "bundle-refused")) {
      assertTrue(text().contains("data-word=\"offline." + outcome + "\""), outcome);
    }
  }

  private static Map<String, Object> verdict(String name) {
    Map<String, Object> text = Map.of("en", name, "zh", name);
    Map<String, Object> credential = new HashMap<>();
    credential.put("id", name);
    credential.put("name", text);
    credential.put("issuer", Map.of("did", name, "name", text));
    credential.put("facts", List.of(Map.of("label", text, "display", text)));
    credential.put("validUntil", null);
    credential.put("digest", name);
    Map<String, Object> check =
        Map.of("id", "format", "outcome", "valid", "code", name, "title", text, "detail", text);
    return Map.of(
        "verdict", "valid", "asOf", "x", "checks", List.of(check), "credential", credential);
  }

  private void show(String template, Map<String, Object> model) throws IOException {
    pages.show(template, model, request(), response());
  }

  private String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  private static ResourceBundle bundle(String language) {
    return ResourceBundle.getBundle("pages.pages", Locale.forLanguageTag(language));
  }

  private static String source(String template) throws IOException {
    try (InputStream in = Pages.class.getResourceAsStream("/pages/" + template + ".html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private HttpServletRequest request() {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, words) ->
                switch (method.getName()) {
                  case "getParameter" -> parameters.get((String) words[0]);
                  case "getCookies" -> cookies.toArray(Cookie[]::new);
                  case "getLocale" -> browser;
                  case "getRequestURI" -> "/verify";
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (self, method, words) -> {
              switch (method.getName()) {
                case "setHeader" -> headers.put((String) words[0], (String) words[1]);
                case "setStatus" -> status = (int) words[0];
                case "addCookie" -> given.add((Cookie) words[0]);
                case "setContentType" -> headers.put("Content-Type", (String) words[0]);
                case "getOutputStream" -> {
                  return new Kept(body);
                }
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private static final class Kept extends ServletOutputStream {
    private final ByteArrayOutputStream body;

    Kept(ByteArrayOutputStream body) {
      this.body = body;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("pages are written at once");
    }

    @Override
    public void write(int b) {
      body.write(b);
    }
  }
}
