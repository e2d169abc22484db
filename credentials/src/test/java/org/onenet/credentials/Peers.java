package org.onenet.credentials;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Other people's libraries, in one Node process that is asked line by line: npm {@code jose},
 * {@code @sd-jwt/sd-jwt-vc} and {@code @sd-jwt/jwt-status-list}. What can be asked stands in {@code
 * tools/interop/peers.mjs}.
 */
final class Peers implements AutoCloseable {
  private final Process node;
  private final OutputStream questions;
  private final BufferedReader answers;

  /** A library did not accept what it was given; the message is its own. */
  static final class PeerRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PeerRefused(String message) {
      super(message);
    }
  }

  private Peers(Process node) {
    this.node = node;
    this.questions = node.getOutputStream();
    this.answers =
        new BufferedReader(new InputStreamReader(node.getInputStream(), StandardCharsets.UTF_8));
  }

  static Peers start() {
    try {
      return new Peers(
          new ProcessBuilder("node", "tools/interop/peers.mjs")
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("needs Node 20 or later (node)", e);
    }
  }

  /**
   * Asks and waits.
   *
   * @param namesAndValues of the question, one after the other; null for what is not asked
   * @throws PeerRefused when the library refuses
   */
  Object ask(String act, Object... namesAndValues) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("ask", act);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] == null) continue;
      question.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    try {
      questions.write(Json.utf8(question));
      questions.write('\n');
      questions.flush();
      String line = answers.readLine();
      if (line == null) throw new AssertionError("Node has ended; its words are above");
      Map<String, Object> answer = Json.object(line.getBytes(StandardCharsets.UTF_8));
      if (answer.get("refused") instanceof String why) throw new PeerRefused(why);
      return answer.get("answer");
    } catch (IOException e) {
      throw new UncheckedIOException("Node does not answer", e);
    }
  }

  String text(String act, Object... namesAndValues) {
    return (String) ask(act, namesAndValues);
  }

  Map<String, Object> object(String act, Object... namesAndValues) {
    return named(ask(act, namesAndValues));
  }

  /** A JSON object inside an answer. */
  static Map<String, Object> named(Object object) {
    Map<String, Object> named = new LinkedHashMap<>();
    ((Map<?, ?>) object).forEach((name, value) -> named.put((String) name, value));
    return named;
  }

  @Override
  public void close() {
    node.destroy();
  }
}
