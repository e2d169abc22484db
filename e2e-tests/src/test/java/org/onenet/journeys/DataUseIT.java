package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A citizen sees who used their data and why, reports it, and is answered by an auditor. */
@Journey
final class DataUseIT {
  private static final String WHY = "Her clerk is ill and the citizen has called.";
  private static final String WRONG = "I never called anybody about this application.";
  private static final String FOUND = "There was no call that day. The head of office was told.";

  @Test
  void a_reason_comes_first_the_citizen_reads_it_reports_it_and_is_answered(
      Stack stack, People people) {
    String reference = takenByChen(stack);
    Browser he = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("he");
    he.see("confirm-opening");
    he.mustBeAccessible().click("confirm-opening").seeText("Write at least 10 characters.");
    he.mustBeAccessible().click("cancel").see("give-reason");
    assertFalse(he.text().contains("Lin Na"), "nothing of the case is shown before");
    Browser onPhone = people.onPhone().go(stack.portal() + "/app/cases/" + reference + "?lang=zh");
    onPhone.signIn("he").see("confirm-opening");
    onPhone.mustBeAccessible().click("confirm-opening").seeText("请至少填写 10 个字。");
    onPhone.mustBeAccessible();
    he.go(stack.portal() + "/app/inbox?lang=zh&case=" + reference).see("confirm-opening");
    he.mustBeAccessible().type(By.cssSelector("#reason textarea"), WHY);
    he.click("confirm-opening").seeText("Lin Na");

    Browser lina = people.onPhone().go(stack.portal() + "/app/data-use").signIn("lina");
    lina.seeText("He Jun").seeText("Reason given: " + WHY).seeText("Public Security Bureau");
    lina.mustBeAccessible();
    JsonNode opening = opening(stack, reference);
    String place = place(opening);
    lina.click("report-" + place).see("confirm-report");
    lina.mustBeAccessible().click("confirm-report").seeText("Write at least 10 characters.");
    lina.type(By.cssSelector("#reason textarea"), WRONG).mustBeAccessible();
    lina.click("confirm-report").seeText("Your reports").seeText("An auditor answers by");
    assertFalse(lina.shows("report-" + place), "it is reported once");
    lina.mustBeAccessible();

    Browser sun = people.atDesk().go(stack.portal() + "/app").signIn("sun");
    sun.seeText("Open reports").mustBeAccessible();
    sun.click(By.partialLinkText(WRONG)).see("send-answer");
    sun.seeText(WHY).mustBeAccessible().click("send-answer");
    sun.seeText("Choose one.").seeText("Write at least 10 characters.").mustBeAccessible();
    sun.click(By.cssSelector("#outcome vaadin-radio-button"));
    sun.type(By.cssSelector("#answer textarea"), FOUND).click("send-answer");
    sun.seeText("Sun Yan").seeText("Founded");
    sun.mustBeAccessible();

    lina.go(stack.portal() + "/app/data-use?lang=zh").seeText("投诉属实").seeText(FOUND);
    lina.seeText("孙燕").mustBeAccessible();
    Browser desk = people.atDesk().go(stack.portal() + "/app/data-use?lang=zh").signIn("lina");
    desk.seeText("谁用了我的数据").mustBeAccessible();
    desk.click(By.cssSelector("ul.uses vaadin-button")).see("confirm-report");
    desk.mustBeAccessible().click("cancel");
    desk.go(stack.portal() + "/app/data-use?lang=en&from=2099-01-01").seeText("Nobody has used");
    desk.mustBeAccessible();
  }

  @Test
  void an_auditor_searches_the_log_and_is_logged(Stack stack, People people) {
    String reference = takenByChen(stack);
    for (Browser sun : List.of(people.atDesk(), people.onPhone())) {
      sun.go(stack.portal() + "/app/audit?lang=zh").signIn("sun").see("search-entries");
      assertFalse(sun.shows("entries"), "nothing is searched before it is asked for");
      sun.type(By.cssSelector("#case input"), reference).click("search-entries").see("entries");
      sun.seeText("Chen Wei").mustBeAccessible();
      sun.go(sun.driver().getCurrentUrl() + "&lang=en").see("entries");
      sun.seeText("to work on the application").mustBeAccessible();
    }
    assertTrue(
        uses(stack, "lina")
            .anyMatch(
                use ->
                    use.get("act").asString().equals("search")
                        && use.at("/who/zh").asString().contains("孙燕")),
        "the search is itself a use of her data");
    Browser lina = people.onPhone().go(stack.portal() + "/app/audit").signIn("lina");
    lina.seeText("This page is not for your account").mustBeAccessible();
  }

  @Test
  void lists_show_to_each_their_own_cases_alone_and_own_visits_not_at_all(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = takenByChen(stack);
    lina.get("/cases/" + reference).expect(200);
    ApiCaller.as("chen", stack).get("/cases?q=" + reference).expect(200);
    ApiCaller.as("he", stack).get("/credentials").expect(200);
    JsonNode list =
        uses(stack, "lina")
            .filter(use -> use.get("act").asString().equals("list"))
            .filter(use -> use.get("items").toString().contains(reference))
            .findFirst()
            .orElseThrow();
    assertTrue(list.get("shared").asBoolean());
    String me = lina.get("/me").expect(200).json().get("name").asString();
    assertTrue(uses(stack, "lina").noneMatch(use -> use.at("/who/en").asString().equals(me)));
    assertTrue(uses(stack, "wang").noneMatch(use -> use.toString().contains(reference)));
    String proof = "/audit/entries/public-security/" + list.get("number").asLong() + "/proof";
    ApiCaller.Answer refused = lina.get(proof).expect(403);
    assertEquals("about-many", refused.json().get("code").asString());
  }

  @Test
  void a_case_that_is_not_theirs_stays_closed_at_every_door_until_a_reason_is_given(Stack stack) {
    ApiCaller he = ApiCaller.as("he", stack);
    String reference = takenByChen(stack);
    JsonNode file = ApiCaller.as("chen", stack).get("/cases/" + reference).expect(200).json();
    String document = "/documents/" + file.at("/documents/0/id").asString();
    Map<String, Object> handOver =
        Map.of("version", file.get("version").asLong(), "assignee", "me");
    for (ApiCaller.Answer answer :
        List.of(
            he.get("/cases/" + reference),
            he.get(document),
            he.post("/cases/" + reference + "/decision-preview", Map.of("outcome", "granted")),
            he.post("/cases/" + reference + "/assignment", handOver))) {
      assertEquals(403, answer.status(), answer.text());
      assertEquals("reason-needed", answer.json().get("code").asString());
      assertFalse(answer.text().contains("林娜"), answer.text());
    }
    he.post("/cases/" + reference + "/openings", Map.of("reason", WHY)).expect(201);
    he.get("/cases/" + reference).expect(200);
    he.get(document).expect(200);
    he.post("/cases/" + reference + "/assignment", handOver).expect(200);
    assertTrue(
        uses(stack, "lina")
            .filter(use -> use.path("reason").asString("").equals(WHY))
            .anyMatch(use -> use.get("act").asString().equals("read")),
        "the reason stands in the reads too");
  }

  @Test
  void a_certificate_of_a_colleagues_case_says_nothing_before_a_reason(Stack stack, People people) {
    ApiCaller he = ApiCaller.as("he", stack);
    String reference = Cases.apply(stack, ApiCaller.as("lina", stack), "residence-certificate");
    String credential = Cases.grant(ApiCaller.as("chen", stack), reference);
    ApiCaller.Answer closed = he.get("/credentials/" + credential, "application/json").expect(403);
    assertEquals("reason-needed", closed.json().get("code").asString());
    assertEquals("/cases/" + reference + "/openings", closed.json().get("openings").asString());
    String number = "990102199203140029";
    for (String who : List.of("chen", "lina")) {
      String told =
          ApiCaller.as(who, stack)
              .get("/credentials/" + credential, "application/json")
              .expect(200)
              .text();
      assertEquals(who.equals("lina"), told.contains(number), "sensitive facts are their holder's");
    }
    he.get("/credentials?q=" + reference)
        .expect(200)
        .json()
        .get("credentials")
        .forEach(one -> assertEquals(0, one.get("facts").size(), "a list says no more"));

    Browser page = people.atDesk().go(stack.portal() + "/app/issued?q=" + reference).signIn("he");
    page.see("show-facts");
    page.mustBeAccessible().click("show-facts").see("confirm-opening");
    assertFalse(page.text().contains("桂花巷"), "nothing of it is shown before");
    page.mustBeAccessible().type(By.cssSelector("#reason textarea"), WHY);
    page.click("confirm-opening").seeText("桂花巷12号403室").mustBeAccessible();
    assertTrue(
        uses(stack, "lina")
            .filter(use -> use.get("act").asString().equals("read"))
            .filter(use -> use.at("/what/en").asString().contains("the certificate"))
            .anyMatch(use -> use.path("reason").asString("").equals(WHY)));
    Browser phone = people.onPhone();
    phone.go(stack.portal() + "/app/issued?lang=zh&q=" + reference).signIn("he");
    phone.click("show-facts").seeText("桂花巷12号403室").mustBeAccessible();
  }

  private static String takenByChen(Stack stack) {
    ApiCaller chen = ApiCaller.as("chen", stack);
    String reference = Cases.apply(stack, ApiCaller.as("lina", stack), "residence-certificate");
    JsonNode file = Cases.await(chen, reference, "came to review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("version", file.get("version").asLong(), "assignee", "me"))
        .expect(200);
    return reference;
  }

  private static JsonNode opening(Stack stack, String reference) {
    return ApiCaller.as("lina", stack)
        .get("/me/data-uses")
        .expect(200)
        .json()
        .get("groups")
        .valueStream()
        .filter(group -> group.at("/matter/reference").asString("").equals(reference))
        .flatMap(group -> group.get("uses").valueStream())
        .filter(use -> use.get("act").asString().equals("open"))
        .findFirst()
        .orElseThrow();
  }

  private static String place(JsonNode use) {
    return use.get("stream").asString() + "-" + use.get("number").asLong();
  }

  private static Stream<JsonNode> uses(Stack stack, String who) {
    return ApiCaller.as(who, stack)
        .get("/me/data-uses?size=200")
        .expect(200)
        .json()
        .get("groups")
        .valueStream()
        .flatMap(group -> group.get("uses").valueStream());
  }
}
