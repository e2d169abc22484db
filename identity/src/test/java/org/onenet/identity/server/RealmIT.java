package org.onenet.identity.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.onenet.identity.Caller;
import org.onenet.identity.CallerClaims;
import org.onenet.identity.Role;
import tools.jackson.databind.JsonNode;

/** The demonstration realm, as the real Keycloak understands it. */
class RealmIT {
  private static TestKeycloak test;
  private static String issuer;

  @BeforeAll
  static void start() throws Exception {
    test = TestKeycloak.start(true);
    issuer = test.keycloak().issuer();
  }

  @AfterAll
  static void stop() {
    test.close();
  }

  @ParameterizedTest
  @CsvSource({
    "lina, Lin Na 林娜, citizen, , , 990102199203140029",
    "wang, Wang Shuying 王淑英, citizen, , , 990102195506020042",
    "jianguo, Chen Jianguo 陈建国, citizen, , , 990102196804210017",
    "chen, Chen Wei 陈伟, clerk, public-security, ,",
    "zhou, Zhou Min 周敏, clerk, market-regulation, ,",
    "tang, Tang Rui 唐瑞, clerk supervisor, market-regulation, ,",
    "guo, Guo Li 郭丽, clerk, civil-affairs, ,",
    "xu, Xu Ning 徐宁, clerk, education, ,",
    "he, He Jun 何军, clerk supervisor, public-security, ,",
    "sun, Sun Yan 孙燕, auditor, , ,",
    "mei, Mei Lin 梅琳, verifier, , city-library,",
    "admin, Admin, admin, , ,"
  })
  void a_demonstration_account_gets_exactly_its_claims(
      String user,
      String name,
      String roles,
      String department,
      String organisation,
      String citizenNumber)
      throws Exception {
    HttpResponse<String> answer = Http.passwordGrant(issuer, user, "demo");
    assertEquals(200, answer.statusCode(), answer.body());
    JsonNode tokens = Http.json(answer.body());
    HttpResponse<String> userinfo =
        Http.get(
            issuer + "/protocol/openid-connect/userinfo",
            "Authorization",
            "Bearer " + tokens.get("access_token").asString());
    for (JsonNode claims :
        List.of(
            Http.claims(tokens.get("access_token").asString()),
            Http.claims(tokens.get("id_token").asString()),
            Http.json(userinfo.body()))) {
      Caller caller = CallerClaims.toCaller(plain(claims));
      assertEquals(user, caller.username());
      assertEquals(name, caller.name());
      assertEquals(
          List.of(roles.split(" ")),
          caller.roles().stream().map(Role::claim).toList(),
          claims.toString());
      assertEquals(department, caller.department().orElse(null));
      assertEquals(organisation, caller.organisation().orElse(null));
      assertEquals(citizenNumber, caller.citizenNumber().orElse(null));
    }
  }

  @Test
  void an_access_token_is_meant_for_services_api_and_lives_five_minutes() throws Exception {
    JsonNode access =
        Http.claims(
            Http.json(Http.passwordGrant(issuer, "lina", "demo").body())
                .get("access_token")
                .asString());
    assertEquals(issuer, access.get("iss").asString());
    assertTrue(texts(access.get("aud")).contains("services-api"), access.toString());
    assertEquals(300, access.get("exp").asLong() - access.get("iat").asLong());
  }

  @Test
  void a_wrong_password_gets_no_token() throws Exception {
    HttpResponse<String> answer = Http.passwordGrant(issuer, "sun", "wrong");
    assertTrue(answer.statusCode() >= 400, answer.body());
    assertTrue(answer.body().contains("invalid_grant"), answer.body());
  }

  @Test
  void the_portal_cannot_start_a_login_without_pkce() throws Exception {
    HttpResponse<String> answer = Http.get(authorization(""));
    assertEquals(302, answer.statusCode());
    assertTrue(location(answer).contains("error=invalid_request"), location(answer));
    assertTrue(location(answer).contains("code_challenge"), location(answer));
  }

  @Test
  void the_portal_cannot_use_plain_pkce() throws Exception {
    String verifier = "a".repeat(43);
    HttpResponse<String> answer =
        Http.get(authorization("&code_challenge_method=plain&code_challenge=" + verifier));
    assertTrue(location(answer).contains("error=invalid_request"), location(answer));
  }

  @Test
  void the_login_page_is_ours_in_both_languages_and_offers_passkeys() throws Exception {
    String pkce = "&code_challenge_method=S256&code_challenge=" + "a".repeat(43);
    HttpResponse<String> english = Http.get(authorization(pkce + "&ui_locales=en"));
    HttpResponse<String> chinese = Http.get(authorization(pkce + "&ui_locales=zh-Hans"));
    assertEquals(200, english.statusCode());
    assertTrue(english.body().contains("onenet.css"), "theme");
    assertTrue(english.body().contains("Sign in"), "English");
    assertTrue(chinese.body().contains("密码"), "Chinese");
    assertTrue(english.body().contains("Passkey"), "passkeys");
  }

  @Test
  void a_wallet_pushes_its_request_with_pkce_and_cannot_ask_for_more_than_certificates()
      throws Exception {
    Map<String, String> request =
        new java.util.LinkedHashMap<>(
            Map.of(
                "client_id", "wallet",
                "response_type", "code",
                "redirect_uri", "http://127.0.0.1/callback",
                "scope", "openid certificates",
                "code_challenge", "a".repeat(43),
                "code_challenge_method", "S256"));
    String pushed = issuer + "/protocol/openid-connect/ext/par/request";
    assertEquals(201, Http.postForm(pushed, request).statusCode());
    request.put("scope", "openid profile");
    assertEquals(400, Http.postForm(pushed, request).statusCode(), "another scope");
    request.put("scope", "openid certificates");
    request.remove("code_challenge");
    assertEquals(400, Http.postForm(pushed, request).statusCode(), "no PKCE");
    HttpResponse<String> notPushed =
        Http.get(
            issuer
                + "/protocol/openid-connect/auth?client_id=wallet&response_type=code&scope=certificates"
                + "&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcallback&code_challenge_method=S256"
                + "&code_challenge="
                + "a".repeat(43));
    assertTrue(
        notPushed.statusCode() == 400 || location(notPushed).contains("error=invalid_request"),
        "not pushed");
  }

  @Test
  void redirects_to_other_addresses_are_refused() throws Exception {
    HttpResponse<String> answer =
        Http.get(
            authorization("&code_challenge_method=S256&code_challenge=" + "a".repeat(43))
                .replace("localhost%3A18080", "evil.example"));
    assertEquals(400, answer.statusCode());
  }

  @Test
  void the_service_account_may_view_users_but_not_the_realm() throws Exception {
    HttpResponse<String> grant =
        Http.postForm(
            issuer + "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "client_credentials",
                "client_id", "services-api",
                "client_secret", TestKeycloak.SERVICES_SECRET));
    String bearer = "Bearer " + Http.json(grant.body()).get("access_token").asString();
    String admin = issuer.replace("/realms/", "/admin/realms/");
    assertEquals(
        200,
        Http.get(admin + "/users?q=department:public-security", "Authorization", bearer)
            .statusCode());
    assertEquals(403, Http.get(admin + "/clients", "Authorization", bearer).statusCode());
    assertEquals(403, Http.get(admin + "/events", "Authorization", bearer).statusCode());
  }

  private static String authorization(String more) {
    return issuer
        + "/protocol/openid-connect/auth?"
        + Http.encode(
            Map.of(
                "client_id", "portal-ui",
                "response_type", "code",
                "scope", "openid",
                "state", "s",
                "nonce", "n",
                "redirect_uri", TestKeycloak.PORTAL_URL + "/callback"))
        + more;
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private static Map<String, Object> plain(JsonNode claims) {
    Map<String, Object> map = new HashMap<>();
    claims
        .properties()
        .forEach(
            e ->
                map.put(
                    e.getKey(),
                    e.getValue().isArray() ? texts(e.getValue()) : e.getValue().asString("")));
    return map;
  }

  private static List<String> texts(JsonNode node) {
    assertFalse(node == null, "no such claim");
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asString).toList()
        : List.of(node.asString());
  }
}
