package org.onenet.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

/**
 * Fills in a service's form in a browser as its definition asks: every question that is shown, that
 * must be answered and is not yet, by its type. Knows no service by name.
 */
final class Typist {
  private final Browser browser;
  private final List<JsonNode> fields = new ArrayList<>();
  private final Map<String, String> words;
  private final boolean checking;

  /**
   * @param words what to type or choose in fields where the type alone does not tell
   * @param checking whether each page must also be accessible
   */
  Typist(Browser browser, JsonNode definition, Map<String, String> words, boolean checking) {
    this.browser = browser;
    this.words = words;
    this.checking = checking;
    for (JsonNode page : definition.get("form").get("pages")) {
      for (JsonNode section : page.get("sections")) {
        section.get("fields").forEach(fields::add);
      }
    }
  }

  /** From the first page to "check your answers". */
  void fillAll() {
    for (int page = 0; page < 12; page++) {
      browser.until(d -> browser.shows("continue") || browser.shows("submit-application"));
      if (browser.shows("submit-application")) return;
      if (checking) browser.mustBeAccessible();
      fillPage();
      String before = browser.driver().getCurrentUrl();
      browser.click("continue");
      browser.until(d -> !d.getCurrentUrl().equals(before) || browser.shows("error-summary"));
      browser.settle();
      if (browser.shows("error-summary")) {
        throw new AssertionError("the form refuses what was typed:\n" + browser.text());
      }
    }
    throw new AssertionError("the form has no end:\n" + browser.text());
  }

  /** Answers what this page shows; an answer may bring up further questions. */
  void fillPage() {
    for (int round = 0; round < 20; round++) {
      browser.settle();
      JsonNode next =
          fields.stream()
              .filter(field -> field.path("required").asBoolean(false))
              .filter(field -> browser.shows("f-" + field.get("id").asString()))
              .filter(this::isEmpty)
              .findFirst()
              .orElse(null);
      if (next == null) return;
      fill(next);
    }
    throw new AssertionError("the page asks on and on:\n" + browser.text());
  }

  private boolean isEmpty(JsonNode field) {
    String id = "f-" + field.get("id").asString();
    return switch (field.get("type").asString()) {
      case "checkbox" -> Boolean.FALSE.equals(browser.property(id, "checked"));
      case "file" ->
          browser.driver().findElements(By.cssSelector("#" + id + " [id^=remove-]")).isEmpty();
      default -> {
        Object value = browser.property(id, "value");
        yield value == null || value.toString().isEmpty() || value.toString().equals("[]");
      }
    };
  }

  private void fill(JsonNode field) {
    String name = field.get("id").asString();
    By at = By.id("f-" + name);
    JsonNode validation = field.path("validation");
    switch (field.get("type").asString()) {
      case "checkbox" -> browser.click(By.cssSelector("#f-" + name + " label"));
      case "radio" -> browser.click(option(name, "vaadin-radio-button", field));
      case "checkboxes" -> browser.click(option(name, "vaadin-checkbox", field));
      case "select" -> {
        browser.click(at);
        browser.click(By.cssSelector("vaadin-select-item:not([value=''])"));
      }
      case "file" -> {
        browser.upload("upload-" + name, paper());
        browser.see(By.cssSelector("#f-" + name + " [id^=remove-]"));
      }
      case "date" -> {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        boolean ahead = "today".equals(validation.path("notBefore").asString(""));
        type(name, (ahead ? today.plusDays(40) : today.minusYears(1)).toString());
      }
      case "month" -> type(name, "2024-06");
      case "number", "money" ->
          type(name, String.valueOf(Math.max(12, validation.path("minimum").asInt(12))));
      case "phone" -> type(name, "13800138000");
      default -> type(name, words.getOrDefault(name, "兰亭江畔路八号"));
    }
    browser.settle();
  }

  private void type(String name, String text) {
    WebElement input =
        browser.see(By.cssSelector("#f-" + name + " input, #f-" + name + " textarea"));
    input.clear();
    input.sendKeys(text, Keys.TAB);
  }

  /** The option that was asked for, or the first one. */
  private By option(String name, String tag, JsonNode field) {
    int index = 1;
    String wanted = words.get(name);
    List<JsonNode> options = field.get("options").values().stream().toList();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).get("value").asString().equals(wanted)) index = i + 1;
    }
    return By.cssSelector("#f-" + name + " " + tag + ":nth-of-type(" + index + ") label");
  }

  /** A PDF of one empty page. */
  static Path paper() {
    try {
      Path file = Files.createTempFile("paper-", ".pdf");
      file.toFile().deleteOnExit();
      return Files.writeString(
          file,
          """
          %PDF-1.4
          1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
          2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
          3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
          trailer<</Root 1 0 R>>
          %%EOF
          """);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a document", e);
    }
  }
}
