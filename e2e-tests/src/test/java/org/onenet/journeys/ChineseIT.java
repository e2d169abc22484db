package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;

/** The whole way in 简体中文 on a phone of 390 pixels, each page checked with axe. */
@Journey
final class ChineseIT {

  @Test
  void a_citizen_a_clerk_and_a_stranger_work_on_phones_in_chinese(Stack stack, People people) {
    Cases.discardDrafts(stack, "lina");
    Browser lina = people.onPhone().go(stack.portal() + "/?lang=zh").seeText("居住证");
    lina.mustBeAccessible().click("service-residence-certificate");
    lina.mustBeAccessible().click("start-now").signIn("lina");
    lina.see("consent-yes");
    lina.mustBeAccessible().click("consent-yes").click("use-values");
    new Typist(lina, Cases.definition(stack, "residence-certificate"), Map.of(), true).fillAll();
    lina.seeText("核对").mustBeAccessible().click("submit-application");
    String reference = lina.see("reference").getText();
    lina.mustBeAccessible();
    lina.go(stack.portal() + "/app/applications").seeText(reference).mustBeAccessible();
    lina.go(stack.portal() + "/app/account").seeText("通行密钥").mustBeAccessible();

    Browser chen = people.onPhone().go(stack.portal() + "/app/inbox?lang=zh").signIn("chen");
    chen.see("case-" + reference);
    chen.mustBeAccessible().click("case-" + reference);
    chen.click("take").see("grant");
    chen.mustBeAccessible().click("grant").see(By.cssSelector("#preview dl"));
    chen.mustBeAccessible().click("confirm-decision").seeText("已批准");
    chen.go(stack.portal() + "/app/issued").see("revoke");
    chen.mustBeAccessible();

    lina.go(stack.portal() + "/app/certificates").seeText("居住证").mustBeAccessible();
    ApiCaller holder = ApiCaller.as("lina", stack);
    String credential =
        Cases.await(holder, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    String link = Cases.awaitRegistered(holder, credential).at("/link/url").asString();
    Browser stranger = people.onPhone().go(link + "?lang=zh");
    assertEquals("valid", stranger.see("verdict").getDomAttribute("data-verdict"));
    stranger.seeText("林娜").mustBeAccessible();
  }
}
