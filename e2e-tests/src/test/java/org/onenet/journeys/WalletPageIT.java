package org.onenet.journeys;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A holder puts a certificate into a wallet, sees where it is, and ends it there. */
@Journey
final class WalletPageIT {
  @Test
  void a_certificate_goes_from_the_page_into_a_wallet_and_is_ended_there(
      Stack stack, People people) {
    Cases.apply(stack, ApiCaller.as("wang", stack), "senior-citizen-card");
    Browser wang = people.atDesk().go(stack.portal() + "/app/certificates").signIn("wang");
    wang.seeText("Senior citizen card").click("put-into-wallet");
    wang.see("wallet-qr");
    wang.mustBeAccessible();
    String link = wang.see("wallet-link").getDomAttribute("href");
    String pin = wang.see("wallet-pin").getText();

    Wallet wallet = new Wallet(stack, true);
    Wallet.Access access = wallet.redeem(wallet.offer(link), pin);
    JsonNode given =
        wallet.credential(access, wallet.nonce(), List.of(Wallet.key())).expect(200).json();
    String copy = given.at("/credentials/0/credential").asString();

    wang.click("wallet-close").click(By.cssSelector("#copies vaadin-details-summary"));
    wang.seeText("a wallet of the tests").seeText("handed over");
    wang.mustBeAccessible().click("end-copy").click("confirm-end-copy");
    wang.seeText("ended ").mustBeAccessible();
    Cases.awaitVerdict(stack, copy, "REVOKED");
  }

  @Test
  void a_wallet_may_wait_in_chinese_on_a_phone(Stack stack, People people) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    Browser phone = people.onPhone().go(stack.portal() + "/app/applications?lang=zh");
    phone.signIn("lina").click("wallet-waits");
    phone.see("wallet-qr");
    phone.seeText("六位数字").mustBeAccessible();
    String link = phone.see("wallet-link").getDomAttribute("href");
    Wallet wallet = new Wallet(stack, true);
    Wallet.Access access = wallet.redeem(wallet.offer(link), phone.see("wallet-pin").getText());
    String transaction =
        wallet
            .credential(access, wallet.nonce(), List.of(Wallet.key()))
            .expect(202)
            .json()
            .get("transaction_id")
            .asString();
    Cases.grant(ApiCaller.as("chen", stack), reference);
    wallet.deferred(access, transaction).expect(200);
    phone.go(stack.portal() + "/app/certificates?lang=zh");
    phone.click(By.cssSelector("#copies vaadin-details-summary"));
    phone.seeText("a wallet of the tests").seeText("已交付").mustBeAccessible();
  }
}
