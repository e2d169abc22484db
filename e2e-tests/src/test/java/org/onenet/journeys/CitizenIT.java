package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** From the catalogue to a certificate that a stranger has checked, in a browser. */
@Journey
final class CitizenIT {

  @Test
  void a_senior_has_the_card_at_once_and_a_stranger_finds_it_valid(Stack stack, People people) {
    Cases.discardDrafts(stack, "wang");
    Browser wang = people.atDesk().go(stack.portal() + "/");
    wang.mustBeAccessible();
    wang.click("service-senior-citizen-card");
    wang.mustBeAccessible();
    wang.click("start-now").signIn("wang");
    wang.see("consent-yes");
    wang.mustBeAccessible().click("consent-yes");
    wang.see("use-values");
    wang.mustBeAccessible().click("use-values");
    new Typist(wang, Cases.definition(stack, "senior-citizen-card"), Map.of(), true).fillAll();
    wang.mustBeAccessible().click("submit-application");
    wang.seeText("R-20");
    wang.mustBeAccessible();
    wang.go(stack.portal() + "/app/certificates").seeText("Senior citizen card");
    wang.mustBeAccessible();

    JsonNode mine =
        ApiCaller.as("wang", stack)
            .get("/credentials")
            .expect(200)
            .json()
            .get("credentials")
            .get(0);
    Cases.awaitRegistered(ApiCaller.as("wang", stack), mine.get("id").asString());
    Browser stranger = people.onPhone().go(mine.at("/link/url").asString());
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("Wang Shuying").mustBeAccessible();
  }

  @Test
  void a_revoked_certificate_is_found_invalid_and_a_link_that_is_off_shows_nothing(
      Stack stack, People people) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    ApiCaller guo = ApiCaller.as("guo", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    String link = Cases.awaitRegistered(wang, id).at("/link/url").asString();
    guo.post(
            "/credentials/" + id + "/revocation",
            Map.of("reasonCode", "issued-in-error", "reason", "Given to the wrong person."))
        .expect(200);

    String jwt = wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
    Browser stranger = people.atDesk().go(stack.portal() + "/verify");
    stranger.type(By.id("jwt"), jwt).click("verify-button");
    assertEquals("invalid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("Its issuer has revoked it.").mustBeAccessible();

    wang.put("/credentials/" + id + "/link", Map.of("enabled", false)).expect(200);
    stranger.go(link).seeText("There is nothing here");
    stranger.go(link + "?lang=zh").seeText("没有找到内容").mustBeAccessible();
  }

  @Test
  void a_certificate_on_paper_is_checked_by_its_pdf(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    byte[] pdf = wang.get("/credentials/" + id + "?lang=zh", "application/pdf").expect(200).body();
    JsonNode verdict =
        ApiCaller.stranger(stack)
            .send("POST", "/verifications", pdf, Map.of("Content-Type", "application/pdf"))
            .expect(200)
            .json();
    assertTrue(verdict.get("verdict").asString().equals("valid"), verdict.toString());
  }
}
