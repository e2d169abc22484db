package org.onenet.credentials;

import static org.onenet.credentials.Verdict.Axis.INTEGRITY;
import static org.onenet.credentials.Verdict.Axis.ISSUER;
import static org.onenet.credentials.Verdict.Axis.STATUS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.credentials.CompactReader.Refused;
import org.onenet.credentials.Verdict.Axis;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.Verdict.Outcome;

/** The checks of a verdict, in their order, each resting on its axis. */
final class Checklist {
  /** Clocks differ a little. */
  static final Duration SKEW = Duration.ofSeconds(60);

  /** Only in the list when a key binding was asked for, or is there. */
  static final String HOLDER = "holder";

  /** Only in the list of a PDF. */
  static final String PDF_SIGNATURE = "pdf-signature";

  static final String PDF_TEXT = "pdf-text";

  private static final Map<String, Axis> CHECKS = checks();

  private Checklist() {}

  private static Map<String, Axis> checks() {
    Map<String, Axis> checks = new LinkedHashMap<>();
    checks.put("format", INTEGRITY);
    checks.put("signature", INTEGRITY);
    checks.put(HOLDER, INTEGRITY);
    checks.put(PDF_SIGNATURE, INTEGRITY);
    checks.put(PDF_TEXT, INTEGRITY);
    checks.put("period", STATUS);
    checks.put("registration", STATUS);
    checks.put("status-list", STATUS);
    checks.put("accreditation", ISSUER);
    return Collections.unmodifiableMap(checks);
  }

  /** One line of it. */
  static Check check(String id, Outcome outcome, VerdictCode code, String expected, String actual) {
    return new Check(id, CHECKS.get(id), outcome, code, expected, actual == null ? "" : actual);
  }

  /** The whole list of a text that could not be read: nothing else was run. */
  static List<Check> refusedAtOnce(Refused refused, boolean holderAsked) {
    List<Check> checks = new ArrayList<>();
    CHECKS.keySet().stream()
        .filter(id -> holderAsked || !id.equals(HOLDER))
        .filter(id -> !id.equals(PDF_SIGNATURE) && !id.equals(PDF_TEXT))
        .forEach(
            id ->
                checks.add(
                    id.equals("format")
                        ? check(id, Outcome.INVALID, refused.code, refused.expected, refused.actual)
                        : notRun(id)));
    return List.copyOf(checks);
  }

  /** The page's checks, where the text inside could not be read. */
  static List<Check> pdfNotRun() {
    return List.of(notRun(PDF_SIGNATURE), notRun(PDF_TEXT));
  }

  private static Check notRun(String id) {
    return check(id, Outcome.NOT_RUN, VerdictCode.NOT_RUN, "", "");
  }
}
