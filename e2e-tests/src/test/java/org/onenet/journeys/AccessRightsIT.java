package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A department says who may ask for what it holds, and everybody can read it. */
@Journey
final class AccessRightsIT {
  private static final String PAGE = "/app/access-rights";
  private static final String SHIPPED = "senior-citizen-card/population-contact";

  @Test
  void a_supervisor_ends_a_right_and_gives_it_again_before_everybodys_eyes(
      Stack stack, People people) {
    Browser he = people.atDesk().go(stack.portal() + "/app").signIn("he");
    he.click(By.linkText("Access rights")).see("end-" + SHIPPED);
    he.seeText("31 October 2029 · as the system was set up").seeText("Registered lease");
    he.mustBeAccessible().click("end-" + SHIPPED).see("confirm-end");
    he.mustBeAccessible().click("cancel");
    he.click("end-" + SHIPPED).click("confirm-end");
    he.until(d -> d.findElements(By.id("end-" + SHIPPED)).isEmpty());
    assertEquals(List.of(), contactRights(stack));
    Browser stranger = people.atDesk().go(stack.portal() + "/data?lang=en");
    assertFalse(contact(stranger).contains("Civil Affairs Bureau"), contact(stranger));

    he.click("give").seeText("Choose what may be asked for.").seeText("Choose a department.");
    he.seeText("Enter a day such as 2026-12-31.").mustBeAccessible();
    choose(he, "evidence-type", "Contact");
    he.click(By.cssSelector("#fields vaadin-checkbox label"));
    choose(he, "requester", "Civil Affairs Bureau");
    choose(he, "service", "Senior citizen card");
    he.type(By.cssSelector("#from input"), "2026-11-01");
    he.type(By.cssSelector("#until input"), "2026-10-31").click("give");
    he.seeText("The last day must not be before the first.").mustBeAccessible();
    he.type(By.cssSelector("#until input"), "2029-10-31").click("give").see("given");
    he.seeText("entered by He Jun").mustBeAccessible();
    JsonNode given = contactRights(stack).getFirst();
    assertEquals("2029-11-01", given.get("until").asString());
    assertEquals("phone", given.at("/fields/0/name").asString());
    assertEquals(1, given.get("fields").size());
    assertTrue(given.path("givenBy").isNull(), "a clerk's name is not everybody's to know");
    stranger.go(stack.portal() + "/data?lang=en");
    assertTrue(contact(stranger).contains("31 October 2029"), contact(stranger));
    stranger.mustBeAccessible();
  }

  @Test
  void in_chinese_on_a_phone_each_supervisor_sees_the_own_department_alone(
      Stack stack, People people) {
    Browser tang = people.onPhone().go(stack.portal() + PAGE + "?lang=zh").signIn("tang");
    tang.seeText("谁可以查询本部门的数据").seeText("本部门可以向其他部门查询的数据");
    assertFalse(tang.shows("type-population-identity"), "others' data are not hers to give");
    tang.see("end-sole-trader-licence/name-reservation");
    assertTrue(tang.see("at-others").getText().contains("公安局"));
    tang.mustBeAccessible().click("give").seeText("请选择部门。").mustBeAccessible();
    tang.click("end-sole-trader-licence/name-reservation").see("confirm-end");
    tang.mustBeAccessible().click("cancel");
    ApiCaller.as("tang", stack)
        .get("/access-rights/mine")
        .expect(200)
        .json()
        .get("accessRights")
        .forEach(
            one ->
                assertTrue(
                    List.of(one.get("owner").asString(), one.get("requester").asString())
                        .contains("market-regulation"),
                    one::toString));
    for (String other : List.of("chen", "lina")) {
      Browser browser = people.atDesk().go(stack.portal() + PAGE).signIn(other);
      browser.seeText("This page is not for your account").mustBeAccessible();
    }
  }

  @Test
  void a_supervisor_gives_the_own_department_a_new_key_and_no_other(Stack stack, People people) {
    String key = "/exchange/public-security/keys";
    for (String other : List.of("tang", "chen", "admin", "lina", "sun")) {
      ApiCaller.as(other, stack).post(key, Map.of()).expect(403);
    }
    ApiCaller.stranger(stack).post(key, Map.of()).expect(401);
    int before = keys(stack, "public-security");
    Browser he = people.atDesk().go(stack.portal() + PAGE + "?lang=en").signIn("he");
    he.see("rotate-public-security");
    he.click("rotate-public-security").see("confirm-rotate");
    he.mustBeAccessible().click("confirm-rotate").settle();
    he.until(d -> keys(stack, "public-security") == before + 1);
    he.see("keys-public-security");
    he.mustBeAccessible();
    Browser tang = people.onPhone().go(stack.portal() + PAGE + "?lang=zh").signIn("tang");
    tang.seeText("本部门的密钥").click("rotate-market-regulation").see("confirm-rotate");
    tang.mustBeAccessible().click("cancel");
    assertFalse(tang.shows("rotate-public-security"), "another's is not hers to replace");
    assertEquals(before + 1, keys(stack, "public-security"));

    ApiCaller wang = ApiCaller.as("wang", stack);
    Applicant.Draft draft = Cases.applicant(stack, wang, "residence-certificate").draft();
    wang.get("/applications/" + draft.id() + "/prefill")
        .expect(200)
        .json()
        .get("evidence")
        .forEach(one -> assertEquals("fetched", one.get("state").asString(), one::toString));
    wang.delete("/applications/" + draft.id());
  }

  private static int keys(Stack stack, String department) {
    return ApiCaller.stranger(stack)
        .get("/exchange/" + department + "/did.json")
        .expect(200)
        .json()
        .get("verificationMethod")
        .size();
  }

  /** Who may ask a register how to reach a holder of a senior citizen card. */
  private static List<JsonNode> contactRights(Stack stack) {
    return ApiCaller.stranger(stack)
        .get("/access-rights")
        .expect(200)
        .json()
        .get("accessRights")
        .valueStream()
        .filter(one -> one.get("evidenceType").asString().equals("population-contact"))
        .filter(one -> one.get("service").asString().equals("senior-citizen-card"))
        .toList();
  }

  /** What the public page says of that evidence type. */
  private static String contact(Browser stranger) {
    By type = By.id("population-contact");
    if (stranger.see(type).getDomAttribute("open") == null) {
      stranger.click(By.cssSelector("#population-contact summary"));
    }
    return stranger.see(type).getText();
  }

  private static void choose(Browser browser, String select, String item) {
    browser.click(select);
    browser.click(By.xpath("//vaadin-select-item[contains(., '" + item + "')]"));
    browser.until(d -> d.findElements(By.cssSelector("vaadin-select[opened]")).isEmpty());
  }
}
