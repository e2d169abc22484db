package org.onenet.identity.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Keycloak's standard login pages in OneNet's colours and words: a theme of four files. */
final class LoginTheme {
  private static final List<String> FILES =
      List.of(
          "login/theme.properties",
          "login/resources/css/onenet.css",
          "login/messages/messages_en.properties",
          "login/messages/messages_zh_Hans.properties");

  private LoginTheme() {}

  static void write(Path theme) throws IOException {
    for (String name : FILES) {
      Path file = theme.resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = LoginTheme.class.getResourceAsStream("theme/" + name)) {
        if (in == null) {
          throw new IOException("identity.jar lacks theme/" + name);
        }
        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
