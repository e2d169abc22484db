package org.onenet.stack.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The peer for signatures: the machine's own OpenSSL, on one core, P-256. */
record OpenSsl(double signsPerSecond, double verifiesPerSecond) {
  /** {@code +R8:...} lines are the machine-readable ones of {@code openssl speed -mr}. */
  private static final Pattern SUMMARY =
      Pattern.compile("\\+F\\d+:\\d+:256:([0-9.e+-]+):([0-9.e+-]+)");

  /** Runs {@code openssl speed ecdsap256} for two seconds each way. */
  static OpenSsl measure() {
    try {
      Process process =
          new ProcessBuilder("openssl", "speed", "-seconds", "2", "-mr", "ecdsap256")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      process.waitFor();
      Matcher found = SUMMARY.matcher(out);
      if (!found.find()) {
        throw new IllegalStateException("openssl speed said nothing of ecdsap256: " + out);
      }
      return new OpenSsl(rate(found.group(1)), rate(found.group(2)));
    } catch (IOException e) {
      throw new IllegalStateException("openssl is not installed: the peer cannot be measured", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the bench was interrupted", e);
    }
  }

  /** Older versions print seconds per operation, newer ones operations per second. */
  private static double rate(String number) {
    double value = Double.parseDouble(number);
    return value < 1 ? 1 / value : value;
  }
}
