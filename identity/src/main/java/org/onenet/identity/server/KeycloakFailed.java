package org.onenet.identity.server;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keycloak did not build or start; the message ends with the last lines of its log. */
public final class KeycloakFailed extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;
  private static final int LINES = 15;

  KeycloakFailed(String message, Path log) {
    super(message + "; the end of " + log + ":\n" + tail(log));
  }

  KeycloakFailed(String message, Throwable cause) {
    super(message, cause);
  }

  private static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (MalformedInputException notText) {
      return "(not text)";
    } catch (IOException unreadable) {
      return "(cannot be read: " + unreadable.getMessage() + ")";
    }
  }
}
