package org.onenet.credentials.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What others use where we use this room: npm's {@code jose}, {@code did-jwt-vc}, {@code
 * open-attestation} and {@code @sd-jwt/sd-jwt-vc}, measured in a Node process of their own, on the
 * same claims and by the same clock. See {@code tools/bench/peers.mjs}.
 */
final class NpmPeers {
  private NpmPeers() {}

  /**
   * Installs them when they are not, and measures.
   *
   * @param tools the folder {@code credentials/tools}
   * @param vc payload of a vc+jwt, JSON
   * @param sdJwt payload of an SD-JWT VC, JSON
   * @return one line of JSON, by library; {@code {}} when they could not be had, and why on stderr
   */
  static String measure(Path tools, String vc, String sdJwt) {
    try {
      node("", tools.resolve("install.mjs").toString(), "bench");
      String out =
          node(
              "{\"vc\":" + vc + ",\"sdJwt\":" + sdJwt + "}",
              tools.resolve("bench/peers.mjs").toString());
      return out.strip().lines().reduce((a, b) -> b).orElse("{}");
    } catch (IOException e) {
      System.err.println("bench: npm's peers are not measured: " + e.getMessage());
      return "{}";
    }
  }

  private static String node(String question, String... words) throws IOException {
    ProcessBuilder command = new ProcessBuilder("node");
    command.command().addAll(java.util.List.of(words));
    Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(question.getBytes(StandardCharsets.UTF_8));
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int exit = process.waitFor();
      if (exit != 0) throw new IOException(words[0] + " ended with " + exit);
      return out;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the bench was interrupted", e);
    }
  }
}
