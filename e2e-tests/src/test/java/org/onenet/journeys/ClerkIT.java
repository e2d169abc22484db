package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A clerk's and a supervisor's day in the browser. */
@Journey
final class ClerkIT {
  private static final String LOST = "The holder reported it stolen on the ferry.";
  private static final String REASON =
      "The lease does not cover this address; please send the right one.";

  @Test
  void a_refusal_needs_a_reason_which_the_citizen_reads(Stack stack, People people) {
    String reference = submitted(stack, "lina");
    Browser chen = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    chen.click("take").click("refuse").click("confirm-decision");
    chen.seeText("Give a reason of at least 10 characters.").mustBeAccessible();
    chen.type(By.cssSelector("#reason textarea"), REASON);
    chen.press(org.openqa.selenium.Keys.TAB).seeText("The letter that goes out");
    chen.settle().mustBeAccessible().click("confirm-decision").seeText("Refused");

    Browser lina = people.onPhone().go(stack.portal() + "/app/applications/" + reference);
    lina.signIn("lina").seeText("Refused").seeText(REASON).mustBeAccessible();
    assertFalse(lina.shows("withdraw"));
  }

  @Test
  void a_case_is_released_and_its_supervisor_gives_it_to_somebody(Stack stack, People people) {
    String reference = submitted(stack, "lina");
    Browser chen = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    chen.click("take").seeText("With Chen");
    chen.click("release").seeText("Nobody has taken this case yet.");

    Browser he = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("he");
    he.click("reassign");
    he.click(By.xpath("//vaadin-select-item[contains(., 'Chen')]"));
    he.seeText("With Chen").settle().mustBeAccessible();
    assertFalse(he.shows("grant"), "a supervisor does not decide");

    chen.go(stack.portal() + "/app/inbox?assignee=me").see("case-" + reference);
    assertTrue(chen.driver().getCurrentUrl().endsWith("assignee=me"));
  }

  @Test
  void who_decides_too_late_is_told_who_and_when(Stack stack, People people) {
    String reference = submitted(stack, "lina");
    Browser one = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    one.click("take").see("grant");
    Browser other = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    other.click("refuse").type(By.cssSelector("#reason textarea"), REASON);
    other.press(org.openqa.selenium.Keys.TAB).settle();

    one.click("grant").see(By.cssSelector("#preview dl"));
    one.click("confirm-decision").seeText("Granted");

    other.click("confirm-decision");
    String told = other.see("notice").getText();
    assertTrue(told.contains("Chen") && told.contains("decided this at"), told);
    other.seeText("Granted").mustBeAccessible();
  }

  @Test
  void the_inbox_keeps_its_filters_in_the_address(Stack stack, People people) {
    String reference = submitted(stack, "lina");
    Browser chen =
        people.atDesk().go(stack.portal() + "/app/inbox?lang=zh").signIn("chen").settle();
    chen.see("search");
    chen.type(By.cssSelector("#search input"), reference);
    chen.press(org.openqa.selenium.Keys.ENTER);
    chen.until(d -> d.getCurrentUrl().contains("q=" + reference));
    chen.click("filter-unassigned").until(d -> d.getCurrentUrl().contains("assignee=none"));
    assertTrue(chen.driver().getCurrentUrl().contains("q=" + reference));
    chen.see("case-" + reference);
    chen.mustBeAccessible();
    assertEquals(1, chen.driver().findElements(By.cssSelector("tbody tr")).size());
    chen.go(chen.driver().getCurrentUrl()).see("case-" + reference);
    chen.type(By.cssSelector("#search input"), "没有这个人").press(org.openqa.selenium.Keys.ENTER);
    chen.seeText("没有办件");
  }

  @Test
  void a_clerk_revokes_a_certificate_and_it_is_found_invalid(Stack stack, People people) {
    Card card = seniorCard(stack);
    Browser guo =
        people.atDesk().go(stack.portal() + "/app/issued?q=" + card.reference()).signIn("guo");
    guo.see("revoke");
    guo.mustBeAccessible().click("revoke").click("confirm-revoke");
    guo.seeText("Choose why.").seeText("Give a reason of at least 10 characters.");
    guo.type(By.cssSelector("#reason textarea"), "The card was issued to the wrong person.");
    choose(guo, "Issued in error").mustBeAccessible().click("confirm-revoke").seeText("Revoked on");
    guo.settle().mustBeAccessible();
    assertFalse(guo.shows("suspend"), "what is revoked stays so");

    Browser stranger = people.onPhone().go(card.link());
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("Its issuer has revoked it.").mustBeAccessible();
  }

  @Test
  void a_suspended_certificate_is_no_revoked_one_and_comes_back_into_force(
      Stack stack, People people) {
    Card card = seniorCard(stack);
    String issued = stack.portal() + "/app/issued?q=" + card.reference();
    Browser guo = people.atDesk().go(issued).signIn("guo");
    guo.click("suspend");
    choose(guo, "Reported lost or stolen").click("confirm-suspend");
    guo.seeText("Give a reason of at least 10 characters.").mustBeAccessible();
    guo.type(By.cssSelector("#reason textarea"), "ten words ".repeat(200) + "more");
    guo.click("confirm-suspend").seeText("At most 2,000 characters; these are 2,004.");
    guo.type(By.cssSelector("#reason textarea"), LOST).click("confirm-suspend");
    guo.seeText("It can come back into force.").seeText("Reported lost or stolen: " + LOST);

    Browser stranger = people.onPhone().go(card.link());
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("Its issuer has suspended it for the time being.").mustBeAccessible();
    assertFalse(stranger.text().contains("revoked it."), stranger.text());
    Browser wang = people.onPhone().go(stack.portal() + "/app/certificates").signIn("wang");
    wang.seeText("Suspended since").seeText(LOST).mustBeAccessible();
    wang.go(stack.portal() + "/app/certificates?lang=zh").seeText("可以恢复效力").mustBeAccessible();

    guo.click("reinstate").see("confirm-reinstate");
    guo.type(By.cssSelector("#reason textarea"), "The card was found at the library again.");
    choose(guo, "The matter is cleared up").click("confirm-reinstate");
    guo.click(By.cssSelector("#history vaadin-details-summary"));
    guo.seeText("suspended it").seeText("put it in force again").settle().mustBeAccessible();
    guo.see("suspend");
    foundValid(stranger, card.link());
    wang.go(stack.portal() + "/app/certificates?lang=en").see("download-pdf");
    assertFalse(wang.text().contains(LOST), wang.text());
  }

  @Test
  void a_residence_certificate_is_revoked_by_four_eyes(Stack stack, People people) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = submitted(stack, "lina");
    String credential = Cases.grant(ApiCaller.as("chen", stack), reference);
    String link = Cases.awaitRegistered(lina, credential).at("/link/url").asString();
    String issued = stack.portal() + "/app/issued?q=" + reference;

    Browser chen = people.atDesk().go(issued).signIn("chen");
    askToRevoke(chen);
    chen.seeText("somebody else must confirm it").mustBeAccessible();
    assertFalse(chen.shows("confirm-revocation"), "not by who asked");
    Browser he = people.atDesk().go(issued).signIn("he");
    he.click("turn-down-revocation").click("confirm-turn-down");
    he.seeText("Give a reason of at least 10 characters.");
    he.type(By.cssSelector("#reason textarea"), "The landlord has told us that the lease holds.");
    he.mustBeAccessible().click("confirm-turn-down").see("revoke");

    chen.go(issued);
    askToRevoke(chen);
    chen.see("turn-down-revocation");
    Browser stranger = people.onPhone().go(link);
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    he.go(issued).click("confirm-revocation").see("confirm-revoke");
    he.mustBeAccessible().click("confirm-revoke").seeText("Revoked on");
    he.click(By.cssSelector("#history vaadin-details-summary"));
    he.seeText("turned the revocation down").seeText("The landlord has told us");
    he.seeText("confirmed this and so revoked it").settle().mustBeAccessible();
    stranger.go(link);
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));

    chen.click("turn-down-revocation");
    chen.type(By.cssSelector("#reason textarea"), "It was another person after all.");
    chen.click("confirm-turn-down");
    String told = chen.see("notice").getText();
    assertTrue(told.contains("He Jun") && told.contains("revoked it on"), told);
    assertEquals("It was another person after all.", chen.property("reason", "value"));
    chen.mustBeAccessible().click("cancel").seeText("Revoked on");
  }

  @Test
  void every_dialog_is_accessible_in_both_languages_and_widths(Stack stack, People people) {
    ApiCaller chen = ApiCaller.as("chen", stack);
    String reference = submitted(stack, "lina");
    String credential = "/credentials/" + Cases.grant(chen, reference);
    String issued = stack.portal() + "/app/issued?q=" + reference;
    List<Browser> both = List.of(people.atDesk(), people.onPhone());
    both.forEach(he -> he.go(issued).signIn("he").see("revoke"));

    open(both, issued, Map.of("suspend", "confirm-suspend", "revoke", "confirm-revoke"));
    chen.post(credential + "/suspension", why("under-review")).expect(200);
    chen.post(credential + "/revocation", why("facts-changed")).expect(202);
    open(
        both,
        issued,
        Map.of(
            "reinstate",
            "confirm-reinstate",
            "confirm-revocation",
            "confirm-revoke",
            "turn-down-revocation",
            "confirm-turn-down"));
  }

  /** Opens the dialog of each button, and where it asks for a reason, gives none. */
  private static void open(List<Browser> browsers, String page, Map<String, String> dialogs) {
    for (Browser browser : browsers) {
      for (String language : List.of("en", "zh")) {
        dialogs.forEach(
            (button, confirm) -> {
              browser.go(page + "&lang=" + language).click(button).see(confirm);
              browser.mustBeAccessible();
              if (browser.shows("reason")) {
                browser.click(confirm).see(By.cssSelector("#reason[invalid]"));
                browser.mustBeAccessible();
              }
            });
      }
    }
  }

  private static Map<String, String> why(String code) {
    return Map.of("reasonCode", code, "reason", "The lease turned out to be forged.");
  }

  @Test
  void pages_of_clerks_are_closed_to_citizens_and_say_so(Stack stack, People people) {
    String reference = submitted(stack, "lina");
    Browser lina = people.onPhone().go(stack.portal() + "/app/inbox").signIn("lina");
    lina.seeText("This page is not for your account").mustBeAccessible();
    lina.go(stack.portal() + "/app/issued").seeText("This page is not for your account");
    lina.go(stack.portal() + "/app/cases/" + reference)
        .seeText("This page is not for your account");
    Browser zhou = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("zhou");
    zhou.seeText("There is nothing here").mustBeAccessible();
  }

  /** A card that needs no clerk, in the registry: its case and its link. */
  private record Card(String reference, String link) {}

  private static Card seniorCard(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    JsonNode file =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString());
    String credential = file.get("credential").asString();
    return new Card(reference, Cases.awaitRegistered(wang, credential).at("/link/url").asString());
  }

  private static Browser choose(Browser clerk, String why) {
    clerk.click("reason-code");
    clerk.click(By.xpath("//vaadin-select-item[contains(., '" + why + "')]"));
    clerk.until(d -> d.findElements(By.cssSelector("vaadin-select[opened]")).isEmpty());
    return clerk.settle();
  }

  /** The public registry learns of a reinstatement with its next batch. */
  private static void foundValid(Browser stranger, String link) {
    stranger.until(
        d -> {
          d.get(link);
          return "valid".equals(d.findElement(By.id("verdict")).getDomAttribute("data-verdict"));
        });
  }

  private static void askToRevoke(Browser clerk) {
    clerk.click("revoke").see("confirm-revoke");
    clerk.type(By.cssSelector("#reason textarea"), "The lease turned out to be forged.");
    choose(clerk, "The facts have changed").click("confirm-revoke");
  }

  private static String submitted(Stack stack, String citizen) {
    ApiCaller caller = ApiCaller.as(citizen, stack);
    String reference = Cases.apply(stack, caller, "residence-certificate");
    Cases.await(
        caller,
        reference,
        "came to review",
        f -> "under-review".equals(f.path("state").asString()));
    return reference;
  }
}
