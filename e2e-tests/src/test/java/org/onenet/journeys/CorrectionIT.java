package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A clerk asks a register's holder to correct it; the holder answers; the citizen follows. */
@Journey
final class CorrectionIT {
  private static final String RESIDENCE = "residence-certificate";
  private static final String WHY = "The lease that was uploaded names another landlord.";
  private static final String FOUND = "The name was entered wrongly and is corrected now.";
  private static final String LANDLORD = "陈建新";

  @Test
  void the_holder_corrects_the_register_and_everyone_concerned_reads_it(
      Stack stack, People people) {
    String reference = takenByChen(stack);
    Browser chen = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    chen.seeText("陈建国").seeText("Changed by the applicant").see("correct-landlordName");
    chen.mustBeAccessible().click("correct-landlordName").see("confirm-correction");
    chen.mustBeAccessible().click("confirm-correction").seeText("Write at least 10 characters.");
    chen.type(By.cssSelector("#reason textarea"), WHY).click("confirm-correction");
    chen.see("corrections");
    chen.seeText("waits for the answer").seeText(WHY).mustBeAccessible();
    assertFalse(chen.shows("correct-landlordName"), "it is asked once");

    Browser lina = people.onPhone().go(stack.portal() + "/app/data-use?lang=zh").signIn("lina");
    lina.seeText("登记信息更正请求").seeText("等待答复").mustBeAccessible();

    Browser lu = people.atDesk().go(stack.portal() + "/app/corrections").signIn("lu");
    lu.seeText("To be answered").mustBeAccessible();
    lu.click(By.partialLinkText(reference)).see("send-answer");
    lu.seeText("陈建国").seeText(LANDLORD).seeText(WHY);
    assertFalse(lu.text().contains("990102199203140029"), "it is hidden until it is needed");
    lu.click("show-correction").seeText("990102199203140029");
    lu.mustBeAccessible().click("send-answer");
    lu.seeText("Choose one.").seeText("Write at least 10 characters.").mustBeAccessible();
    Browser phone = people.onPhone().go(lu.driver().getCurrentUrl() + "&lang=zh").signIn("lu");
    phone.seeText("核查结果如何？").mustBeAccessible();
    lu.click(By.cssSelector("#outcome vaadin-radio-button"));
    lu.type(By.cssSelector("#answer textarea"), FOUND).click("send-answer");
    lu.seeText("corrected at the source").seeText("Lu Yang").mustBeAccessible();
    phone.go(stack.portal() + "/app/corrections?lang=zh").seeText("已答复").mustBeAccessible();

    chen.go(stack.portal() + "/app/cases/" + reference + "?lang=zh").seeText("已在源头更正");
    chen.seeText(FOUND).mustBeAccessible().click("ask-again").seeText("已答复，系统已重新核验");
    lina.go(stack.portal() + "/app/applications/" + reference + "?lang=zh").seeText(FOUND);
    lina.seeText("更改").mustBeAccessible();
    Browser desk =
        people.atDesk().go(stack.portal() + "/app/applications/" + reference + "?lang=en");
    desk.signIn("lina").seeText("corrected at the source").mustBeAccessible();
  }

  @Test
  void who_may_not_ask_see_or_answer_is_kept_out(Stack stack) {
    String reference = takenByChen(stack);
    Map<String, Object> wanted = Map.of("case", reference, "field", "landlordName", "reason", WHY);
    ApiCaller.stranger(stack).post("/corrections", wanted).expect(401);
    for (String who : List.of("lina", "wang", "sun", "mei", "admin", "he")) {
      ApiCaller.as(who, stack).post("/corrections", wanted).expect(403);
    }
    for (String who : List.of("zhou", "guo", "lu")) {
      ApiCaller.as(who, stack).post("/corrections", wanted).expect(404);
    }
    ApiCaller chen = ApiCaller.as("chen", stack);
    chen.post("/corrections", with(wanted, "field", "fullName")).expect(400);
    chen.post("/corrections", with(wanted, "reason", "short")).expect(422);
    chen.post("/corrections", with(wanted, "document", "no-uuid")).expect(400);
    JsonNode file = chen.get("/cases/" + reference).expect(200).json();
    JsonNode asked =
        chen.post("/corrections", with(wanted, "document", file.at("/documents/0/id").asString()))
            .expect(201)
            .json();
    assertEquals(asked.get("id"), chen.post("/corrections", wanted).expect(200).json().get("id"));
    String one = "/corrections/" + asked.get("id").asString();
    Map<String, Object> answer = Map.of("version", 1, "outcome", "corrected", "text", FOUND);
    for (String who : List.of("lina", "wang", "sun", "mei", "admin")) {
      ApiCaller.as(who, stack).get(one).expect(403);
      ApiCaller.as(who, stack).get(one + "/document", "*/*").expect(403);
      ApiCaller.as(who, stack).post(one + "/answer", answer).expect(403);
    }
    for (String who : List.of("chen", "zhou", "he", "tang")) {
      ApiCaller.as(who, stack).get(one).expect(404);
      ApiCaller.as(who, stack).get(one + "/document", "*/*").expect(404);
      ApiCaller.as(who, stack).post(one + "/answer", answer).expect(404);
    }
    String ofCase = "/corrections?case=" + reference;
    for (String who : List.of("wang", "zhou", "lu")) {
      ApiCaller.as(who, stack).get(ofCase).expect(404);
    }
    ApiCaller.as("he", stack).get(ofCase).expect(403);
    assertEquals(1, count(ApiCaller.as("lina", stack), ofCase));
    assertEquals(1, count(chen, ofCase));
    assertEquals(0, count(ApiCaller.as("wang", stack), "/corrections"));
    assertEquals(0, count(ApiCaller.as("zhou", stack), "/corrections"));
    ApiCaller lu = ApiCaller.as("lu", stack);
    assertTrue(count(lu, "/corrections") >= 1);
    lu.get("/corrections?state=nonsense").expect(400);
    assertTrue(lu.get(one + "/document", "*/*").expect(200).body().length > 0);
    lu.post(one + "/answer", Map.of("version", 1, "outcome", "maybe", "text", FOUND)).expect(400);
    lu.post(one + "/answer", Map.of("version", 9, "outcome", "corrected", "text", FOUND))
        .expect(409);
    lu.post(one + "/answer", answer).expect(200);
    lu.post(one + "/answer", answer).expect(409);
  }

  private static int count(ApiCaller caller, String path) {
    return caller.get(path).expect(200).json().get("corrections").size();
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, String value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(name, value);
    return more;
  }

  /** Lin Na names another landlord than the housing register does. */
  private static String takenByChen(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    var applicant = Cases.applicant(stack, lina, RESIDENCE);
    var draft = applicant.draft();
    JsonNode now = lina.get("/applications/" + draft.id()).expect(200).json();
    Map<String, Object> answers = new LinkedHashMap<>();
    now.get("answers")
        .properties()
        .forEach(
            one -> {
              if (!one.getKey().equals("proof")) answers.put(one.getKey(), one.getValue());
            });
    answers.put("landlordName", LANDLORD);
    Map<String, Object> save = new LinkedHashMap<>();
    save.put("service", RESIDENCE);
    save.put("answers", answers);
    save.put("page", null);
    save.put("version", now.get("version").asInt());
    JsonNode saved = lina.put("/applications/" + draft.id(), save).expect(200).json();
    assertEquals(
        "citizen",
        saved.at("/provenance/landlordName/correctedBy/kind").asString(),
        saved::toString);
    String reference =
        lina.post(
                "/applications/" + draft.id() + "/submission",
                Map.of("version", saved.get("version").asInt()))
            .expect(201)
            .json()
            .get("case")
            .asString();
    ApiCaller chen = ApiCaller.as("chen", stack);
    JsonNode file = Cases.await(chen, reference, "is under review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("assignee", "me", "version", file.get("version").asInt()))
        .expect(200);
    return reference;
  }
}
