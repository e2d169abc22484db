package org.onenet.journeys;

import java.time.Duration;
import java.util.Map;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** What several tests need done over the API before their own point begins. */
final class Cases {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Cases() {}

  static JsonNode definition(Stack stack, String service) {
    return ApiCaller.stranger(stack).get("/services/" + service).expect(200).json();
  }

  static Applicant applicant(Stack stack, ApiCaller citizen, String service) {
    return new Applicant(citizen, definition(stack, service), Map.of());
  }

  /** Throws the citizen's drafts away, so that a form begins at its beginning. */
  static void discardDrafts(Stack stack, String user) {
    ApiCaller citizen = ApiCaller.as(user, stack);
    citizen
        .get("/applications")
        .expect(200)
        .json()
        .get("applications")
        .forEach(draft -> citizen.delete("/applications/" + draft.get("id").asString()));
  }

  /** Applies and returns the case's reference. */
  static String apply(Stack stack, ApiCaller citizen, String service) {
    Applicant applicant = applicant(stack, citizen, service);
    return applicant.submit(applicant.draft()).expect(201).json().get("case").asString();
  }

  /** The case as the caller sees it, once this holds. */
  static JsonNode await(
      ApiCaller caller,
      String reference,
      String what,
      java.util.function.Predicate<JsonNode> holds) {
    JsonNode[] seen = new JsonNode[1];
    Await.until(
        () -> {
          seen[0] = caller.get("/cases/" + reference).expect(200).json();
          return holds.test(seen[0]);
        },
        PATIENCE,
        () -> new org.onenet.stack.StackFailure(reference + " never " + what + ": " + seen[0]));
    return seen[0];
  }

  static boolean may(JsonNode file, String action) {
    return file.get("actions").values().stream().anyMatch(a -> a.asString().equals(action));
  }

  /** The clerk takes the case and grants it; returns the credential's id. */
  static String grant(ApiCaller clerk, String reference) {
    JsonNode file = await(clerk, reference, "came to review", f -> may(f, "take"));
    clerk
        .post(
            "/cases/" + reference + "/assignment",
            Map.of("version", file.get("version").asLong(), "assignee", "me"))
        .expect(200);
    JsonNode taken = await(clerk, reference, "was taken", f -> may(f, "grant"));
    clerk.post("/cases/" + reference + "/decision", decision(taken, "granted")).expect(200);
    return await(clerk, reference, "got its credential", f -> f.path("credential").isString())
        .get("credential")
        .asString();
  }

  static Map<String, Object> decision(JsonNode file, String outcome) {
    return Map.of(
        "version",
        file.get("version").asLong(),
        "outcome",
        outcome,
        "reason",
        "The answers and the registers agree.");
  }

  /** Waits until a stranger is told this code in one of the verdict's checks. */
  static void awaitVerdict(Stack stack, String credential, String code) {
    JsonNode[] seen = new JsonNode[1];
    Await.until(
        () -> {
          seen[0] =
              ApiCaller.stranger(stack)
                  .post("/verifications", Map.of("credential", credential))
                  .expect(200)
                  .json();
          return seen[0].get("checks").values().stream()
              .anyMatch(check -> check.get("code").asString().equals(code));
        },
        PATIENCE,
        () -> new org.onenet.stack.StackFailure("nobody was told " + code + ": " + seen[0]));
  }

  /** The credential's view, once its registration has come this far. */
  static JsonNode awaitRegistered(ApiCaller holder, String credential) {
    JsonNode[] seen = new JsonNode[1];
    Await.until(
        () -> {
          seen[0] = holder.get("/credentials/" + credential, "application/json").expect(200).json();
          String state = seen[0].at("/registration/state").asString("");
          return state.equals("confirmed") || state.equals("final");
        },
        PATIENCE,
        () -> new org.onenet.stack.StackFailure(credential + " was never registered: " + seen[0]));
    return seen[0];
  }
}
