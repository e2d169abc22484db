package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;

/** The page that verifies without a network, with the network really gone. */
@Journey
final class OfflinePageIT {
  private static final Path PICTURES = Path.of("target/screenshots");

  /** A bundle is made at most once a minute. */
  private static final Duration A_NEW_BUNDLE = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void without_a_network_the_valid_is_valid_the_revoked_revoked_and_after_a_day_nothing_is_known(
      Stack stack, People people) throws Exception {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String card = card(stack, wang);
    String revoked = card(stack, wang);
    revoke(stack, revoked);
    String good = jwt(wang, card);
    String bad = jwt(wang, revoked);
    awaitInBundle(stack, bad, Verdict.Outcome.INVALID);
    Path pdf =
        Files.write(
            folder.resolve("card.pdf"),
            wang.get("/credentials/" + card, "application/pdf").expect(200).body());
    Path receipt = Files.writeString(folder.resolve("receipt.json"), "{\"leafIndex\": 0}");
    Path letter = Files.writeString(folder.resolve("letter.pdf"), "%PDF-1.4 nothing in it");

    try (Wire wire = Wire.to(stack.portal())) {
      for (String language : List.of("en", "zh")) {
        Browser stranger = language.equals("en") ? people.atDesk() : people.onPhone();
        stranger.go(wire.address() + "/verify?lang=" + language).click("offline");
        ready(stranger)
            .mustBeAccessible()
            .screenshot(PICTURES.resolve("offline-ready-" + language + ".png"));

        wire.cut();
        stranger.driver().navigate().refresh();
        seeKnowledge(stranger, "away").mustBeAccessible();
        assertFalse(stranger.see("age").getText().isBlank(), "how old the knowledge is");

        stranger.type(By.id("jwt"), good).click("verify-button");
        assertEquals("valid", verdict(stranger));
        stranger.seeText(language.equals("en") ? "This certificate is valid" : "有效");
        stranger.seeText("Wang Shuying").seeText(language.equals("en") ? "Female" : "女");
        assertEquals("REGISTERED", code(stranger, "registration"));
        stranger.see("knowledge-of-verdict");
        stranger
            .mustBeAccessible()
            .screenshot(PICTURES.resolve("offline-valid-" + language + ".png"));

        stranger.type(By.id("jwt"), bad).click("verify-button");
        stranger.until(d -> verdict(stranger).equals("invalid"));
        assertEquals("REVOKED_ON_CHAIN", code(stranger, "registration"));
        assertEquals("REVOKED", code(stranger, "status-list"));
        stranger
            .mustBeAccessible()
            .screenshot(PICTURES.resolve("offline-revoked-" + language + ".png"));

        stranger.driver().findElement(By.id("jwt")).clear();
        stranger.see("file").sendKeys(pdf.toString());
        stranger.click("verify-button").until(d -> verdict(stranger).equals("valid"));
        assertFalse(
            stranger.shows("receipt-refused"), "the PDF's own receipt, if any, is in order");
        stranger.see("file").sendKeys(receipt.toString());
        stranger.click("verify-button").see("receipt-refused");
        assertEquals("valid", verdict(stranger), "a receipt that is none is told and left aside");
        assertEquals("NOT_RUN", code(stranger, "pdf-text"), "the page is not called compared");
        stranger.driver().findElement(By.id("file")).sendKeys(letter.toString());
        stranger.click("verify-button").see("error");
        assertFalse(stranger.shows("verdict"), "nothing is said of a letter");
        stranger.mustBeAccessible();

        stranger.go(
            wire.address() + "/verify/offline?lang=" + (language.equals("en") ? "zh" : "en"));
        seeKnowledge(stranger, "away");
        assertEquals(
            language.equals("en") ? "zh-CN" : "en",
            stranger.driver().findElement(By.tagName("html")).getDomAttribute("lang"));
        wire.mend();
        stranger.click("refresh");
        seeKnowledge(stranger, "refreshed");
      }
      Browser later = people.onPhone().go(wire.address() + "/verify/offline?lang=en");
      ready(later);
      wire.cut();
      twoDaysLater(later);
      later.driver().navigate().refresh();
      seeKnowledge(later, "away").seeText("can only say that it could not check");
      assertEquals("no", later.see("ready").getDomAttribute("data-ready"));
      for (String text : List.of(good, bad)) {
        later.type(By.id("jwt"), text).click("verify-button");
        assertEquals("could-not-check", verdict(later));
        assertEquals("REGISTRY_UNREACHABLE", code(later, "registration"));
        assertEquals("STATUS_LIST_UNREACHABLE", code(later, "status-list"));
      }
      later.mustBeAccessible().screenshot(PICTURES.resolve("offline-over.png"));
    }
  }

  @Test
  void keys_that_are_not_the_pinned_ones_are_told_and_trusted_only_when_somebody_says_so(
      Stack stack, People people) {
    Browser stranger = people.atDesk().go(stack.portal() + "/verify/offline?lang=en");
    ready(stranger);
    stranger.driver().executeAsyncScript(PIN_ANOTHER);
    stranger.driver().navigate().refresh();
    seeKnowledge(stranger, "bundle-refused").see("changed");
    assertFalse(stranger.shows("known"), "what others signed is not shown as known");
    stranger.mustBeAccessible().screenshot(PICTURES.resolve("offline-changed.png"));
    stranger.click("trust");
    seeKnowledge(stranger, "refreshed");
    assertFalse(stranger.shows("changed"), "the new keys are trusted now");
    assertTrue(stranger.shows("known"), stranger.text());
  }

  @Test
  void the_page_can_be_installed_sets_no_cookie_and_needs_nobody_else(Stack stack, People people)
      throws Exception {
    Browser stranger = people.atDesk().go(stack.portal() + "/verify/offline");
    ready(stranger);
    assertEquals(java.util.Set.<Cookie>of(), stranger.driver().manage().getCookies());
    Object manifest = stranger.driver().executeCdpCommand("Page.getAppManifest", Map.of());
    assertTrue(
        manifest.toString().contains("OneNet: verify without a network"), manifest.toString());
    Map<String, Object> errors =
        stranger.driver().executeCdpCommand("Page.getInstallabilityErrors", Map.of());
    assertEquals(List.of(), errors.get("installabilityErrors"), errors.toString());
    Object elsewhere =
        stranger
            .driver()
            .executeScript(
                "return performance.getEntriesByType('resource').map(one => one.name)"
                    + ".filter(name => !name.startsWith(location.origin))");
    assertEquals(List.of(), elsewhere);
  }

  @Test
  void a_link_before_the_camera_without_a_network_is_told_to_be_one(Stack stack, People people)
      throws Exception {
    try (Wire wire = Wire.to(stack.portal())) {
      Path film = QrFilm.of(wire.address() + "/verify/some-token", folder);
      Browser stranger = people.onPhoneLookingAt(film);
      stranger.go(wire.address() + "/verify/offline?lang=en");
      ready(stranger);
      wire.cut();
      stranger.driver().navigate().refresh();
      seeKnowledge(stranger, "away").click("scan").seeText("This code is a link");
      stranger.mustBeAccessible();
    }
  }

  private static Browser ready(Browser browser) {
    browser.until(d -> "yes".equals(browser.see("ready").getDomAttribute("data-ready")));
    return browser;
  }

  private static Browser seeKnowledge(Browser browser, String outcome) {
    browser.until(
        d -> outcome.equals(d.findElement(By.id("refreshed")).getDomAttribute("data-outcome")));
    return browser;
  }

  private static String verdict(Browser browser) {
    return browser.see("verdict").getDomAttribute("data-verdict");
  }

  private static String code(Browser browser, String check) {
    return browser.see(By.cssSelector("[data-check=" + check + "]")).getDomAttribute("data-code");
  }

  private static void twoDaysLater(Browser browser) {
    browser
        .driver()
        .executeCdpCommand(
            "Page.addScriptToEvaluateOnNewDocument",
            Map.of(
                "source",
                "const real = Date.now.bind(Date); Date.now = () => real() + 2 * 86400000;"));
  }

  /** Puts a key of the test's own in the place of the pinned ones. */
  private static final String PIN_ANOTHER =
      """
      const done = arguments[arguments.length - 1];
      (async () => {
        const pair = await crypto.subtle.generateKey({name: 'ECDSA', namedCurve: 'P-256'}, true, ['sign', 'verify']);
        const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
        const opening = indexedDB.open('onenet-offline', 1);
        opening.onsuccess = () => {
          const store = opening.result.transaction('kept', 'readwrite').objectStore('kept');
          const asking = store.get('pinned');
          asking.onsuccess = () => {
            const {document, since} = asking.result;
            const changed = JSON.parse(document);
            for (const method of changed.verificationMethod) {
              method.publicKeyJwk = {kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y};
            }
            store.put({document: JSON.stringify(changed), since}, 'pinned').onsuccess = () => {
              opening.result.close();
              done();
            };
          };
        };
      })();
      """;

  private static String card(Stack stack, ApiCaller citizen) {
    String reference = Cases.apply(stack, citizen, "senior-citizen-card");
    String id =
        Cases.await(citizen, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    Cases.awaitRegistered(citizen, id);
    return id;
  }

  private static void revoke(Stack stack, String id) {
    ApiCaller.as("guo", stack)
        .post(
            "/credentials/" + id + "/revocation",
            Map.of("reasonCode", "issued-in-error", "reason", "Given to the wrong person."))
        .expect(200);
  }

  private static String jwt(ApiCaller holder, String id) {
    return holder.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
  }

  /** Waits for a bundle in which the chain and the list tell it. */
  private static void awaitInBundle(Stack stack, String text, Verdict.Outcome outcome) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    String pinned = stranger.get("/.well-known/did.json").expect(200).text();
    Verdict[] seen = new Verdict[1];
    Await.until(
        () -> {
          String bundle =
              new String(
                  stranger.get("/trust-bundle").expect(200).body(), StandardCharsets.US_ASCII);
          seen[0] =
              TrustBundle.read(bundle, TrustAnchor.parse(pinned), Clock.systemUTC())
                  .verifier()
                  .verify(text);
          return seen[0].checks().stream()
              .filter(
                  check -> check.id().equals("registration") || check.id().equals("status-list"))
              .allMatch(check -> check.outcome() == outcome);
        },
        A_NEW_BUNDLE,
        () -> new StackFailure("no bundle told it: " + seen[0]));
  }
}
