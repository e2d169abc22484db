package org.onenet.identity.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;
import org.onenet.identity.Caller;
import org.onenet.identity.ClaimsRefused;
import org.onenet.identity.Role;

class CallersTest {

  @Test
  void a_request_without_a_token_has_no_caller() {
    Callers callers = new Callers(token(null, Map.of()));
    assertTrue(callers.current().isEmpty());
    assertThrows(NotSignedIn.class, callers::caller);
  }

  @Test
  void claims_are_read_whether_they_come_as_java_or_as_json() {
    Caller he =
        new Callers(
                token(
                    "he",
                    Map.of(
                        "sub", "7b0c",
                        "preferred_username", "he",
                        "name", json("He Jun 何军"),
                        "groups", Set.of("clerk", "supervisor"),
                        "department", json("public-security"))))
            .caller();
    assertEquals(
        new Caller(
            "7b0c",
            "he",
            "He Jun 何军",
            Set.of(Role.CLERK, Role.SUPERVISOR),
            Optional.of("public-security"),
            Optional.empty()),
        he);
  }

  @Test
  void a_token_without_roles_is_refused() {
    Callers callers = new Callers(token("he", Map.of("sub", "7b0c", "preferred_username", "he")));
    assertEquals(
        ClaimsRefused.Code.GROUPS_MISSING,
        assertThrows(ClaimsRefused.class, callers::caller).code());
  }

  private static JsonWebToken token(String name, Map<String, Object> claims) {
    return new JsonWebToken() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public Set<String> getClaimNames() {
        return claims.keySet();
      }

      @Override
      @SuppressWarnings("unchecked")
      public <T> T getClaim(String claim) {
        return (T) claims.get(claim);
      }
    };
  }

  /** A JSON-P string without an implementation of JSON-P on the test's class path. */
  private static JsonString json(String text) {
    return (JsonString)
        Proxy.newProxyInstance(
            CallersTest.class.getClassLoader(),
            new Class<?>[] {JsonString.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getString" -> text;
                  case "getValueType" -> JsonValue.ValueType.STRING;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
