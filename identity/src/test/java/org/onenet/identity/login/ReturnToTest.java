package org.onenet.identity.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnToTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/app/inbox",
        "/app/inbox?state=open&q=%E6%9E%97",
        "/app/apply/residence-certificate/0192/page?lang=zh",
        "/app/x?next=https://example.org/"
      })
  void a_path_of_ours_is_kept(String path) {
    assertEquals(path, ReturnTo.safe(path));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "app",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\/evil.example",
        "/\t/evil.example",
        "/a\r\nLocation: https://evil.example",
        "javascript:alert(1)",
        "/x/..//evil.example",
        "/callback?code=1",
        "/logout",
        "/app/../logout",
        "/sign-in?to=/sign-in",
        "/%zz"
      })
  void anything_else_leads_home(String wish) {
    assertEquals("/", ReturnTo.safe(wish));
  }

  @Test
  void an_address_that_is_too_long_leads_home() {
    assertEquals("/", ReturnTo.safe("/" + "a".repeat(2000)));
  }
}
