package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;

/** What may come between a citizen and their application, and loses nothing. */
@Journey
final class DraftIT {

  @Test
  void a_draft_goes_on_in_another_browser_where_it_was_left(Stack stack, People people) {
    Browser desk = people.atDesk();
    String page = toTheDeliveryPage(stack, desk);
    desk.click(By.cssSelector("#f-delivery vaadin-radio-button:nth-of-type(2) label")).settle();
    write(desk, "postalAddress", "兰亭市河东区梅园路 5 号");

    Browser phone = people.onPhone().go(stack.portal() + "/services/senior-citizen-card");
    phone.click("start-now").signIn("wang").see("resume");
    phone.mustBeAccessible().click("resume");
    phone.until(d -> d.getCurrentUrl().endsWith(page));
    phone.see("f-postalAddress");
    assertEquals("兰亭市河东区梅园路 5 号", phone.property("f-postalAddress", "value"));

    // What the other device saves meanwhile is not lost, and neither is what is typed here.
    write(phone, "postalAddress", "兰亭市河东区梅园路 6 号");
    write(desk, "postalAddress", "兰亭市河东区梅园路 7 号", false);
    desk.seeText("This draft was changed in another window").click("keep-mine").settle();
    desk.seeText("saved");
    assertEquals("兰亭市河东区梅园路 7 号", desk.property("f-postalAddress", "value"));
    Cases.discardDrafts(stack, "wang");
  }

  @Test
  void a_session_that_ends_in_mid_form_loses_nothing(Stack stack, People people) {
    Browser desk = people.atDesk();
    String page = toTheDeliveryPage(stack, desk);
    desk.click(By.cssSelector("#f-delivery vaadin-radio-button:nth-of-type(2) label")).settle();
    desk.see("f-postalAddress");

    desk.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
    write(desk, "postalAddress", "兰亭市河东区桂花巷 12 号", false);

    desk.signIn("wang");
    desk.until(d -> d.getCurrentUrl().endsWith(page));
    desk.see("f-postalAddress");
    desk.until(d -> "兰亭市河东区桂花巷 12 号".equals(desk.property("f-postalAddress", "value")));
    ApiCaller wang = ApiCaller.as("wang", stack);
    desk.until(d -> wang.get("/applications").expect(200).text().contains("兰亭市河东区桂花巷 12 号"));
    Cases.discardDrafts(stack, "wang");
  }

  @Test
  void an_api_that_is_away_keeps_what_is_typed_even_over_a_reload(Stack stack, People people) {
    Browser desk = people.atDesk();
    String page = toTheDeliveryPage(stack, desk);
    desk.click(By.cssSelector("#f-delivery vaadin-radio-button:nth-of-type(2) label")).settle();
    desk.see("f-postalAddress");
    stack.killApi();
    try {
      write(desk, "postalAddress", "兰亭市河东区长堤 3 号", false);
      desk.seeText("We cannot reach the city's systems").seeText("not saved").mustBeAccessible();
      desk.go(desk.driver().getCurrentUrl()).seeText("This does not work right now");
      desk.mustBeAccessible();
    } finally {
      stack.restartApi();
    }
    desk.click("try-again").until(d -> d.getCurrentUrl().endsWith(page));
    desk.see("f-postalAddress");
    desk.until(d -> "兰亭市河东区长堤 3 号".equals(desk.property("f-postalAddress", "value")));
    Cases.discardDrafts(stack, "wang");
  }

  @Test
  void a_double_click_on_submit_makes_one_case(Stack stack, People people) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    Applicant.Draft draft = Cases.applicant(stack, lina, "residence-certificate").draft();
    long before = lina.get("/cases").expect(200).json().get("total").asLong();
    Browser desk = people.atDesk().go(check(stack, "residence-certificate", draft)).signIn("lina");
    desk.see("submit-application");
    new Actions(desk.driver())
        .doubleClick(desk.driver().findElement(By.id("submit-application")))
        .perform();
    String reference = desk.see("reference").getText();
    assertTrue(reference.startsWith("R-20"), reference);
    desk.settle();
    assertEquals(before + 1, lina.get("/cases").expect(200).json().get("total").asLong());

    // Opened again, the form is the way to its case.
    desk.go(check(stack, "residence-certificate", draft));
    assertEquals(reference, desk.see("reference").getText());

    // Withdrawn by its citizen, it is at its end.
    desk.click("to-applications").click("withdraw");
    desk.see("confirm-withdraw");
    desk.mustBeAccessible().click("confirm-withdraw").seeText("Withdrawn");
    Cases.await(
        lina, reference, "was withdrawn", f -> "withdrawn".equals(f.path("state").asString()));
    desk.settle().mustBeAccessible();
  }

  @Test
  void what_is_missing_or_wrong_is_told_at_once_with_the_focus_there(Stack stack, People people) {
    Browser desk = people.atDesk();
    toTheDeliveryPage(stack, desk);
    desk.click("continue").see("error-summary");
    desk.until(d -> "error-summary".equals(d.switchTo().activeElement().getDomAttribute("id")));
    desk.mustBeAccessible();
    desk.click(By.cssSelector("#error-summary a"));
    desk.until(
        d ->
            Boolean.TRUE.equals(
                desk.driver()
                    .executeScript("return !!document.activeElement.closest('#f-delivery')")));
    Cases.discardDrafts(stack, "wang");
  }

  @Test
  void the_whole_way_is_gone_by_keyboard_alone(Stack stack, People people) {
    Cases.discardDrafts(stack, "wang");
    Browser keys = people.atDesk().go(stack.portal() + "/");
    keys.tabTo("service-senior-citizen-card").press(Keys.ENTER);
    keys.tabTo("start-now").press(Keys.ENTER);
    keys.see("username");
    keys.press("wang");
    if (!keys.shows("password")) {
      keys.press(Keys.ENTER).see("password");
    } else {
      keys.tabTo("password");
    }
    keys.press("demo").press(Keys.ENTER);
    keys.tabTo("consent-yes").press(Keys.ENTER);
    keys.tabTo("use-values").press(Keys.ENTER);
    keys.tabTo("f-fullName").tabTo("continue").press(Keys.ENTER);
    keys.tabTo("f-address").tabTo("continue").press(Keys.ENTER);
    keys.tabTo("f-delivery").press(Keys.SPACE).settle().tabTo("continue").press(Keys.ENTER);
    keys.tabTo("f-declaration").press(Keys.SPACE).settle().tabTo("continue").press(Keys.ENTER);
    keys.tabTo("submit-application").press(Keys.ENTER);
    assertTrue(keys.see("reference").getText().startsWith("R-20"));
  }

  @Test
  void a_passkey_is_added_and_signs_in_without_a_password(Stack stack, People people) {
    Browser desk = people.atDesk();
    VirtualAuthenticator authenticator =
        desk.driver()
            .addVirtualAuthenticator(
                new VirtualAuthenticatorOptions()
                    .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                    .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                    .setHasResidentKey(true)
                    .setHasUserVerification(true)
                    .setIsUserVerified(true));
    desk.go(stack.portal() + "/app/account").signIn("lina").see("add-passkey");
    desk.mustBeAccessible().click("add-passkey").click("registerWebAuthn");
    desk.until(org.openqa.selenium.support.ui.ExpectedConditions.alertIsPresent());
    desk.driver().switchTo().alert().accept();
    desk.see("sign-out");
    desk.click("sign-out").see("service-senior-citizen-card");
    // Nobody touches the device: the browser is signed out, and stays so.
    authenticator.setUserVerified(false);
    desk.go(stack.portal() + "/app/account").see("username");
    authenticator.setUserVerified(true);
    desk.click("authenticateWebAuthnButton").seeText("Lin Na");
  }

  private static String check(Stack stack, String service, Applicant.Draft draft) {
    return stack.portal() + "/app/apply/" + service + "/" + draft.id() + "/check-your-answers";
  }

  /** Wang at the page that asks how the card is to come; returns the end of its address. */
  private static String toTheDeliveryPage(Stack stack, Browser browser) {
    Cases.discardDrafts(stack, "wang");
    browser.go(stack.portal() + "/app/apply/senior-citizen-card").signIn("wang");
    browser.click("consent-yes").click("use-values").see("f-fullName");
    browser.click("continue").see("f-address");
    browser.click("continue").see("f-delivery");
    browser.settle();
    String url = browser.driver().getCurrentUrl();
    return url.substring(url.indexOf("/app/apply"));
  }

  private static void write(Browser browser, String field, String text) {
    write(browser, field, text, true);
  }

  private static void write(Browser browser, String field, String text, boolean saved) {
    var input = browser.see(By.cssSelector("#f-" + field + " input"));
    input.sendKeys(Keys.chord(Keys.CONTROL, "a"), text, Keys.TAB);
    if (saved) browser.settle().seeText("saved");
  }
}
