package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** DESIGN.md's "at most once", over HTTP against the running stack. */
@Journey
final class AtMostOnceIT {

  @Test
  void fifty_submits_of_one_draft_make_one_case(Stack stack) throws Exception {
    ApiCaller lina = ApiCaller.as("lina", stack);
    lina.token();
    Applicant applicant = Cases.applicant(stack, lina, "residence-certificate");
    Applicant.Draft draft = applicant.draft();
    long before = lina.get("/cases").expect(200).json().get("total").asLong();

    List<ApiCaller.Answer> answers = atOnce(50, () -> applicant.submit(draft));

    Set<String> references = new TreeSet<>();
    for (ApiCaller.Answer answer : answers) {
      assertTrue(answer.status() == 201 || answer.status() == 200, answer.text());
      references.add(answer.json().get("case").asString());
    }
    assertEquals(1, references.size(), references.toString());
    assertEquals(1, answers.stream().filter(answer -> answer.status() == 201).count());
    assertEquals(before + 1, lina.get("/cases").expect(200).json().get("total").asLong());
  }

  @Test
  void of_two_clerks_who_decide_at_once_one_wins_and_the_other_is_told_who_and_when(Stack stack)
      throws Exception {
    ApiCaller lina = ApiCaller.as("lina", stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    String reference = Cases.apply(stack, lina, "residence-certificate");
    JsonNode file = Cases.await(chen, reference, "came to review", f -> Cases.may(f, "take"));
    chen.post(
            "/cases/" + reference + "/assignment",
            Map.of("version", file.get("version").asLong(), "assignee", "me"))
        .expect(200);
    JsonNode taken = Cases.await(chen, reference, "was taken", f -> Cases.may(f, "grant"));

    List<ApiCaller.Answer> answers =
        atOnce(
            20,
            () -> chen.post("/cases/" + reference + "/decision", Cases.decision(taken, "granted")));

    assertEquals(1, answers.stream().filter(answer -> answer.status() == 200).count());
    for (ApiCaller.Answer lost : answers) {
      if (lost.status() == 200) continue;
      assertEquals(409, lost.status(), lost.text());
      String code = lost.json().get("code").asString();
      assertTrue(Set.of("already-decided", "stale-version").contains(code), lost.text());
    }
    ApiCaller.Answer late =
        chen.post("/cases/" + reference + "/decision", Cases.decision(taken, "refused"))
            .expect(409);
    assertEquals("already-decided", late.json().get("code").asString());
    assertTrue(late.text().contains("Chen"), late.text());
  }

  @Test
  void a_killed_api_loses_nothing_and_does_nothing_twice(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    Applicant applicant = Cases.applicant(stack, lina, "residence-certificate");
    Applicant.Draft draft = applicant.draft();

    stack.killApi();
    stack.restartApi();
    String reference = applicant.submit(draft).expect(201).json().get("case").asString();

    stack.killApi();
    stack.restartApi();
    assertEquals(reference, applicant.submit(draft).expect(200).json().get("case").asString());
    String credential = Cases.grant(chen, reference);

    stack.killApi();
    stack.restartApi();
    JsonNode registered = Cases.awaitRegistered(lina, credential);
    assertEquals(reference, registered.get("case").asString());
    assertEquals(
        1,
        lina.get("/credentials").expect(200).json().get("credentials").values().stream()
            .filter(one -> one.get("case").asString().equals(reference))
            .count());
  }

  @Test
  void a_devnet_that_is_away_delays_the_registration_and_nothing_else(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    stack.stopDevnet();
    String credential;
    try {
      String reference = Cases.apply(stack, wang, "senior-citizen-card");
      credential =
          Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
              .get("credential")
              .asString();
      String jwt = wang.get("/credentials/" + credential, "application/vc+jwt").expect(200).text();
      JsonNode verdict =
          ApiCaller.stranger(stack)
              .post("/verifications", Map.of("credential", jwt))
              .expect(200)
              .json();
      assertEquals("could-not-check", verdict.get("verdict").asString(), verdict.toString());
      assertEquals("valid", verdict.at("/axes/integrity/outcome").asString());
    } finally {
      stack.restartDevnet();
    }
    Cases.awaitRegistered(wang, credential);
  }

  @Test
  void a_devnet_that_lost_its_state_gets_every_digest_again(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String credential =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    Cases.awaitRegistered(wang, credential);
    String jwt = wang.get("/credentials/" + credential, "application/vc+jwt").expect(200).text();

    stack.restartDevnetEmpty();

    ApiCaller stranger = ApiCaller.stranger(stack);
    org.onenet.stack.Await.until(
        () ->
            stranger
                .post("/verifications", Map.of("credential", jwt))
                .expect(200)
                .json()
                .get("checks")
                .values()
                .stream()
                .anyMatch(
                    check ->
                        check.get("id").asString().equals("registration")
                            && check.get("code").asString().equals("REGISTERED")),
        java.time.Duration.ofSeconds(90),
        () ->
            new org.onenet.stack.StackFailure(
                "not registered again: "
                    + stranger.post("/verifications", Map.of("credential", jwt)).text()));
  }

  private interface Act<T> {
    T run() throws Exception;
  }

  /** Lets that many threads do the same at the same moment. */
  private static <T> List<T> atOnce(int times, Act<T> act) throws Exception {
    CountDownLatch ready = new CountDownLatch(times);
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  go.await();
                  return act.run();
                }));
      }
      ready.await();
      go.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }
}
