package org.onenet.identity.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.server.TestKeycloak;

/**
 * The login as a browser meets it: real Payara Micro, real Keycloak. Only the order of the last
 * test matters.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoginIT {
  private static TestKeycloak keycloak;
  private static TestPortal portal;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    int port = TestKeycloak.freePort();
    keycloak = TestKeycloak.start(true, "http://localhost:" + port);
    portal =
        TestPortal.start(port, keycloak.keycloak().issuer(), TestKeycloak.PORTAL_SECRET, folder);
  }

  @AfterAll
  static void stop() {
    if (portal != null) {
      portal.close();
    }
    keycloak.close();
  }

  @Test
  void a_person_signs_in_and_returns_to_the_page_they_wanted() throws Exception {
    HttpResponse<String> page =
        new TestBrowser().signIn(portal.url + "/app/inbox?state=open&q=%E6%9E%97", "chen");
    assertEquals(200, page.statusCode(), page.body());
    assertLine(page, "user=chen");
    assertLine(page, "name=Chen Wei 陈伟");
    assertLine(page, "roles=[CLERK]");
    assertLine(page, "department=public-security");
    assertLine(page, "principal=chen");
    assertLine(page, "path=/app/inbox");
    assertLine(page, "query=state=open&q=%E6%9E%97");
  }

  @Test
  void the_session_changes_its_id_at_login_and_its_cookie_is_kept_from_scripts() throws Exception {
    TestBrowser browser = new TestBrowser();
    HttpResponse<String> departure = browser.get(portal.url + "/app/inbox");
    String cookie = departure.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
    String before = browser.session();
    HttpResponse<String> page = browser.signIn(portal.url + "/app/inbox", "chen");
    assertFalse(before.isEmpty());
    assertNotEquals(before, browser.session());
    assertTrue(browser.session().startsWith(value(page, "session").split("\\.")[0]), page.body());
  }

  @Test
  void a_plain_page_has_no_session() throws Exception {
    TestBrowser browser = new TestBrowser();
    assertEquals("plain", browser.get(portal.url + "/plain").body());
    assertTrue(browser.cookies().isEmpty(), browser.cookies().toString());
  }

  @Test
  void vaadin_requests_and_scripts_get_401_and_no_redirect() throws Exception {
    TestBrowser browser = new TestBrowser();
    assertEquals(401, browser.get(portal.url + "/app/inbox?v-r=uidl&v-uiId=0").statusCode());
    assertEquals(401, browser.get(portal.url + "/app/inbox?v-r=heartbeat&v-uiId=0").statusCode());
    assertEquals(401, browser.get(portal.url + "/app/x.js", "Accept", "*/*").statusCode());
    assertTrue(browser.cookies().isEmpty(), "a refusal opened a session");
  }

  @Test
  void a_sign_in_leads_only_to_our_own_pages() throws Exception {
    TestBrowser browser = new TestBrowser();
    HttpResponse<String> back =
        browser.submit(
            browser.open(portal.url + "/sign-in?to=https://evil.example/"), "chen", "demo");
    String callback = back.headers().firstValue("Location").orElseThrow();
    assertEquals(
        portal.url + "/", browser.get(callback).headers().firstValue("Location").orElseThrow());
  }

  @Test
  void a_callback_that_this_browser_did_not_ask_for_is_refused() throws Exception {
    TestBrowser attacker = new TestBrowser();
    HttpResponse<String> back =
        attacker.submit(attacker.open(portal.url + "/app/inbox"), "chen", "demo");
    String callback = back.headers().firstValue("Location").orElseThrow();

    TestBrowser victim = new TestBrowser();
    HttpResponse<String> refused = victim.get(callback);
    assertEquals(400, refused.statusCode());
    assertTrue(refused.body().contains("sign in again"), refused.body());
    assertTrue(victim.get(portal.url + "/app/inbox").statusCode() == 302);
  }

  @Test
  void a_callback_works_once() throws Exception {
    TestBrowser browser = new TestBrowser();
    HttpResponse<String> back =
        browser.submit(browser.open(portal.url + "/app/inbox"), "chen", "demo");
    String callback = back.headers().firstValue("Location").orElseThrow();
    assertEquals(
        portal.url + "/app/inbox",
        browser.get(callback).headers().firstValue("Location").orElseThrow());
    assertEquals(
        portal.url + "/", browser.get(callback).headers().firstValue("Location").orElseThrow());
  }

  @Test
  void a_forged_code_is_refused() throws Exception {
    TestBrowser browser = new TestBrowser();
    HttpResponse<String> back =
        browser.submit(browser.open(portal.url + "/app/inbox"), "chen", "demo");
    String callback = back.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> refused =
        browser.get(callback.replaceFirst("code=[^&]{8}", "code=00000000"));
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("could not be trusted"), refused.body());
  }

  @Test
  void chinese_people_get_the_sign_in_page_in_chinese() throws Exception {
    TestBrowser browser = new TestBrowser();
    HttpResponse<String> departure =
        browser.get(portal.url + "/app/inbox", "Accept", "text/html", "Cookie", "lang=zh");
    String signIn = departure.headers().firstValue("Location").orElseThrow();
    assertTrue(signIn.contains("ui_locales=zh-Hans"), signIn);
    assertTrue(browser.open(signIn).body().contains("密码"));
  }

  @Test
  void an_access_token_is_renewed_ahead_of_its_end() throws Exception {
    keycloak.setRealm("{\"accessTokenLifespan\": 20}");
    try {
      TestBrowser browser = new TestBrowser();
      String first = value(browser.signIn(portal.url + "/app/inbox", "lina"), "token");
      String second = value(browser.open(portal.url + "/app/inbox"), "token");
      assertNotEquals(first, second);
    } finally {
      keycloak.setRealm("{\"accessTokenLifespan\": 300}");
    }
  }

  @Test
  @Order(Integer.MAX_VALUE - 1)
  void after_an_ended_sign_in_somebody_else_gets_a_session_of_their_own() throws Exception {
    keycloak.setRealm("{\"accessTokenLifespan\": 20}");
    TestBrowser browser = new TestBrowser();
    browser.signIn(portal.url + "/app/inbox", "lina");
    String linas = browser.session();
    keycloak.signEverybodyOut();
    assertEquals(
        500,
        browser.open(portal.url + "/app/inbox").statusCode(),
        "the page was told: SessionEnded");
    HttpResponse<String> page = browser.signIn(portal.url + "/app/certificates", "wang");
    assertLine(page, "user=wang");
    assertLine(page, "path=/app/certificates");
    assertNotEquals(linas, browser.session());
    assertTrue(portal.log().contains("SessionEnded"), "the log names it");
    keycloak.setRealm("{\"accessTokenLifespan\": 300}");
  }

  @Test
  void signing_out_ends_the_session_here_and_there() throws Exception {
    TestBrowser browser = new TestBrowser();
    browser.signIn(portal.url + "/app/inbox", "chen");
    HttpResponse<String> offered =
        browser.get(portal.url + "/logout", "Sec-Fetch-Site", "cross-site");
    assertEquals(200, offered.statusCode());
    assertTrue(offered.body().contains("<form method=\"post\""), offered.body());
    assertLine(browser.open(portal.url + "/app/inbox"), "user=chen");

    HttpResponse<String> out = browser.get(portal.url + "/logout", "Sec-Fetch-Site", "same-origin");
    String there = out.headers().firstValue("Location").orElseThrow();
    assertTrue(there.contains("id_token_hint="), there);
    HttpResponse<String> home = browser.get(there);
    assertTrue(
        home.headers().firstValue("Location").orElse("").startsWith(portal.url + "/"),
        home.toString());
    assertTrue(browser.open(portal.url + "/app/inbox").body().contains("kc-form-login"));
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void an_unreachable_identity_server_is_told_in_a_sentence() throws Exception {
    TestBrowser signedIn = new TestBrowser();
    signedIn.signIn(portal.url + "/app/inbox", "chen");
    keycloak.keycloak().kill();
    HttpResponse<String> page = page503();
    assertTrue(page.body().contains("identity server does not answer"), page.body());
    assertFalse(page.body().contains("Exception"), page.body());
    assertLine(signedIn.open(portal.url + "/app/inbox"), "user=chen");
  }

  /**
   * The configuration that was heard last counts for ten seconds, so the first answer may still be
   * a redirect.
   */
  private static HttpResponse<String> page503() throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    HttpResponse<String> page = new TestBrowser().get(portal.url + "/app/inbox");
    while (page.statusCode() != 503 && System.nanoTime() < deadline) {
      page = new TestBrowser().get(portal.url + "/app/inbox");
    }
    assertEquals(503, page.statusCode());
    return page;
  }

  private static void assertLine(HttpResponse<String> page, String line) {
    assertTrue(page.body().lines().anyMatch(line::equals), line + " is not in:\n" + page.body());
  }

  private static String value(HttpResponse<String> page, String key) {
    return page.body()
        .lines()
        .filter(line -> line.startsWith(key + "="))
        .findFirst()
        .orElseThrow(() -> new AssertionError(page.body()))
        .substring(key.length() + 1);
  }
}
