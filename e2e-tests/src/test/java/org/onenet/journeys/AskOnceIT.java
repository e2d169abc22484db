package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** What departments know is asked for once, by consent, and everyone can see it. */
@Journey
final class AskOnceIT {
  private static final String RESIDENCE = "residence-certificate";

  @Test
  void a_citizen_agrees_in_part_sees_what_came_and_takes_it_back(Stack stack, People people) {
    Cases.discardDrafts(stack, "lina");
    Browser lina = people.atDesk();
    lina.go(stack.portal() + "/app/apply/" + RESIDENCE).signIn("lina").see("consent-yes");
    lina.seeText("Housing and Urban-Rural Development Bureau").mustBeAccessible();
    lina.click(By.cssSelector("#ask-enrolment label"));
    lina.click("consent-yes").see("use-values");
    lina.seeText("桂花巷12号403室").seeText("陈建国").mustBeAccessible();
    lina.click("use-values").see("f-fullName");
    lina.go(stack.portal() + "/app/consents").seeText("in force").mustBeAccessible();
    String id = newestConsent(stack).get("id").asString();
    assertFalse(newestConsent(stack).toString().contains("Enrolment"), "what was left out");
    String record = "/me/consents/" + id + "/record";
    String media = "application/consent-record+jwt";
    ApiCaller.as("wang", stack).get(record, media).expect(404);
    ApiCaller.stranger(stack).get(record, media).expect(401);
    assertEquals(
        3, ApiCaller.as("lina", stack).get(record, media).expect(200).text().split("\\.").length);
    lina.click("withdraw-" + id);
    lina.click("confirm-withdraw").seeText("taken back").mustBeAccessible();
    assertEquals("withdrawn", newestConsent(stack).get("state").asString());
    JsonNode asked =
        ApiCaller.as("lina", stack)
            .get("/applications/" + newestConsent(stack).get("application").asString() + "/prefill")
            .expect(200)
            .json();
    asked
        .get("evidence")
        .forEach(
            one ->
                assertTrue(
                    Set.of("unavailable", "idle").contains(one.get("state").asString()),
                    one::toString));
  }

  @Test
  void in_chinese_on_a_phone_a_citizen_says_no_and_nothing_is_asked(Stack stack, People people) {
    Cases.discardDrafts(stack, "lina");
    Browser lina = people.onPhone();
    lina.go(stack.portal() + "/app/apply/" + RESIDENCE + "?lang=zh").signIn("lina");
    lina.see("consent-no");
    lina.seeText("住房和城乡建设局").mustBeAccessible();
    lina.click("consent-no").see("f-fullName");
    String draft = draft(stack).get("id").asString();
    JsonNode asked =
        ApiCaller.as("lina", stack).get("/applications/" + draft + "/prefill").expect(200).json();
    assertEquals("declined", asked.get("consent").asString());
    asked.get("evidence").forEach(one -> assertEquals("idle", one.get("state").asString()));
    lina.go(stack.portal() + "/app/consents").see(By.tagName("h1"));
    lina.mustBeAccessible();
  }

  @Test
  void a_clerk_sees_where_the_citizen_and_a_register_differ_and_the_citizen_who_was_told(
      Stack stack, People people) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    var applicant = Cases.applicant(stack, lina, RESIDENCE);
    var draft = applicant.draft();
    JsonNode now = lina.get("/applications/" + draft.id()).expect(200).json();
    Map<String, Object> answers = new java.util.LinkedHashMap<>();
    now.get("answers")
        .properties()
        .forEach(
            one -> {
              if (!one.getKey().equals("proof")) answers.put(one.getKey(), one.getValue());
            });
    answers.put("address", "桂花巷21号403室");
    Map<String, Object> save = new java.util.LinkedHashMap<>();
    save.put("service", RESIDENCE);
    save.put("answers", answers);
    save.put("page", null);
    save.put("version", now.get("version").asInt());
    JsonNode saved = lina.put("/applications/" + draft.id(), save).expect(200).json();
    assertEquals("corrected", saved.at("/provenance/address/kind").asString());
    assertEquals("fetched", saved.at("/provenance/landlordName/kind").asString());
    assertEquals("housing-register", saved.at("/provenance/landlordName/provider").asString());
    assertTrue(saved.at("/provenance/landlordName/exchange").isString());
    String reference =
        lina.post(
                "/applications/" + draft.id() + "/submission",
                Map.of("version", saved.get("version").asInt()))
            .expect(201)
            .json()
            .get("case")
            .asString();
    ApiCaller chen = ApiCaller.as("chen", stack);
    JsonNode file = Cases.await(chen, reference, "is under review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("assignee", "me", "version", file.get("version").asInt()))
        .expect(200);

    Browser clerk = people.atDesk().go(stack.portal() + "/app/cases/" + reference).signIn("chen");
    clerk.seeText("桂花巷12号403室").seeText("Asked of registers").seeText("Registered lease");
    clerk.mustBeAccessible();
    clerk.click("ask-again").seeText("answered");

    Browser citizen = people.atDesk().go(stack.portal() + "/app/data-use").signIn("lina");
    citizen.seeText("Told the Public Security Bureau").seeText("with your consent");
    citizen.mustBeAccessible();
    citizen.click(By.cssSelector("ul.uses vaadin-details-summary"));
    citizen.see(By.cssSelector("ul.uses vaadin-details[opened] vaadin-button"));
    citizen.mustBeAccessible();
  }

  @Test
  void fifty_prefills_at_once_make_one_exchange_of_each_type(Stack stack) throws Exception {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String id = UUID.randomUUID().toString();
    Map<String, Object> open = new java.util.LinkedHashMap<>();
    open.put("service", RESIDENCE);
    open.put("answers", Map.of());
    open.put("page", null);
    open.put("version", null);
    lina.put("/applications/" + id, open).expect(201);
    List<Future<Integer>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 50; i++) {
        all.add(
            threads.submit(
                () ->
                    lina.post("/applications/" + id + "/prefill", Map.of("consent", true))
                        .status()));
      }
    }
    for (Future<Integer> one : all) assertEquals(200, one.get());
    JsonNode asked =
        once(
            "the registers answered",
            () -> lina.get("/applications/" + id + "/prefill").expect(200).json(),
            json ->
                json.get("evidence")
                    .valueStream()
                    .allMatch(one -> one.get("state").asString().equals("fetched")));
    assertTrue(asked.get("values").size() >= 12, asked::toString);
    ApiCaller sun = ApiCaller.as("sun", stack);
    long disclosed =
        sun.get("/audit/entries?case=" + id + "&size=200")
            .expect(200)
            .json()
            .get("entries")
            .valueStream()
            .map(found -> found.get("entry"))
            .filter(entry -> entry.get("act").asString().equals("disclose"))
            .count();
    assertEquals(asked.get("evidence").size(), disclosed);
  }

  @Test
  void the_owner_of_data_ends_a_right_and_the_next_question_is_refused(Stack stack) {
    ApiCaller he = ApiCaller.as("he", stack);
    JsonNode right =
        he.get("/access-rights")
            .expect(200)
            .json()
            .get("accessRights")
            .valueStream()
            .filter(one -> one.get("owner").asString().equals("public-security"))
            .filter(one -> one.get("service").asString().equals("sole-trader-licence"))
            .filter(one -> one.get("evidenceType").asString().equals("population-contact"))
            .findFirst()
            .orElseThrow();
    String end = "/access-rights/" + right.get("id").asString() + "/end";
    ApiCaller.as("tang", stack).post(end, Map.of("version", 1)).expect(403);
    ApiCaller.as("lina", stack).post(end, Map.of("version", 1)).expect(403);
    he.post(end, Map.of("version", 7)).expect(409);
    he.post(end, Map.of("version", 1)).expect(200);
    JsonNode refused = contactOf(stack, "refused-no-right");
    assertEquals("unavailable", refused.get("state").asString());
    Map<String, Object> again = new java.util.LinkedHashMap<>();
    again.put("evidenceType", "population-contact");
    again.put("fields", List.of("phone"));
    again.put("requester", "market-regulation");
    again.put("service", "sole-trader-licence");
    again.put("from", "2026-11-01");
    again.put("until", "2027-11-01");
    ApiCaller.as("tang", stack).post("/access-rights", again).expect(403);
    he.post("/access-rights", again).expect(201);
    assertEquals("fetched", contactOf(stack, null).get("state").asString());
  }

  private static JsonNode contactOf(Stack stack, String reason) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    String id = UUID.randomUUID().toString();
    Map<String, Object> open = new java.util.LinkedHashMap<>();
    open.put("service", "sole-trader-licence");
    open.put("answers", Map.of());
    open.put("page", null);
    open.put("version", null);
    lina.put("/applications/" + id, open).expect(201);
    lina.post("/applications/" + id + "/prefill", Map.of("consent", true)).expect(200);
    return once(
        "the register's word on " + reason,
        () ->
            lina.get("/applications/" + id + "/prefill")
                .expect(200)
                .json()
                .get("evidence")
                .valueStream()
                .filter(one -> one.get("evidenceType").asString().equals("population-contact"))
                .findFirst()
                .orElseThrow(),
        one ->
            reason == null
                ? one.get("state").asString().equals("fetched")
                : one.path("reason").asString("").equals(reason));
  }

  /** What is asked for, as soon as it is as it should be. */
  private static JsonNode once(
      String what, Supplier<JsonNode> ask, Predicate<JsonNode> asItShouldBe) {
    JsonNode[] last = new JsonNode[1];
    Await.until(
        () -> {
          last[0] = ask.get();
          return asItShouldBe.test(last[0]);
        },
        Duration.ofSeconds(60),
        () -> new IllegalStateException(what + ": not so, but " + last[0]));
    return last[0];
  }

  private static JsonNode newestConsent(Stack stack) {
    return ApiCaller.as("lina", stack)
        .get("/me/consents")
        .expect(200)
        .json()
        .get("consents")
        .get(0);
  }

  private static JsonNode draft(Stack stack) {
    return ApiCaller.as("lina", stack)
        .get("/applications")
        .expect(200)
        .json()
        .get("applications")
        .get(0);
  }
}
