package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

/** Sensitive answers are dots to staff until they look, which the citizen reads by its name. */
@Journey
final class MaskedIT {
  private static final String RESIDENCE = "residence-certificate";
  private static final String TYPED = "鸮鹦鹉族";
  private static final String REGISTERED = "汉族";
  private static final String NUMBER = "990102199203140029";
  private static final String WHY = "The citizen has called and asks how far it is.";
  private static final String FILE = "after-the-stroke.png";
  private static final byte[] PICTURE = {
    (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0
  };

  @Test
  void a_clerk_sees_dots_looks_by_keyboard_alone_and_decides_without(Stack stack, People people) {
    String reference = takenByChen(stack);
    String page = stack.portal() + "/app/cases/" + reference;
    Browser chen = people.atDesk().go(page + "?lang=en").signIn("chen");
    chen.see("show-ethnicity");
    chen.seeText("•••••• (hidden)").seeText("differs from the register");
    mustNotTell(chen);
    chen.mustBeAccessible();
    looksByKeyboard(chen, "Show", "Hide", "Ethnic group");
    chen.click("correct-ethnicity").see("confirm-correction");
    chen.seeText("which stay hidden here").mustBeAccessible().click("cancel");
    chen.go(page).click("grant").see(By.cssSelector("#preview dl"));
    assertFalse(chen.text().contains(NUMBER), "a decision needs no number");
    mustNotTell(chen);
    chen.mustBeAccessible().click("cancel");

    Browser phone = people.onPhone().go(page + "?lang=zh").signIn("chen");
    phone.see("show-ethnicity");
    phone.seeText("已隐藏").seeText("与登记库不一致");
    mustNotTell(phone);
    phone.mustBeAccessible();
    looksByKeyboard(phone, "显示", "隐藏", "民族");
    phone.click("correct-ethnicity").see("confirm-correction");
    phone.seeText("内容在此保持隐藏").mustBeAccessible().click("cancel");
    phone.click("show-citizenNumber").seeText(NUMBER);

    for (Browser lina : List.of(people.atDesk(), people.onPhone())) {
      lina.go(stack.portal() + "/app/data-use?lang=en").signIn("lina");
      lina.seeText("Looked at: the answer to “Ethnic group”").seeText("Chen Wei");
      lina.mustBeAccessible();
      lina.go(stack.portal() + "/app/data-use?lang=zh").seeText("查看了：“民族”的内容");
      lina.seeText("查看了：“公民身份号码”的内容").mustBeAccessible();
    }
    Browser lina = people.onPhone().go(stack.portal() + "/app/applications/" + reference);
    lina.signIn("lina").seeText(TYPED).seeText(REGISTERED);
    assertFalse(lina.shows("show-ethnicity"), "nothing is hidden from whose it is");
  }

  /** With focus on the button before and after, and the value where it is announced. */
  private static void looksByKeyboard(Browser clerk, String show, String hide, String label) {
    clerk.tabTo("show-ethnicity");
    assertEquals(label, named(clerk).replaceFirst("^" + show + "[:：] ?", ""));
    clerk.press(Keys.ENTER).seeText(TYPED).seeText(REGISTERED).settle();
    assertEquals("show-ethnicity", focused(clerk), "focus stays");
    assertEquals(label, named(clerk).replaceFirst("^" + hide + "[:：] ?", ""));
    assertEquals("polite", clerk.see("told-ethnicity").getDomAttribute("aria-live"));
    assertTrue(clerk.see("told-ethnicity").getText().contains(TYPED));
    clerk.mustBeAccessible();
    clerk
        .press(Keys.SPACE)
        .until(d -> !d.findElement(By.id("told-ethnicity")).getText().contains(TYPED));
    mustNotTell(clerk);
    assertEquals("show-ethnicity", focused(clerk));
  }

  private static String focused(Browser clerk) {
    return String.valueOf(clerk.driver().executeScript("return document.activeElement.id"));
  }

  private static String named(Browser clerk) {
    return clerk.see("show-ethnicity").getDomAttribute("aria-label");
  }

  private static void mustNotTell(Browser clerk) {
    String source = clerk.text() + clerk.driver().getPageSource();
    assertFalse(source.contains(TYPED) || source.contains(REGISTERED), "nothing of it is there");
  }

  @Test
  void each_door_opens_to_whom_it_may_and_tells_the_log_the_name_alone(Stack stack)
      throws IOException {
    String reference = takenByChen(stack);
    String door = "/cases/" + reference + "/fields/ethnicity/openings";
    ApiCaller.stranger(stack).post(door, null).expect(401);
    for (String who : List.of("lina", "wang", "sun", "mei", "admin")) {
      ApiCaller.as(who, stack).post(door, null).expect(403);
    }
    for (String who : List.of("zhou", "guo", "lu", "tang")) {
      ApiCaller.as(who, stack).post(door, null).expect(404);
    }
    ApiCaller he = ApiCaller.as("he", stack);
    assertEquals("reason-needed", he.post(door, null).expect(403).json().get("code").asString());
    he.post("/cases/" + reference + "/openings", Map.of("reason", WHY)).expect(201);
    assertShown(he.post(door, null).expect(200).json());
    ApiCaller chen = ApiCaller.as("chen", stack);
    assertShown(chen.post(door, null).expect(200).json());
    chen.post("/cases/" + reference + "/fields/no-such-field/openings", null).expect(404);
    chen.post("/cases/" + reference + "/fields/address/openings", null).expect(200);
    String seen = chen.get("/cases/" + reference).expect(200).text();
    assertFalse(seen.contains(TYPED) || seen.contains(REGISTERED), seen);
    String own = ApiCaller.as("lina", stack).get("/cases/" + reference).expect(200).text();
    assertTrue(own.contains(TYPED) && own.contains(REGISTERED), "it looks");

    JsonNode entries =
        ApiCaller.as("sun", stack)
            .get("/audit/entries?act=look&case=" + reference)
            .expect(200)
            .json();
    assertEquals(3, entries.get("entries").size(), entries::toString);
    String told = entries.toString();
    assertTrue(told.contains("residence-certificate/1/ethnicity") && told.contains(WHY), told);
    String everywhere = told + export(stack) + everythingLogged(stack);
    assertFalse(everywhere.contains(TYPED), "no log and no export has it");
    assertTrue(everywhere.contains(reference), "it looks");
    JsonNode mine =
        ApiCaller.as("lina", stack).get("/me/data", "application/json").expect(200).json();
    assertTrue(
        mine.get("cases")
            .findValues("answers")
            .toString()
            .contains("\"type\":\"text\",\"sensitivity\":\"sensitive\",\"masked\":false"),
        "a person's own copy has all, and the class of each");
  }

  private static void assertShown(JsonNode shown) {
    assertEquals(TYPED, shown.at("/answer/value").asString());
    assertEquals(REGISTERED, shown.at("/answer/registerValue").asString());
    assertEquals(REGISTERED, shown.at("/answer/provenance/fetchedValue").asString());
    assertFalse(shown.at("/answer/masked").asBoolean());
  }

  /** The whole audit log, the statistics as table and JSON, and what is measured. */
  private static String export(Stack stack) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    return ApiCaller.as("sun", stack).get("/audit/export", "*/*").expect(200).text()
        + stranger.get("/statistics").expect(200).text()
        + stranger.get("/statistics.csv", "text/csv").expect(200).text()
        + stranger.get("/metrics", "text/plain").expect(200).text();
  }

  private static String everythingLogged(Stack stack) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(stack.options().data().resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    assertTrue(all.length() > 1_000, "the servers have told something");
    return all.toString();
  }

  @Test
  void the_holder_of_the_register_looks_too_before_it_corrects(Stack stack, People people) {
    String reference = takenByChen(stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    Map<String, Object> wanted =
        Map.of("case", reference, "field", "ethnicity", "reason", "The birth record says so.");
    JsonNode asked = chen.post("/corrections", wanted).expect(201).json();
    assertTrue(asked.get("masked").asBoolean());
    String one = "/corrections/" + asked.get("id").asString();
    ApiCaller he = ApiCaller.as("he", stack);
    for (String told :
        List.of(
            asked.toString(),
            chen.get("/corrections?case=" + reference).expect(200).text(),
            he.get("/corrections").expect(200).text(),
            he.get(one).expect(200).text())) {
      assertFalse(told.contains(TYPED) || told.contains(REGISTERED), told);
      assertFalse(told.contains(NUMBER), told);
    }
    ApiCaller.as("lina", stack).post(one + "/openings", null).expect(403);
    ApiCaller.as("lu", stack).post(one + "/openings", null).expect(404);
    assertTrue(ApiCaller.as("lina", stack).get("/corrections").expect(200).text().contains(TYPED));

    Browser page =
        people
            .atDesk()
            .go(stack.portal() + "/app/corrections?lang=en&one=" + asked.get("id").asString());
    page.signIn("he").see("show-correction");
    mustNotTell(page);
    page.mustBeAccessible().tabTo("show-correction").press(Keys.ENTER);
    page.seeText(NUMBER).seeText(TYPED).seeText(REGISTERED).settle();
    assertEquals("show-correction", focused(page));
    page.mustBeAccessible();
    Browser lina = people.onPhone().go(stack.portal() + "/app/data-use?lang=en").signIn("lina");
    lina.seeText("Looked at: a request to correct a register");
    lina.seeText("Data: citizen number, Ethnic group").mustBeAccessible();
  }

  @Test
  void a_picture_has_no_name_until_somebody_looks(Stack stack, People people) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = cardByPost(stack, wang);
    ApiCaller guo = ApiCaller.as("guo", stack);
    guo.post("/cases/" + reference + "/openings", Map.of("reason", WHY)).expect(201);
    JsonNode file = guo.get("/cases/" + reference).expect(200).json();
    assertFalse(file.toString().contains(FILE), file::toString);
    String content = "/documents/" + file.at("/documents/0/id").asString();
    guo.get(content, "*/*").expect(200);
    assertTrue(wang.get("/cases/" + reference).expect(200).text().contains(FILE), "it looks");

    Browser clerk = people.atDesk().go(stack.portal() + "/app/cases/" + reference + "?lang=en");
    clerk.signIn("guo").see("show-photo");
    clerk.seeText("Photo: •••••• (name hidden)").mustBeAccessible();
    assertFalse(clerk.driver().getPageSource().contains(FILE));
    clerk.tabTo("show-photo").press(Keys.ENTER).seeText(FILE).settle();
    assertEquals("show-photo", focused(clerk));
    clerk.mustBeAccessible();
    Browser phone = people.onPhone().go(stack.portal() + "/app/cases/" + reference + "?lang=zh");
    phone.signIn("guo").click("show-photo").seeText(FILE).mustBeAccessible();

    String uses = wang.get("/me/data-uses").expect(200).text();
    assertTrue(uses.contains("Looked at: the answer to “Photo”"), uses);
    assertTrue(uses.contains("查看：办件材料") && uses.contains("证件照"), "the download by its field");
  }

  /** Lin Na names another ethnic group than the population register does. */
  private static String takenByChen(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    Applicant applicant =
        new Applicant(lina, Cases.definition(stack, RESIDENCE), Map.of("ethnicity", TYPED));
    String reference =
        applicant.submit(applicant.draft()).expect(201).json().get("case").asString();
    ApiCaller chen = ApiCaller.as("chen", stack);
    JsonNode file = Cases.await(chen, reference, "came to review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("version", file.get("version").asLong(), "assignee", "me"))
        .expect(200);
    return reference;
  }

  private static String cardByPost(Stack stack, ApiCaller wang) {
    Applicant applicant =
        new Applicant(
            wang,
            Cases.definition(stack, "senior-citizen-card"),
            Map.of("delivery", "post", "postalAddress", "墨池街8号101室"));
    Applicant.Draft draft = applicant.draft();
    wang.send(
            "POST",
            "/applications/" + draft.id() + "/documents?field=photo&name=" + FILE,
            PICTURE,
            Map.of("Content-Type", "application/octet-stream"))
        .expect(201);
    JsonNode now = wang.get("/applications/" + draft.id()).expect(200).json();
    return applicant
        .submit(new Applicant.Draft(draft.id(), now.get("version").asLong()))
        .expect(201)
        .json()
        .get("case")
        .asString();
  }
}
