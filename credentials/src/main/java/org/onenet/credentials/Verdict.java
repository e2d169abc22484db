package org.onenet.credentials;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a verifier can say of a credential: three independent axes, each resting on its checks.
 *
 * @param checks every check in the order it is made, those that were not run included
 * @param asOf when the checks were made
 * @param credential what the credential says; empty when it could not be read
 */
public record Verdict(List<Check> checks, Instant asOf, Optional<ReadCredential> credential) {

  /** The three questions: was it changed, is it in force, may its issuer issue it. */
  public enum Axis {
    INTEGRITY,
    STATUS,
    ISSUER
  }

  /** The order is that of weight: an axis is as its heaviest check. */
  public enum Outcome {
    NOT_RUN,
    VALID,
    COULD_NOT_CHECK,
    INVALID
  }

  /**
   * One line of the checklist.
   *
   * @param id stable name of the check: format, signature, period, accreditation, registration,
   *     status-list; and holder, when a key binding was asked for or is there; pdf-signature and
   *     pdf-text of a printed certificate
   * @param expected what would have been right; empty when there is nothing to compare
   * @param actual what was found
   */
  public record Check(
      String id, Axis axis, Outcome outcome, VerdictCode code, String expected, String actual) {}

  /** The heaviest outcome of an axis; could not check, when none of its checks was run. */
  public Outcome of(Axis axis) {
    Outcome heaviest = heaviest(axis).map(Check::outcome).orElse(Outcome.NOT_RUN);
    return heaviest == Outcome.NOT_RUN ? Outcome.COULD_NOT_CHECK : heaviest;
  }

  /** The reason for an axis's outcome. */
  public VerdictCode codeOf(Axis axis) {
    return heaviest(axis).map(Check::code).orElse(VerdictCode.NOT_RUN);
  }

  /** Invalid if any axis is; else could not check if any could not be; else valid. */
  public Outcome overall() {
    return List.of(Axis.values()).stream()
        .map(this::of)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private Optional<Check> heaviest(Axis axis) {
    return checks.stream()
        .filter(check -> check.axis() == axis)
        .max(Comparator.comparing(Check::outcome));
  }
}
