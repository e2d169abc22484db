package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A clerk says once what is missing; the citizen completes it on the phone; the case goes on. */
@Journey
final class NoticeIT {
  private static final String RESIDENCE = "residence-certificate";
  private static final String WRONG = "The last page of the lease is missing.";

  @Test
  void what_is_missing_is_said_once_and_completed_where_it_was_typed(
      Stack stack, People people, @TempDir Path folder) throws IOException {
    Path lease = Files.writeString(folder.resolve("lease-last-page.pdf"), "%PDF-1.7 one page");
    String reference = takenByChen(stack);
    Browser chen = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    chen.see("notify");
    chen.mustBeAccessible().click("notify").see("confirm-notice");
    chen.mustBeAccessible().click("confirm-notice").seeText("Tick what is missing.");
    chen.click(By.cssSelector("#missing-proof label")).see("missing-text-proof");
    chen.click("confirm-notice").seeText("Say in at least 2 characters what is wrong.");
    chen.type(By.cssSelector("#missing-text-proof input"), WRONG).mustBeAccessible();
    chen.click("confirm-notice").see("notices");
    chen.seeText(WRONG).seeText("Waiting for the applicant").mustBeAccessible();
    assertFalse(chen.shows("notify"), "it is said once");
    assertFalse(chen.shows("grant"), "nobody decides meanwhile");

    Browser lina = people.onPhone().go(stack.portal() + "/app/applications?lang=zh").signIn("lina");
    lina.seeText("该申请需要补正").seeText(WRONG).mustBeAccessible();
    lina.click("complete-" + reference).see("submit-application");
    lina.seeText(WRONG).mustBeAccessible().click("missing-proof").see("upload-proof");
    lina.seeText(WRONG).mustBeAccessible();
    lina.upload("upload-proof", lease).seeText("lease-last-page.pdf").mustBeAccessible();
    lina.click("continue").see("submit-application");
    lina.click("submit-application").seeText(reference).mustBeAccessible();

    chen.go(stack.portal() + "/app/cases/" + reference).see("grant");
    chen.seeText("completed").seeText("You completed the application").mustBeAccessible();
    assertFalse(chen.shows("notify"), "a second needs a supervisor");
    Browser phone = people.onPhone().go(chen.driver().getCurrentUrl() + "?lang=zh").signIn("chen");
    phone.seeText("已补正").mustBeAccessible();

    Browser he = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("he");
    he.see("give-reason");
    he.type(By.cssSelector("#reason textarea"), "A complaint came in today.");
    he.click("confirm-opening").see("notify");
    he.click("notify").see("notice-reason");
    he.mustBeAccessible();
  }

  @Test
  void who_may_not_say_it_is_kept_out_and_what_is_malformed_is_named(Stack stack) {
    String reference = takenByChen(stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    JsonNode file = chen.get("/cases/" + reference).expect(200).json();
    long version = file.get("version").asLong();
    String door = "/cases/" + reference + "/notices";
    Map<String, Object> notice = notice(version, "proof", WRONG);
    ApiCaller.stranger(stack).post(door, notice).expect(401);
    for (String who : List.of("lina", "sun", "mei", "admin")) {
      ApiCaller.as(who, stack).post(door, notice).expect(403);
    }
    for (String who : List.of("zhou", "guo", "lu")) {
      ApiCaller.as(who, stack).post(door, notice).expect(404);
    }
    chen.post(door, notice(version, "no-such-field", WRONG)).expect(400);
    chen.post(door, notice(version, "proof", "")).expect(422);
    chen.post(door, Map.of("version", version, "items", List.of())).expect(400);
    chen.post(door, notice(version + 7, "proof", WRONG)).expect(409);
    JsonNode sent = chen.post(door, notice).expect(201).json();
    assertEquals("waiting-for-applicant", sent.get("state").asString());
    long next = sent.get("version").asLong();
    chen.post(door, notice(next, "proof", WRONG)).expect(403);
    chen.post("/cases/" + reference + "/decision", Cases.decision(sent, "granted")).expect(403);

    ApiCaller lina = ApiCaller.as("lina", stack);
    String application = "/applications/" + sent.get("application").asString();
    lina.delete(application).expect(409);
    String first = sent.at("/documents/0/id").asString();
    lina.delete(application + "/documents/" + first).expect(409);
    String added =
        lina.send(
                "POST",
                application + "/documents?field=proof&name=not-sent-yet.pdf",
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                Map.of("Content-Type", "application/octet-stream"))
            .expect(201)
            .json()
            .get("id")
            .asString();
    String one = "/cases/" + reference;
    assertEquals(1, chen.get(one).expect(200).json().get("documents").size(), "not sent yet");
    assertEquals(2, lina.get(one).expect(200).json().get("documents").size());
    chen.get("/documents/" + added, "*/*").expect(404);
    lina.get("/documents/" + added, "*/*").expect(200);
    lina.post(door + "/end", Map.of("version", next)).expect(403);
    chen.post(door + "/end", Map.of("version", next)).expect(200);
    lina.get(application).expect(200);
    assertEquals("submitted", lina.get(application).json().get("state").asString());
  }

  private static Map<String, Object> notice(long version, String field, String text) {
    return Map.of("version", version, "items", List.of(Map.of("field", field, "text", text)));
  }

  private static String takenByChen(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, RESIDENCE);
    ApiCaller chen = ApiCaller.as("chen", stack);
    JsonNode file = Cases.await(chen, reference, "is under review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("assignee", "me", "version", file.get("version").asInt()))
        .expect(200);
    return reference;
  }
}
