package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** An administrator gives a department a new signing key, and breaks nothing. */
@Journey
final class KeysIT {
  @Test
  void a_new_key_is_a_button_and_what_the_old_one_signed_still_verifies(
      Stack stack, People people) {
    String old = certificate(stack);
    Browser admin = people.atDesk().go(stack.portal() + "/app").signIn("admin");
    admin.seeText("Civil Affairs Bureau").seeText("in use").mustBeAccessible();
    admin.click("rotate-civil-affairs").see("confirm-rotate");
    admin.mustBeAccessible().click("confirm-rotate").settle();
    String fresh = certificate(stack);
    assertNotEquals(key(old), key(fresh));
    admin.go(stack.portal() + "/app/keys?lang=zh").seeText(number(fresh)).mustBeAccessible();
    assertEquals("valid", verdict(stack, old));
    assertEquals("valid", verdict(stack, fresh));
  }

  @Test
  void the_keys_are_no_page_for_citizens_and_clerks(Stack stack, People people) {
    people.onPhone().go(stack.portal() + "/app/keys").signIn("lina").see("problem");
    Browser clerk = people.atDesk().go(stack.portal() + "/app/keys").signIn("chen");
    clerk.see("problem");
    clerk.mustBeAccessible();
  }

  private static String certificate(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    return wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
  }

  private static String key(String jwt) {
    JsonNode header =
        Wallet.JSON.readTree(Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.'))));
    return header.get("kid").asString();
  }

  private static String number(String jwt) {
    return key(jwt).replaceFirst(".*#", "");
  }

  private static String verdict(Stack stack, String jwt) {
    return ApiCaller.stranger(stack)
        .post("/verifications", Map.of("credential", jwt))
        .expect(200)
        .json()
        .get("verdict")
        .asString();
  }
}
