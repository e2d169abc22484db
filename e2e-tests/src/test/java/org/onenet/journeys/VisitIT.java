package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** A counter writes down that somebody came in person; they read it, and nothing else changes. */
@Journey
final class VisitIT {
  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

  @Test
  void a_visit_is_noted_at_the_counter_and_read_on_the_phone(Stack stack, People people) {
    String reference = underReview(stack);
    Browser chen = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    chen.click("visit").see("confirm-visit");
    chen.mustBeAccessible().click("confirm-visit").seeText("Choose what for.");
    chen.mustBeAccessible();
    chen.click(By.cssSelector("#visit-purpose vaadin-radio-button label")).click("confirm-visit");
    chen.seeText("You came in person on " + day("d MMMM yyyy") + ", to show an original.")
        .mustBeAccessible();

    Browser lina = people.onPhone().go(stack.portal() + "/app/applications?lang=zh").signIn("lina");
    lina.seeText(reference);
    lina.go(stack.portal() + "/app/applications/" + reference + "?lang=zh");
    lina.seeText("您于 " + day("yyyy年M月d日") + " 到现场办理：出示原件。").mustBeAccessible();
    assertFalse(lina.shows("visit"), "nobody notes their own");

    Browser phone = people.onPhone().go(chen.driver().getCurrentUrl() + "?lang=zh").signIn("chen");
    phone.tabTo("visit").press(Keys.ENTER).see("confirm-visit");
    phone.seeText("申请人到现场办理").mustBeAccessible();
  }

  @Test
  void what_is_malformed_is_named_and_the_same_twice_is_one(Stack stack) {
    String reference = underReview(stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    String door = "/cases/" + reference + "/visits/";
    String id = UUID.randomUUID().toString();
    field("id", chen.put(door + "1", came(TODAY, "question")));
    field("on", chen.put(door + id, Map.of("purpose", "question")));
    field("on", chen.put(door + id, came(TODAY.plusDays(1), "question")));
    field("on", chen.put(door + id, came(TODAY.minusDays(1), "question")));
    field("purpose", chen.put(door + id, came(TODAY, "to chat")));
    field("purpose", chen.put(door + id, Map.of("on", TODAY.toString())));

    int reads = reads(stack, reference);
    JsonNode first = chen.put(door + id, came(TODAY, "question")).expect(201).json();
    assertEquals(reads + 1, reads(stack, reference), "the answer shows the case");
    JsonNode again = chen.put(door + id, came(TODAY, "question")).expect(200).json();
    assertEquals(first.get("timeline"), again.get("timeline"));
    assertEquals(
        "another-visit",
        chen.put(door + id, came(TODAY, "signature")).expect(409).json().get("code").asString());
    ApiCaller he = ApiCaller.as("he", stack);
    JsonNode file = chen.get("/cases/" + reference).expect(200).json();
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("assignee", "me", "version", file.get("version").asInt()))
        .expect(200);
    he.put(door + UUID.randomUUID(), came(TODAY, "question")).expect(403);
  }

  private static String day(String pattern) {
    return TODAY.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
  }

  private static int reads(Stack stack, String reference) {
    return ApiCaller.as("sun", stack)
        .get("/audit/entries?act=read&size=200&case=" + reference)
        .expect(200)
        .json()
        .get("entries")
        .size();
  }

  private static void field(String name, ApiCaller.Answer answer) {
    JsonNode problem = answer.expect(400).json();
    assertEquals(name, problem.at("/errors/0/field").asString(), problem.toString());
  }

  private static Map<String, Object> came(LocalDate on, String purpose) {
    Map<String, Object> came = new HashMap<>();
    came.put("on", on.toString());
    came.put("purpose", purpose);
    return came;
  }

  private static String underReview(Stack stack) {
    String reference = Cases.apply(stack, ApiCaller.as("lina", stack), "residence-certificate");
    Cases.await(
        ApiCaller.as("chen", stack), reference, "came to review", f -> Cases.may(f, "take"));
    return reference;
  }
}
