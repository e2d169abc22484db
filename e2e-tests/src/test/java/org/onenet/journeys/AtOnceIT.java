package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Services that are data only, granted at once on what registers say. */
@Journey
final class AtOnceIT {

  @Test
  void a_parking_permit_takes_a_plate_and_a_declaration(Stack stack, People people) {
    JsonNode definition = Cases.definition(stack, "disabled-parking-permit");
    Browser wang = begun(stack, people, "disabled-parking-permit", "wang");
    wang.seeText("Civil affairs register");
    wang.mustBeAccessible().click("use-values");
    new Typist(wang, definition, Map.of("plate", "浙A12345"), true).fillAll();
    grantedAtOnce(stack, people, wang, "wang", "9 of 11 answers", List.of("浙A12345"));
  }

  @Test
  void a_degree_certificate_takes_nothing_typed(Stack stack, People people) {
    JsonNode nothingToType = JsonMapper.shared().readTree("{\"form\":{\"pages\":[]}}");
    Browser lina = begun(stack, people, "degree-certificate", "lina");
    lina.seeText("工学学士");
    lina.mustBeAccessible().click("use-values");
    new Typist(lina, nothingToType, Map.of(), true).fillAll();
    grantedAtOnce(
        stack, people, lina, "lina", "11 of 11 answers", List.of("工学学士", "Bachelor", "Lin Na"));
  }

  /** From the catalogue to what the registers told. */
  private static Browser begun(Stack stack, People people, String service, String user) {
    Cases.discardDrafts(stack, user);
    Browser browser = people.atDesk().go(stack.portal() + "/");
    browser.click("service-" + service);
    browser.mustBeAccessible().click("start-now").signIn(user);
    browser.see("consent-yes");
    browser.mustBeAccessible().click("consent-yes");
    browser.see("use-values");
    return browser;
  }

  private static void grantedAtOnce(
      Stack stack,
      People people,
      Browser browser,
      String user,
      String prefilled,
      List<String> words) {
    browser.mustBeAccessible().click("submit-application");
    String reference = browser.see("reference").getText();
    browser.mustBeAccessible();
    ApiCaller holder = ApiCaller.as(user, stack);
    JsonNode file =
        Cases.await(holder, reference, "got its credential", f -> f.path("credential").isString());
    assertEquals("granted", file.get("state").asString());
    assertTrue(file.toString().contains(prefilled), file.toString());
    assertTrue(file.toString().contains("Granted at once"), file.toString());
    String link =
        Cases.awaitRegistered(holder, file.get("credential").asString()).at("/link/url").asString();
    Browser stranger = people.onPhone().go(link);
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    words.forEach(stranger::seeText);
    stranger.mustBeAccessible();
  }
}
