package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
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
