package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;

/**
 * The services that a clerk decides, in browsers from the catalogue to a certificate that a
 * stranger has checked; the automatic one is in {@link CitizenIT}.
 */
@Journey
final class ServicesIT {

  @Test
  void a_residence_certificate_is_applied_for_granted_and_checked(Stack stack, People people) {
    Browser lina = people.atDesk();
    String reference = apply(stack, lina, "residence-certificate", Map.of(), "lina");

    Browser chen = people.atDesk().go(stack.portal() + "/app/inbox").signIn("chen");
    chen.see("case-" + reference);
    chen.mustBeAccessible().click("case-" + reference);
    chen.see("take");
    chen.mustBeAccessible().seeText("陈建国").click("take");
    chen.click("grant");
    chen.see(org.openqa.selenium.By.cssSelector("#preview dl"));
    chen.mustBeAccessible().seeText("The letter that goes out").click("confirm-decision");
    chen.seeText("Granted");
    chen.settle().go(stack.portal() + "/app/cases/" + reference).seeText("Granted");
    chen.mustBeAccessible();

    strangerFindsValid(stack, people, "lina", reference, "Lin Na");
  }

  @Test
  void a_business_licence_carries_a_credit_code_and_is_found_valid(Stack stack, People people) {
    Browser lina = people.atDesk();
    String reference = apply(stack, lina, "sole-trader-licence", Map.of(), "lina");

    Browser zhou = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("zhou");
    zhou.click("take").click("grant");
    zhou.see(org.openqa.selenium.By.cssSelector("#preview dl"));
    zhou.click("confirm-decision").seeText("Granted");

    lina.go(stack.portal() + "/app/certificates").seeText("娜娜裁缝店");
    lina.mustBeAccessible();
    strangerFindsValid(stack, people, "lina", reference, "娜娜裁缝店");
  }

  /** From the catalogue to the receipt; returns the case's reference. */
  private static String apply(
      Stack stack, Browser browser, String service, Map<String, String> words, String user) {
    Cases.discardDrafts(stack, user);
    browser.go(stack.portal() + "/").click("service-" + service).click("start-now").signIn(user);
    browser.see("consent-yes");
    browser.mustBeAccessible().click("consent-yes").click("use-values");
    new Typist(browser, Cases.definition(stack, service), words, true).fillAll();
    browser.mustBeAccessible().click("submit-application");
    String reference = browser.see("reference").getText();
    browser.mustBeAccessible();
    return reference;
  }

  private static void strangerFindsValid(
      Stack stack, People people, String user, String reference, String words) {
    ApiCaller holder = ApiCaller.as(user, stack);
    String credential =
        Cases.await(holder, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    String link = Cases.awaitRegistered(holder, credential).at("/link/url").asString();
    Browser stranger = people.onPhone().go(link);
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText(words).mustBeAccessible();
  }
}
