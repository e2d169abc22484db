package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is counted, as everybody sees it. Which services are shown depends on how many cases other
 * journeys have left; the city is always shown.
 */
@Journey
final class StatisticsIT {
  private static final String CARD = "senior-citizen-card";
  private static final int FIVE = 5;

  @Test
  void a_stranger_reads_what_was_counted_without_a_cookie_or_a_script(Stack stack, People people)
      throws IOException {
    ApiCaller wang = ApiCaller.as("wang", stack);
    for (int i = 0; i < FIVE; i++) Cases.apply(stack, wang, CARD);
    JsonNode city = awaitCounted(stack);
    assertTrue(city.at("/total/fieldsPercent").asInt() >= 30, city.toString());
    assertTrue(city.at("/total/materialsPercent").asInt() >= 40, city.toString());
    assertTrue(city.at("/total/byHelpPercent").isNumber(), city.toString());

    for (Browser browser : List.of(people.atDesk(), people.onPhone())) {
      browser.go(stack.portal() + "/").click(By.cssSelector("footer a[href='/statistics']"));
      browser.seeText("Counted, not claimed").mustBeAccessible();
      assertEquals(Set.of(), browser.driver().manage().getCookies());
      assertEquals(0, browser.driver().findElements(By.tagName("script")).size());
      for (String table : List.of("fields", "materials", "time", "visits", "months")) {
        browser.see("table-" + table);
      }
      browser.seeText("By help between offices");
      assertEquals(
          5, browser.driver().findElements(By.cssSelector("figure.chart:has(svg)")).size());
      assertTrue(
          row(browser, "table-fields", "The whole city").matches(".*\\d+ \\d+ %"),
          row(browser, "table-fields", "The whole city"));
      browser.go(stack.portal() + "/statistics?lang=zh").seeText("免交材料占比");
      browser.seeText("部门协助").mustBeAccessible();
    }
  }

  @Test
  void the_files_say_the_same_as_the_page_and_anybodys_page_may_read_them(
      Stack stack, People people) throws IOException {
    ApiCaller wang = ApiCaller.as("wang", stack);
    for (int i = 0; i < FIVE; i++) Cases.apply(stack, wang, CARD);
    awaitCounted(stack);
    ApiCaller stranger = ApiCaller.stranger(stack);
    for (String path : List.of("/statistics", "/statistics.csv")) {
      assertEquals(
          "*",
          stranger
              .get(path, "*/*")
              .expect(200)
              .headers()
              .firstValue("Access-Control-Allow-Origin")
              .orElse("none"));
    }

    Browser browser = people.atDesk().go(stack.portal() + "/statistics");
    browser.click("as-csv").click("as-json");
    String table = Files.readString(downloaded(browser, "onenet-statistics.csv"));
    JsonNode json =
        JsonMapper.shared()
            .readTree(Files.readString(downloaded(browser, "onenet-statistics.json")));
    List<String> rows = table.lines().toList();
    assertTrue(rows.getFirst().startsWith("service,month,"), table);
    assertEquals(1 + (json.get("services").size() + 1) * 13, rows.size());
    JsonNode total = json.at("/city/total");
    String sum = rows.stream().filter(row -> row.startsWith("city,all,")).findFirst().orElseThrow();
    assertTrue(
        sum.contains("," + total.get("fieldsPercent") + "," + total.get("materialsPercent") + ","),
        sum + " and " + total);
  }

  private static String row(Browser browser, String table, String name) {
    return browser.driver().findElements(By.cssSelector("#" + table + " tbody tr")).stream()
        .map(row -> row.getText())
        .filter(text -> text.startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static Path downloaded(Browser browser, String name) {
    Path file = browser.downloads().resolve(name);
    browser.until(driver -> Files.exists(file));
    return file;
  }

  private static JsonNode awaitCounted(Stack stack) {
    JsonNode[] seen = new JsonNode[1];
    Await.until(
        () -> {
          seen[0] = ApiCaller.stranger(stack).get("/statistics").expect(200).json().get("city");
          return seen[0].at("/total/applications").asInt(0) >= FIVE;
        },
        Duration.ofSeconds(90),
        () -> new StackFailure("the cases were never counted: " + seen[0]));
    return seen[0];
  }
}
