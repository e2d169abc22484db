package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Every pair of role and resource: who may, and who is kept out, by role and by object. */
@Journey
final class AccessIT {
  private static final List<String> EVERYONE =
      List.of("stranger", "lina", "wang", "chen", "zhou", "guo", "he", "sun", "mei", "admin");

  /** One request and the status each caller must get; callers that are not named get 403. */
  private record Door(String method, String path, Object body, Map<String, Integer> expected) {}

  @Test
  void each_door_lets_in_whom_it_must_and_nobody_else(Stack stack) {
    ApiCaller lina = ApiCaller.as("lina", stack);
    ApiCaller chen = ApiCaller.as("chen", stack);
    Applicant applicant = Cases.applicant(stack, lina, "residence-certificate");
    Applicant.Draft draft = applicant.draft();
    String reference = Cases.apply(stack, lina, "residence-certificate");
    JsonNode file = Cases.await(chen, reference, "came to review", f -> Cases.may(f, "take"));
    String document = file.at("/documents/0/id").asString();
    String granted = Cases.apply(stack, lina, "residence-certificate");
    String credential = Cases.grant(chen, granted);
    String digest =
        lina.get("/credentials/" + credential, "application/json")
            .expect(200)
            .json()
            .get("digest")
            .asString();
    long version = file.get("version").asLong();
    long read =
        ApiCaller.as("sun", stack)
            .get("/audit/entries?act=read&case=" + reference)
            .expect(200)
            .json()
            .at("/entries/0/entry/number")
            .asLong();

    List<Door> doors =
        List.of(
            open("GET", "/services", 200),
            open("GET", "/services/residence-certificate", 200),
            open("GET", "/registers", 200),
            open("GET", "/registers/population-register", 200),
            open("GET", "/registers/no-such-register", 404),
            open("GET", "/access-rights", 200),
            door("GET", "/access-rights/mine", null, Map.of("he", 200, "tang", 200)),
            door("POST", "/access-rights", Map.of(), Map.of("he", 400, "tang", 400)),
            door(
                "POST",
                "/access-rights/no-such-right/end",
                Map.of("version", 1),
                Map.of("he", 404, "tang", 404)),
            open("GET", "/exchange/public-security/did.json", 200),
            open("GET", "/exchange/nobody/did.json", 404),
            door("GET", "/me/consents", null, Map.of("lina", 200, "wang", 200)),
            door(
                "POST",
                "/me/consents/" + draft.id() + "/withdrawal",
                Map.of(),
                Map.of("lina", 404, "wang", 404)),
            door(
                "GET",
                "/applications/" + draft.id() + "/prefill",
                null,
                Map.of("lina", 200, "wang", 404)),
            door(
                "POST",
                "/cases/" + reference + "/evidence",
                Map.of(),
                Map.of("zhou", 404, "guo", 404, "tang", 404)),
            door(
                "PUT",
                "/cases/" + reference + "/visits/" + java.util.UUID.randomUUID(),
                Map.of("on", "yesterday", "purpose", "question"),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "GET",
                "/corrections",
                null,
                Map.of("lina", 200, "wang", 200, "chen", 200, "zhou", 200, "guo", 200, "he", 200)),
            door(
                "POST",
                "/corrections",
                Map.of("case", reference, "field", "fullName", "reason", "short"),
                Map.of("chen", 422, "zhou", 422, "guo", 422, "he", 422)),
            door(
                "GET",
                "/corrections/" + draft.id(),
                null,
                Map.of("chen", 404, "zhou", 404, "guo", 404, "he", 404)),
            open("GET", "/registry", 200),
            open("GET", "/departments", 200),
            open("GET", "/departments/public-security/did.json", 200),
            open("GET", "/.well-known/did.json", 200),
            signedIn("GET", "/me", 200),
            door("GET", "/applications", null, Map.of("lina", 200, "wang", 200)),
            door("GET", "/applications/" + draft.id(), null, Map.of("lina", 200, "wang", 404)),
            door(
                "POST",
                "/applications/" + draft.id() + "/validation",
                Map.of("page", firstPage(stack)),
                Map.of("lina", 200, "wang", 404)),
            door(
                "POST",
                "/applications/" + draft.id() + "/prefill",
                Map.of("consent", false),
                Map.of("lina", 200, "wang", 404)),
            door(
                "POST",
                "/applications/" + draft.id() + "/submission",
                Map.of("version", 999_999),
                Map.of("lina", 409, "wang", 404)),
            door("GET", "/documents/" + document, null, staffAnd("lina", 200)),
            door(
                "POST",
                "/cases/" + reference + "/assignment",
                Map.of("version", 999_999, "assignee", "me"),
                Map.of("chen", 409, "he", 409, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/cases/" + reference + "/decision-preview",
                Map.of("outcome", "granted"),
                Map.of("chen", 200, "he", 200, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/cases/" + reference + "/withdrawal",
                Map.of("version", 999_999),
                Map.of("lina", 409, "wang", 404)),
            door("POST", "/departments/public-security/keys", Map.of(), Map.of("admin", 201)),
            door(
                "GET",
                "/credentials",
                null,
                Map.of("lina", 200, "wang", 200, "chen", 200, "zhou", 200, "guo", 200, "he", 200)),
            door(
                "GET",
                "/cases",
                null,
                Map.of("lina", 200, "wang", 200, "chen", 200, "zhou", 200, "guo", 200, "he", 200)),
            door(
                "GET",
                "/cases/" + reference,
                null,
                Map.of("lina", 200, "chen", 200, "he", 200, "wang", 404, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/cases/" + reference + "/decision",
                Map.of("version", version, "outcome", "granted", "reason", "All agrees here."),
                Map.of("zhou", 404, "guo", 404, "chen", 403, "he", 403)),
            door(
                "POST",
                "/cases/" + granted + "/openings",
                Map.of("reason", "short"),
                Map.of("chen", 422, "he", 422, "zhou", 404, "guo", 404)),
            door(
                "GET",
                "/cases/" + granted,
                null,
                Map.of("lina", 200, "chen", 200, "wang", 404, "zhou", 404, "guo", 404)),
            door("GET", "/departments/public-security/clerks", null, Map.of("he", 200)),
            door(
                "GET",
                "/credentials/" + credential,
                null,
                Map.of("lina", 200, "chen", 200, "wang", 404, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/credentials/" + credential + "/revocation",
                Map.of("reasonCode", "no-such-code", "reason", "A reason that is long enough."),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/credentials/" + credential + "/suspension",
                Map.of("reasonCode", "cleared", "reason", "A reason that is long enough."),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/credentials/" + credential + "/reinstatement",
                Map.of("reasonCode", "under-review", "reason", "A reason that is long enough."),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/credentials/" + credential + "/revocation/confirmation",
                Map.of(),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/credentials/" + credential + "/revocation/refusal",
                Map.of("reason", "A reason that is long enough."),
                Map.of("chen", 400, "he", 400, "zhou", 404, "guo", 404)),
            door(
                "POST",
                "/cases/" + granted + "/wallet-offers",
                Map.of(),
                Map.of("lina", 201, "wang", 404)),
            door(
                "GET",
                "/credentials/" + credential + "/copies",
                null,
                Map.of("lina", 200, "wang", 404)),
            door(
                "DELETE",
                "/credentials/" + credential + "/copies/" + draft.id(),
                null,
                Map.of("lina", 404, "wang", 404)),
            door("GET", "/registry/findings", null, Map.of("sun", 200, "admin", 200)),
            door("GET", "/audit/entries", null, Map.of("sun", 200)),
            door("GET", "/audit/entries?size=0", null, Map.of("sun", 400)),
            door("GET", "/audit/entries?page=nonsense", null, Map.of("sun", 400)),
            door(
                "GET",
                "/audit/entries/public-security/" + read + "/proof",
                null,
                Map.of("sun", 200, "lina", 200, "wang", 404)),
            door("GET", "/audit/reports", null, Map.of("sun", 200)),
            door("GET", "/audit/reports/" + draft.id(), null, Map.of("sun", 404)),
            door("POST", "/audit/reports/" + draft.id() + "/answer", Map.of(), Map.of("sun", 400)),
            door("GET", "/me/data-uses", null, Map.of("lina", 200, "wang", 200)),
            door("GET", "/me/data-uses?from=yesterday", null, Map.of("lina", 400, "wang", 400)),
            door("GET", "/me/data-uses/reports", null, Map.of("lina", 200, "wang", 200)),
            door(
                "POST",
                "/me/data-uses/public-security/" + read + "/report",
                Map.of("reason", "short"),
                Map.of("lina", 422, "wang", 404)),
            door("GET", "/audit/export", null, Map.of("sun", 200)),
            door("GET", "/audit/seals", null, Map.of("sun", 200, "admin", 200)),
            door("POST", "/audit/seals", Map.of(), Map.of("sun", 201, "admin", 201)),
            door("GET", "/presentations", null, Map.of("mei", 200)),
            door("GET", "/presentations/" + draft.id(), null, Map.of("mei", 404)),
            door("POST", "/presentations", Map.of(), Map.of("mei", 400)),
            door("GET", "/presentation-templates", null, Map.of("mei", 200)),
            door("POST", "/presentation-templates", Map.of(), Map.of("mei", 400)),
            door("GET", "/verifiers/mine", null, Map.of("mei", 200)),
            open("GET", "/verifiers", 200),
            open("GET", "/verifiers/city-library/did.json", 200),
            door("POST", "/verifiers/nobody/keys", Map.of(), Map.of("admin", 404)),
            open("GET", "/verifiers/nobody/did.json", 404),
            door(
                "POST",
                "/applications/" + draft.id() + "/presentations",
                Map.of(),
                Map.of("lina", 409, "wang", 404)),
            door(
                "GET",
                "/applications/" + draft.id() + "/presentations/" + draft.id(),
                null,
                Map.of("lina", 404, "wang", 404)),
            open("GET", "/registrations/" + digest, 200),
            open("GET", "/registrations/" + "0".repeat(64), 404),
            open("GET", "/.well-known/openid-credential-issuer", 200),
            open("GET", "/.well-known/oauth-authorization-server", 200),
            open("GET", "/.well-known/jwt-vc-issuer/departments/public-security", 200),
            open("GET", "/verifications/codes", 200),
            open("GET", "/credential-types/ResidenceCertificate", 200));

    List<String> wrong = new ArrayList<>();
    for (Door door : doors) {
      for (String who : EVERYONE) {
        int expected = door.expected().getOrDefault(who, who.equals("stranger") ? 401 : 403);
        ApiCaller caller =
            who.equals("stranger") ? ApiCaller.stranger(stack) : ApiCaller.as(who, stack);
        ApiCaller.Answer answer = asked(caller, door);
        if (answer.status() != expected) {
          wrong.add(
              "%s %s by %s: expected %d, got %d %s"
                  .formatted(
                      door.method(),
                      door.path(),
                      who,
                      expected,
                      answer.status(),
                      answer.status() == 200 ? "" : answer.text()));
        }
        if (answer.status() >= 400) {
          String type = answer.headers().firstValue("Content-Type").orElse("");
          if (!type.startsWith("application/problem+json")) {
            wrong.add(door.path() + " by " + who + " answers an error as " + type);
          }
        }
      }
    }
    assertTrue(wrong.isEmpty(), String.join("\n", wrong));
  }

  private static ApiCaller.Answer asked(ApiCaller caller, Door door) {
    if (door.body() == null) {
      return caller.send(door.method(), door.path(), null, Map.of("Accept", "application/json"));
    }
    return door.method().equals("PUT")
        ? caller.put(door.path(), door.body())
        : caller.post(door.path(), door.body());
  }

  @Test
  void pages_of_strangers_may_ask_what_is_public_and_nothing_else(Stack stack) {
    ApiCaller stranger = ApiCaller.stranger(stack);
    Map<String, String> origin = Map.of("Origin", "https://example.org");
    for (String path :
        List.of(
            "/services",
            "/registry",
            "/.well-known/did.json",
            "/registers",
            "/access-rights",
            "/exchange/public-security/did.json",
            "/verifiers/city-library/did.json")) {
      assertEquals(
          "*",
          stranger
              .send("GET", path, null, origin)
              .expect(200)
              .headers()
              .firstValue("Access-Control-Allow-Origin")
              .orElse(""),
          path);
    }
    for (String path :
        List.of(
            "/cases",
            "/applications",
            "/credentials",
            "/presentations",
            "/verifiers/mine",
            "/access-rights/mine",
            "/me/data-uses",
            "/me/consents",
            "/corrections",
            "/me")) {
      ApiCaller.Answer answer = stranger.send("GET", path, null, origin).expect(401);
      assertTrue(answer.headers().firstValue("Access-Control-Allow-Origin").isEmpty(), path);
    }
  }

  @Test
  void a_status_list_that_a_verifier_has_is_not_sent_again_until_it_changes(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    String jwt = wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
    JsonNode credential =
        new ObjectMapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    String list =
        credential
            .at("/credentialStatus/0/statusListCredential")
            .asString()
            .substring(stack.api().length());
    ApiCaller stranger = ApiCaller.stranger(stack);
    // The worker may be just signing what this issuance has changed: a list has its tag once it
    // rests.
    String[] tag = new String[1];
    ApiCaller.Answer[] again = new ApiCaller.Answer[1];
    Await.until(
        () -> {
          tag[0] = stranger.get(list).expect(200).headers().firstValue("ETag").orElseThrow();
          again[0] = stranger.send("GET", list, null, Map.of("If-None-Match", tag[0]));
          return again[0].status() == 304;
        },
        Duration.ofSeconds(30),
        () -> new StackFailure("sent again each time: " + again[0].status()));
    assertEquals(0, again[0].body().length);

    ApiCaller.as("guo", stack)
        .post(
            "/credentials/" + id + "/revocation",
            Map.of("reasonCode", "issued-in-error", "reason", "Given to the wrong person."))
        .expect(200);
    stranger.send("GET", list, null, Map.of("If-None-Match", tag[0])).expect(200);
  }

  @Test
  void a_token_that_is_not_ours_opens_nothing(Stack stack) {
    String good = ApiCaller.as("lina", stack).token();
    String[] parts = good.split("\\.");
    String[] forged = {
      "not-a-token",
      parts[0] + "." + parts[1] + ".",
      parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 8) + "AAAAAAAA",
      "eyJhbGciOiJub25lIn0." + parts[1] + "."
    };
    for (String token : forged) {
      ApiCaller.Answer answer =
          ApiCaller.stranger(stack)
              .send("GET", "/me", null, Map.of("Authorization", "Bearer " + token));
      assertEquals(401, answer.status(), token);
    }
  }

  /** The case's department and one more; other departments and citizens find nothing there. */
  private static Map<String, Integer> staffAnd(String citizen, int status) {
    return Map.of(
        citizen, status, "chen", status, "he", status, "wang", 404, "zhou", 404, "guo", 404);
  }

  private static String firstPage(Stack stack) {
    return Cases.definition(stack, "residence-certificate").at("/form/pages/0/id").asString();
  }

  private static Door door(String method, String path, Object body, Map<String, Integer> expected) {
    return new Door(method, path, body, expected);
  }

  private static Door open(String method, String path, int status) {
    return new Door(
        method,
        path,
        null,
        EVERYONE.stream().collect(java.util.stream.Collectors.toMap(who -> who, who -> status)));
  }

  private static Door signedIn(String method, String path, int status) {
    return new Door(
        method,
        path,
        null,
        EVERYONE.stream()
            .filter(who -> !who.equals("stranger"))
            .collect(java.util.stream.Collectors.toMap(who -> who, who -> status)));
  }
}
