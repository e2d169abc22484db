package org.onenet.stack.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import tools.jackson.databind.JsonNode;

/**
 * Cases over HTTP from the first draft to the signed credential, with real tokens and the real
 * workflow: each client opens a draft, has it prefilled, answers, saves, submits, and (where a
 * clerk decides) a clerk takes and grants it, until the credential is there.
 */
final class CaseThroughput {
  private static final int FIRST = 5;

  private static final int CALLS = 15;

  private final Stack stack;

  CaseThroughput(Stack stack) {
    this.stack = stack;
  }

  /** Senior citizen cards, decided at once. */
  Load.Result automatic(int clients, Duration span) {
    return Load.run(clients, span, cardsOfWang());
  }

  /** So many cards of one citizen, one after the other. */
  void cards(int count) {
    Runnable card = cardsOfWang().get();
    for (int i = 0; i < count; i++) card.run();
  }

  /**
   * Lets the server come to its full speed. The first forms by one client: sixteen at once on a
   * server that just started find its registers too slow, and a bench types nobody's name.
   */
  void warmUp(int clients) {
    cards(FIRST);
    Load.warmUp(clients, Duration.ofMinutes(3), cardsOfWang());
    Load.warmUp(clients, Duration.ofMinutes(1), certificatesOfLina());
  }

  private Supplier<Runnable> cardsOfWang() {
    JsonNode definition = definition("senior-citizen-card");
    ApiCaller wang = signedIn("wang");
    return () -> {
      Applicant applicant = new Applicant(wang, definition, Map.of());
      return () -> awaitCredential(wang, apply(applicant));
    };
  }

  /** Residence certificates, each granted by a clerk. */
  Load.Result decidedByClerk(int clients, Duration span) {
    return Load.run(clients, span, certificatesOfLina());
  }

  private Supplier<Runnable> certificatesOfLina() {
    JsonNode definition = definition("residence-certificate");
    ApiCaller lina = signedIn("lina");
    ApiCaller clerk = signedIn("chen");
    return () -> {
      Applicant applicant = new Applicant(lina, definition, Map.of());
      return () -> {
        String reference = apply(applicant);
        JsonNode file = awaitReview(clerk, reference);
        clerk
            .post(
                "/cases/" + reference + "/assignment",
                Map.of("version", file.get("version").asLong(), "assignee", "me"))
            .expect(200);
        long version = clerk.get("/cases/" + reference).expect(200).json().get("version").asLong();
        clerk
            .post(
                "/cases/" + reference + "/decision",
                Map.of("version", version, "outcome", "granted", "reason", "All facts agree."))
            .expect(200);
        awaitCredential(lina, reference);
      };
    };
  }

  /** What a request costs that does next to nothing: the most that seven of a case could do. */
  Load.Result whoAmI(int clients, Duration span) {
    ApiCaller lina = signedIn("lina");
    return Load.run(clients, span, () -> () -> lina.get("/me").expect(200));
  }

  /** Verdicts on one credential with warm caches. */
  Load.Result verdicts(int clients, Duration span, String jwt) {
    return Load.run(
        clients,
        span,
        () -> {
          ApiCaller stranger = ApiCaller.stranger(stack);
          return () -> stranger.post("/verifications", Map.of("credential", jwt)).expect(200);
        });
  }

  /**
   * Verdicts on many credentials in one call: the median of some calls, after one that warms up.
   *
   * @throws StackFailure when one of them is not valid
   */
  Duration verdictsAtOnce(List<String> jwts) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    Map<String, Object> question = Map.of("credentials", jwts);
    long valid =
        stranger
            .post("/verifications", question)
            .expect(200)
            .json()
            .get("verdicts")
            .valueStream()
            .filter(verdict -> verdict.get("verdict").asString().equals("valid"))
            .count();
    if (valid != jwts.size()) {
      throw new StackFailure(valid + " of " + jwts.size() + " credentials are valid");
    }
    long[] times = new long[CALLS];
    for (int call = 0; call < CALLS; call++) {
      long begin = System.nanoTime();
      stranger.post("/verifications", question).expect(200);
      times[call] = System.nanoTime() - begin;
    }
    Arrays.sort(times);
    return Duration.ofNanos(times[CALLS / 2]);
  }

  /** One sign-in for all clients: Keycloak refuses several of one person at the same moment. */
  private ApiCaller signedIn(String user) {
    ApiCaller caller = ApiCaller.as(user, stack);
    caller.token();
    return caller;
  }

  private JsonNode definition(String name) {
    return ApiCaller.stranger(stack).get("/services/" + name).expect(200).json();
  }

  private static String apply(Applicant applicant) {
    ApiCaller.Answer answer = applicant.submit(applicant.draft()).expect(201);
    return answer.json().get("case").asString();
  }

  private static JsonNode awaitReview(ApiCaller clerk, String reference) {
    JsonNode[] seen = new JsonNode[1];
    Await.until(
        () -> {
          seen[0] = clerk.get("/cases/" + reference).expect(200).json();
          return List.copyOf(seen[0].get("actions").values()).stream()
              .anyMatch(action -> action.asString().equals("take"));
        },
        Duration.ofSeconds(60),
        () -> new StackFailure("case " + reference + " did not come to review"));
    return seen[0];
  }

  private static void awaitCredential(ApiCaller citizen, String reference) {
    Await.until(
        () -> citizen.get("/cases/" + reference).expect(200).json().path("credential").isString(),
        Duration.ofSeconds(60),
        () -> new StackFailure("case " + reference + " came to no credential"));
  }
}
