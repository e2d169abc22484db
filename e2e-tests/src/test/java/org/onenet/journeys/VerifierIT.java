package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** A library asks, a wallet shows, and a citizen answers a form by one. */
@Journey
final class VerifierIT {
  private static Map<String, Object> query(Stack stack, String type, String... claims) {
    return Map.of(
        "credentials",
        List.of(
            Map.of(
                "id",
                "one",
                "format",
                "dc+sd-jwt",
                "meta",
                Map.of("vct_values", List.of(stack.api() + "/credential-types/" + type)),
                "claims",
                List.of(claims).stream().map(name -> Map.of("path", List.of(name))).toList())));
  }

  private static Map<String, Object> seniors(Stack stack) {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("purpose", "senior-discount");
    asked.put("query", query(stack, "SeniorCitizenCard", "birthDate"));
    return asked;
  }

  private static Showing seniorsWallet(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    return Showing.holding(stack, wang, Cases.apply(stack, wang, "senior-citizen-card"));
  }

  @ParameterizedTest
  @CsvSource({
    "decentralized_identifier, direct_post",
    "x509_san_dns, direct_post.jwt",
    "x509_hash, direct_post.jwt",
    "haip, ''"
  })
  void a_wallet_shows_what_is_asked_for_and_its_verdict_is_read(
      String prefix, String mode, Stack stack, People people) {
    ApiCaller mei = ApiCaller.as("mei", stack);
    Map<String, Object> wanted = seniors(stack);
    if ("haip".equals(prefix)) {
      wanted.put("haip", true);
    } else {
      wanted.put("clientIdPrefix", prefix);
      wanted.put("responseMode", mode);
    }
    JsonNode made = mei.post("/presentations", wanted).expect(201).json();
    String link = made.get("link").asString();
    assertTrue(link.startsWith("haip".equals(prefix) ? "haip-vp://" : "openid4vp://"), link);
    String id = made.at("/presentation/id").asString();
    assertEquals("Date of birth", made.at("/presentation/asked/0/claims/0/label/en").asString());
    Showing wallet = seniorsWallet(stack);
    assertEquals(0, wallet.show(link).expect(200).json().size());
    JsonNode read = mei.get("/presentations/" + id).expect(200).json();
    assertEquals("answered", read.get("state").asString());
    assertEquals("valid", read.at("/result/verdict").asString(), read.toString());
    assertEquals(1, read.at("/result/certificates/0/claims").size());
    assertEquals("2 June 1955", read.at("/result/certificates/0/claims/0/display/en").asString());
    assertEquals(
        "Civil Affairs Bureau", read.at("/result/certificates/0/issuerName/en").asString());
    ApiCaller.stranger(stack)
        .get("/openid4vp/requests/" + link.replaceAll(".*requests%2F|&.*", ""))
        .expect(404);
  }

  @ParameterizedTest
  @CsvSource({
    "decentralized_identifier, direct_post",
    "x509_san_dns, direct_post",
    "x509_hash, direct_post.jwt"
  })
  void a_wallet_that_we_did_not_write_answers(
      String prefix, String mode, Stack stack, People people) {
    ApiCaller mei = ApiCaller.as("mei", stack);
    Map<String, Object> wanted = seniors(stack);
    wanted.put("clientIdPrefix", prefix);
    wanted.put("responseMode", mode);
    JsonNode made = mei.post("/presentations", wanted).expect(201).json();
    JsonNode said = OthersWallet.answer(stack, made.get("link").asString(), seniorsWallet(stack));
    assertEquals(200, said.get("status").asInt(), said.toString());
    assertEquals(100, said.get("version").asInt(), "read as OpenID4VP 1.0");
    assertEquals(prefix, said.get("prefix").asString());
    JsonNode read =
        mei.get("/presentations/" + made.at("/presentation/id").asString()).expect(200).json();
    assertEquals("valid", read.at("/result/verdict").asString(), read.toString());
    assertEquals("2 June 1955", read.at("/result/certificates/0/claims/0/display/en").asString());
  }

  @Test
  void nobody_else_reads_it_and_an_answer_on_the_same_device_needs_its_code(
      Stack stack, People people) {
    ApiCaller mei = ApiCaller.as("mei", stack);
    Map<String, Object> wanted = seniors(stack);
    wanted.put("redirectUri", "http://localhost:8090/reader-card");
    JsonNode made = mei.post("/presentations", wanted).expect(201).json();
    String path = "/presentations/" + made.at("/presentation/id").asString();
    String back =
        seniorsWallet(stack)
            .show(made.get("link").asString())
            .expect(200)
            .json()
            .get("redirect_uri")
            .asString();
    assertTrue(back.startsWith("http://localhost:8090/reader-card?presentation="), back);
    assertTrue(mei.get(path).expect(200).json().get("result").isNull());
    assertTrue(mei.get(path + "?responseCode=guess").expect(200).json().get("result").isNull());
    String code = back.substring(back.indexOf("response_code=") + 14);
    assertFalse(mei.get(path + "?responseCode=" + code).expect(200).json().get("result").isNull());
    ApiCaller.as("wang", stack).get(path).expect(403);
    ApiCaller.as("chen", stack).post("/presentations", wanted).expect(403);
    ApiCaller.stranger(stack).get(path).expect(401);
  }

  @Test
  void what_is_beyond_the_purpose_or_malformed_is_refused_by_its_field(Stack stack, People people) {
    ApiCaller mei = ApiCaller.as("mei", stack);
    Map<String, Object> wanted = seniors(stack);
    wanted.put("query", query(stack, "SeniorCitizenCard", "citizenNumber"));
    refused("query.credentials[0].claims", mei, wanted);
    wanted.put("query", Map.of("credentials", List.of(Map.of("id", "a", "format", "mso_mdoc"))));
    refused("query.credentials[0].format", mei, wanted);
    Map<String, Object> redirected = seniors(stack);
    redirected.put("redirectUri", "https://evil.example/");
    refused("redirectUri", mei, redirected);
    Map<String, Object> both = seniors(stack);
    both.put("haip", true);
    both.put("responseMode", "direct_post");
    refused("haip", mei, both);
  }

  private static void refused(String field, ApiCaller mei, Map<String, Object> wanted) {
    JsonNode problem = mei.post("/presentations", wanted).expect(400).json();
    assertEquals(field, problem.at("/errors/0/field").asString(), problem.toString());
  }

  @Test
  void a_library_asks_from_its_page_and_sees_the_answer_without_loading_it_again(
      Stack stack, People people) {
    Showing wallet = seniorsWallet(stack);
    Browser mei = people.atDesk().go(stack.portal() + "/app").signIn("mei");
    mei.seeText("City Library: ask for a certificate").mustBeAccessible();
    mei.click(By.cssSelector("#purpose vaadin-radio-button:nth-of-type(2)"));
    mei.seeText("65 or over").click("ask");
    mei.see("question-qr");
    mei.seeText("Waiting for a wallet.").seeText("Senior citizen card").mustBeAccessible();
    String link = mei.see("question-link").getDomAttribute("href");
    JsonNode asked = wallet.asked(link);
    mei.seeText("A wallet has read the question.");
    wallet.answer(asked, wallet.presentation(asked, Wallet.key())).expect(400);
    mei.seeText("Something that was sent was no answer and was refused.");
    wallet.show(link).expect(200);
    mei.see("answer");
    mei.seeText("2 June 1955").seeText("valid").mustBeAccessible();
    mei.click("ask-again").seeText("Earlier questions").seeText("answered").mustBeAccessible();
    mei.click(By.cssSelector("#more vaadin-details-summary"));
    mei.type(By.cssSelector("#template-name input"), "Seniors at the door");
    mei.click("save-template").seeText("Saved questions").seeText("Seniors at the door");
    mei.mustBeAccessible();
  }

  @Test
  void a_holder_says_no_in_chinese_on_a_phone(Stack stack, People people) {
    Showing wallet = seniorsWallet(stack);
    Browser mei = people.onPhone().go(stack.portal() + "/app/ask?lang=zh").signIn("mei");
    mei.seeText("市图书馆：请求出示证照").mustBeAccessible();
    mei.click(By.cssSelector("#purpose vaadin-radio-button:nth-of-type(2)"));
    mei.seeText("65 周岁").click("ask");
    mei.see("question-qr");
    mei.mustBeAccessible();
    wallet.decline(mei.see("question-link").getDomAttribute("href")).expect(200);
    mei.seeText("持有人未同意出示").mustBeAccessible();
  }

  private static Showing residentsWallet(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    Cases.grant(ApiCaller.as("chen", stack), reference);
    return Showing.holding(stack, lina, reference);
  }

  @Test
  void a_citizen_fills_a_form_from_a_wallet_on_another_device(Stack stack, People people) {
    Showing wallet = residentsWallet(stack);
    Cases.discardDrafts(stack, "lina");
    Browser page = people.atDesk().go(stack.portal() + "/app/apply/sole-trader-licence");
    page.signIn("lina").seeText("Or show a certificate from your wallet").mustBeAccessible();
    page.click("present");
    String scanned = Showing.scanned(page.see("question-qr").getDomAttribute("src"));
    page.seeText("City of Lanting").mustBeAccessible();
    wallet.show(scanned).expect(200);
    page.seeText("Your certificate has filled in what it says.").mustBeAccessible();
    page.click("to-form").seeText("Public Security Bureau, from your wallet").mustBeAccessible();
    assertEquals("林娜", page.property("f-fullName", "value"));
  }

  @Test
  void a_citizen_comes_back_from_a_wallet_on_the_same_phone(Stack stack, People people) {
    Showing wallet = residentsWallet(stack);
    Cases.discardDrafts(stack, "lina");
    Browser phone = people.onPhone().go(stack.portal() + "/app/apply/sole-trader-licence?lang=zh");
    phone.signIn("lina").click("present");
    phone.see("question-qr");
    phone.mustBeAccessible();
    String back =
        wallet
            .show(phone.see("question-link").getDomAttribute("href"))
            .expect(200)
            .json()
            .get("redirect_uri")
            .asString();
    phone.go(back).seeText("已根据您的证照填写相应内容").mustBeAccessible();
    phone.click("to-form").seeText("公安局，来自您的钱包").mustBeAccessible();
  }
}
