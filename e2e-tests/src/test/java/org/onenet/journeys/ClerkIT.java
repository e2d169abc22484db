package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A clerk's and a supervisor's day in the browser. */
@Journey
final class ClerkIT {
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
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    JsonNode file =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString());
    String credential = file.get("credential").asString();
    String link = Cases.awaitRegistered(wang, credential).at("/link/url").asString();

    Browser guo = people.atDesk().go(stack.portal() + "/app/issued?q=" + reference).signIn("guo");
    guo.see("revoke");
    guo.mustBeAccessible().click("revoke").click("confirm-revoke");
    guo.seeText("Give a reason of at least 10 characters.");
    guo.type(By.cssSelector("#reason textarea"), "The card was issued to the wrong person.");
    guo.mustBeAccessible().click("confirm-revoke").seeText("Revoked");
    guo.settle().mustBeAccessible();

    Browser stranger = people.onPhone().go(link);
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.mustBeAccessible();
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
