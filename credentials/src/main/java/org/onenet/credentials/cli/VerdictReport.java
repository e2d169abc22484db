package org.onenet.credentials.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;

/**
 * A verdict as lines for a terminal: the whole, its axes, and each check with its code.
 *
 * <pre>
 * INVALID, as of 2026-11-26T09:00:00Z
 * integrity      valid            SIGNATURE_VALID
 * status         invalid          REVOKED
 * issuer         valid            ACCREDITED
 *
 *   format         valid            WELL_FORMED
 *   …
 *   status-list    invalid          REVOKED  expected: bit 0; found: bit 1
 * </pre>
 *
 * @param overall valid, invalid or could-not-check
 * @param asOf when the checks were made
 */
public record VerdictReport(String overall, String asOf, List<Line> axes, List<Line> checks) {

  /** An axis, or a check with what would have been right and what was found. */
  public record Line(String name, String outcome, String code, String expected, String actual) {}

  public static VerdictReport of(Verdict verdict) {
    List<Line> axes = new ArrayList<>();
    for (Verdict.Axis axis : Verdict.Axis.values()) {
      axes.add(new Line(word(axis), word(verdict.of(axis)), verdict.codeOf(axis).name(), "", ""));
    }
    return new VerdictReport(
        word(verdict.overall()),
        verdict.asOf().toString(),
        axes,
        verdict.checks().stream()
            .map(
                one ->
                    new Line(
                        one.id(),
                        word(one.outcome()),
                        one.code().name(),
                        one.expected(),
                        one.actual()))
            .toList());
  }

  /** How old a bundle's knowledge is, in a sentence. */
  public static String knowledge(TrustBundle bundle, Instant now) {
    if (!bundle.isCurrent()) {
      return "The trust bundle of %s held until %s: it tells nothing now. Fetch a newer one."
          .formatted(bundle.asOf(), bundle.until());
    }
    Duration age = Duration.between(bundle.asOf(), now);
    return "Known as of %s, %d h %d min ago (block %d of chain %d); the bundle holds until %s."
        .formatted(
            bundle.asOf(),
            Math.max(age.toHours(), 0),
            Math.max(age.toMinutesPart(), 0),
            bundle.content().chain().block(),
            bundle.content().chain().id(),
            bundle.until());
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(overall.toUpperCase(Locale.ROOT).replace('-', ' '));
    text.append(", as of ").append(asOf).append('\n');
    axes.forEach(line -> text.append(told("", line)).append('\n'));
    checks.forEach(line -> text.append('\n').append(told("  ", line)));
    return text.toString();
  }

  private static String told(String before, Line line) {
    String start = "%s%-14s %-16s %s".formatted(before, line.name(), line.outcome(), line.code());
    List<String> more = new ArrayList<>();
    if (!line.expected().isEmpty()) more.add("expected: " + printable(line.expected()));
    if (!line.actual().isEmpty()) more.add("found: " + printable(line.actual()));
    return more.isEmpty() ? start : start + "  " + String.join("; ", more);
  }

  /** What a stranger wrote must not steer the terminal. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
