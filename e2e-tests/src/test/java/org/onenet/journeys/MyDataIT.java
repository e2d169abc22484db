package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
 * A citizen sees what is kept of them, takes it all with them, and is erased when no law forbids.
 */
@Journey
final class MyDataIT {
  @Test
  void what_is_kept_is_told_and_taken_along_and_an_open_case_stands_against_erasure(
      Stack stack, People people) throws Exception {
    String reference = Cases.apply(stack, ApiCaller.as("lina", stack), "residence-certificate");
    for (Browser lina : List.of(people.atDesk(), people.onPhone())) {
      lina.go(stack.portal() + "/app/my-data?lang=en").signIn("lina").see("kept");
      lina.seeText(reference).seeText("Kept while it is open, and then 60 months.");
      lina.seeText("Rules on residence permits").seeText("Not possible yet");
      assertFalse(lina.shows("erase-me"), "nothing is offered that is refused");
      lina.mustBeAccessible();
      lina.go(stack.portal() + "/app/my-data?lang=zh").see("kept");
      lina.seeText("办理期间及其后 60 个月内保存。").seeText("目前尚不能抹除").mustBeAccessible();
      lina.click("download-page");
      Path page = downloaded(lina, "my-data.html");
      assertTrue(Files.readString(page).contains(reference));
      lina.go(page.toUri().toString()).seeText("一网通保存的您的全部数据").seeText("本人填写");
      lina.mustBeAccessible();
      lina.go(stack.portal() + "/app/my-data?lang=en").see("kept");
      lina.click("download-json");
      JsonNode all =
          JsonMapper.shared().readTree(Files.readString(downloaded(lina, "my-data.json")));
      assertEquals("lina", all.at("/account/username").asString());
      assertTrue(
          all.get("cases")
              .valueStream()
              .anyMatch(one -> one.at("/file/reference").asString().equals(reference)));
    }
    ApiCaller lina = ApiCaller.as("lina", stack);
    JsonNode refused = lina.post("/me/erasure", Map.of("confirmation", "lina")).expect(409).json();
    assertEquals("must-be-kept", refused.get("code").asString());
    assertTrue(
        refused
            .get("obstacles")
            .valueStream()
            .anyMatch(one -> one.get("id").asString().equals(reference)),
        refused.toString());
    assertFalse(
        ApiCaller.as("wang", stack).get("/me/data").expect(200).text().contains(reference),
        "nobody else's");
    ApiCaller.as("chen", stack).get("/me/data").expect(403);
    ApiCaller.stranger(stack).get("/me/data").expect(401);
  }

  @Test
  void whoever_nothing_must_be_kept_of_is_erased_at_their_word(Stack stack, People people) {
    ApiCaller jianguo = ApiCaller.as("jianguo", stack);
    Cases.applicant(stack, jianguo, "residence-certificate").draft();
    reportIsInTheWay(stack, people, jianguo);
    Browser browser = people.onPhone().go(stack.portal() + "/app/my-data?lang=zh");
    browser.signIn("jianguo").see("erase-me");
    browser.seeText("草稿：居住证").mustBeAccessible().click("erase-me");
    browser.seeText("请输入您的用户名：jianguo").mustBeAccessible();
    assertEquals(1, drafts(jianguo), "not yet");
    browser.type(By.cssSelector("#confirmation input"), "jianguo").click("erase-me");
    browser.see("erased");
    browser.seeText("没有保存您的任何内容。").mustBeAccessible();
    Browser desk = people.atDesk().go(stack.portal() + "/app/account?lang=en").signIn("jianguo");
    desk.mustBeAccessible().click("to-my-data").see("erase-me");
    desk.seeText("Nothing of yours is kept.").mustBeAccessible();
    assertEquals(0, drafts(jianguo));
    JsonNode left = jianguo.get("/me/data").expect(200).json();
    assertTrue(left.get("keySince").isNull(), "no key is left: " + left);
    assertEquals(0, left.get("drafts").size());
    jianguo.post("/me/erasure", Map.of("confirmation", "lina")).expect(422);
  }

  /** An auditor must be able to read what they answer. */
  private static void reportIsInTheWay(Stack stack, People people, ApiCaller jianguo) {
    JsonNode use =
        jianguo
            .get("/me/data-uses")
            .expect(200)
            .json()
            .get("groups")
            .valueStream()
            .flatMap(group -> group.get("uses").valueStream())
            .findFirst()
            .orElseThrow();
    jianguo
        .post(
            "/me/data-uses/"
                + use.get("stream").asString()
                + "/"
                + use.get("number").asLong()
                + "/report",
            Map.of("reason", "I did not ask anybody to look this up."))
        .expect(201);
    Browser page = people.atDesk().go(stack.portal() + "/app/my-data?lang=en").signIn("jianguo");
    page.see("erase");
    page.seeText("Your report of a use of your data").seeText("an auditor answers it by");
    assertFalse(page.shows("erase-me"));
    page.mustBeAccessible().go(stack.portal() + "/app/my-data?lang=zh");
    page.seeText("您对数据使用情况的投诉").seeText("答复之前须保持可读").mustBeAccessible();
    JsonNode refused =
        jianguo.post("/me/erasure", Map.of("confirmation", "jianguo")).expect(409).json();
    JsonNode obstacle = refused.at("/obstacles/0");
    assertEquals("report", obstacle.get("kind").asString());
    assertTrue(obstacle.get("dueOn").isString(), refused.toString());
    String id = obstacle.get("id").asString();
    ApiCaller sun = ApiCaller.as("sun", stack);
    long version =
        sun.get("/audit/reports/" + id).expect(200).json().at("/report/version").asLong();
    sun.post(
            "/audit/reports/" + id + "/answer",
            Map.of("version", version, "outcome", "unfounded", "text", "It was for your draft."))
        .expect(200);
  }

  @Test
  void a_certificate_without_an_end_is_revoked_at_its_holders_wish(Stack stack, People people) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "degree-certificate");
    String id =
        Cases.await(lina, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    Browser phone = people.onPhone().go(stack.portal() + "/app/my-data?lang=zh").signIn("lina");
    phone.see("ask-revocation-" + id);
    phone.seeText("保存期限不会自行起算").mustBeAccessible().click("ask-revocation-" + id);
    phone.see("confirm-ask-revocation");
    phone.mustBeAccessible().click("cancel");
    Browser desk = people.atDesk().go(stack.portal() + "/app/my-data?lang=en").signIn("lina");
    desk.click("ask-revocation-" + id).see("confirm-ask-revocation");
    desk.mustBeAccessible().click("confirm-ask-revocation").see("revocation-asked-" + id);
    desk.seeText("You asked on").mustBeAccessible();
    assertFalse(desk.shows("ask-revocation-" + id), "once");
    ApiCaller.as("wang", stack)
        .post("/credentials/" + id + "/revocation/wish", Map.of())
        .expect(404);
    ApiCaller.as("xu", stack).post("/credentials/" + id + "/revocation/wish", Map.of()).expect(403);

    Browser xu = people.atDesk().go(stack.portal() + "/app/issued?lang=en").signIn("xu");
    xu.see("wish");
    xu.seeText("the holder, asked on").mustBeAccessible();
    Browser onPhone = people.onPhone().go(stack.portal() + "/app/issued?lang=zh").signIn("xu");
    onPhone.see("wish");
    onPhone.seeText("申请撤销此证照").mustBeAccessible();
    ApiCaller.as("xu", stack)
        .post(
            "/credentials/" + id + "/revocation",
            Map.of("reasonCode", "holder-request", "reason", "The holder asked for it."))
        .expect(200);
    xu.go(stack.portal() + "/app/issued?lang=en&q=" + reference).seeText("Revoked on");
    assertFalse(xu.shows("wish"), "it is done");
    lina.post("/credentials/" + id + "/revocation/wish", Map.of()).expect(409);
    JsonNode kept =
        lina.get("/me/kept")
            .expect(200)
            .json()
            .get("obstacles")
            .valueStream()
            .filter(one -> one.get("id").asString().equals(id))
            .findFirst()
            .orElseThrow();
    assertTrue(kept.get("until").isString(), "its time runs: " + kept);
    phone.go(stack.portal() + "/app/my-data?lang=zh").see("erase");
    assertFalse(phone.shows("ask-revocation-" + id));
  }

  /** Nobody moves the stack's clock, so rows are made old; the job that finds them is the real. */
  @Test
  void a_case_whose_time_is_over_is_announced_and_then_only_its_skeleton_is_left(
      Stack stack, People people) throws SQLException {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "residence-certificate");
    JsonNode file = Cases.await(wang, reference, "may end", f -> Cases.may(f, "withdraw"));
    wang.post(
            "/cases/" + reference + "/withdrawal", Map.of("version", file.get("version").asLong()))
        .expect(200);
    assertTrue(kept(wang, reference).get("goesAt").isNull(), "years to go");
    older(
        stack,
        "UPDATE case_file SET decided_at = decided_at - INTERVAL '59 months 15 days'",
        "reference",
        reference);
    JsonNode told = awaitKept(wang, reference, "goesAt");
    Browser phone = people.onPhone().go(stack.portal() + "/app/my-data?lang=zh").signIn("wang");
    phone.see("case-" + reference);
    phone.seeText("将于").mustBeAccessible();
    Browser desk = people.atDesk();
    desk.go(stack.portal() + "/app/applications/" + reference + "?lang=en").signIn("wang");
    desk.seeText("what you told and showed for this case is deleted").mustBeAccessible();
    desk.go(stack.portal() + "/app/my-data?lang=en").seeText("Will be deleted on");
    desk.mustBeAccessible();
    assertTrue(told.get("goneAt").isNull(), told.toString());
    assertTrue(isAnswered(wang.get("/cases/" + reference).expect(200).json()), "still there");

    older(stack, "UPDATE retention_notice SET ends_at = now()", "id", reference);
    awaitKept(wang, reference, "goneAt");
    desk.go(stack.portal() + "/app/my-data?lang=en").see("case-" + reference);
    desk.seeText("the reference, the dates and the state stay").mustBeAccessible();
    desk.go(stack.portal() + "/app/applications/" + reference + "?lang=en").seeText("Withdrawn");
    desk.mustBeAccessible();
    phone.go(stack.portal() + "/app/my-data?lang=zh").seeText("仅保留编号、日期和状态");
    phone.mustBeAccessible();
    JsonNode left = wang.get("/cases/" + reference).expect(200).json();
    assertEquals("withdrawn", left.get("state").asString());
    assertFalse(isAnswered(left), left.toString());
  }

  private static boolean isAnswered(JsonNode file) {
    return file.get("pages")
        .valueStream()
        .flatMap(page -> page.get("answers").valueStream())
        .anyMatch(answer -> !answer.get("value").isNull());
  }

  private static JsonNode kept(ApiCaller citizen, String id) {
    return citizen
        .get("/me/kept")
        .expect(200)
        .json()
        .get("kept")
        .valueStream()
        .filter(one -> one.get("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode awaitKept(ApiCaller citizen, String id, String member) {
    Await.until(
        () -> kept(citizen, id).get(member).isString(),
        Duration.ofSeconds(60),
        () -> new StackFailure(id + " never had " + member + ": " + kept(citizen, id)));
    return kept(citizen, id);
  }

  private static void older(Stack stack, String change, String column, String id)
      throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(stack.jdbcUrl(), "onenet", stack.jdbcPassword());
        Statement schema = connection.createStatement()) {
      schema.execute("SET search_path = onenet");
      try (PreparedStatement one =
          connection.prepareStatement(change + " WHERE " + column + " = ?")) {
        one.setString(1, id);
        assertEquals(1, one.executeUpdate(), change);
      }
    }
  }

  private static int drafts(ApiCaller citizen) {
    return citizen.get("/applications").expect(200).json().get("applications").size();
  }

  private static Path downloaded(Browser browser, String name) {
    Path file = browser.downloads().resolve(name);
    Await.until(
        () -> Files.exists(file),
        Duration.ofSeconds(30),
        () -> new StackFailure(name + " was never downloaded"));
    return file;
  }
}
