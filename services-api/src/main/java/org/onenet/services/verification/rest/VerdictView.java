package org.onenet.services.verification.rest;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.ReadCredential;
import org.onenet.credentials.Verdict;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.verification.KnownCredentials.Known;
import org.onenet.services.verification.VerdictTexts;

/** A verdict on the wire. */
public record VerdictView(
    String verdict,
    String asOf,
    Map<String, AxisView> axes,
    List<CheckView> checks,
    CredentialView credential) {

  public record AxisView(String outcome, String code) {}

  public record CheckView(
      String id,
      String axis,
      String outcome,
      String code,
      Text title,
      Text detail,
      String expected,
      String actual) {}

  public record IssuerView(String did, Text name) {}

  public record CredentialView(
      String id,
      String type,
      Text name,
      IssuerView issuer,
      List<PreviewCredential.Fact> facts,
      String validFrom,
      String validUntil,
      String digest) {}

  static VerdictView of(Verdict verdict, Optional<Known> known) {
    Map<String, AxisView> axes = new LinkedHashMap<>();
    for (Verdict.Axis axis : Verdict.Axis.values()) {
      axes.put(word(axis), new AxisView(word(verdict.of(axis)), verdict.codeOf(axis).name()));
    }
    return new VerdictView(
        word(verdict.overall()),
        verdict.asOf().toString(),
        axes,
        verdict.checks().stream().map(VerdictView::check).toList(),
        verdict.credential().map(read -> credential(read, known)).orElse(null));
  }

  private static CheckView check(Verdict.Check check) {
    return new CheckView(
        check.id(),
        word(check.axis()),
        word(check.outcome()),
        check.code().name(),
        VerdictTexts.title(check),
        VerdictTexts.detail(check),
        check.expected(),
        check.actual());
  }

  private static CredentialView credential(ReadCredential read, Optional<Known> known) {
    Text issuer =
        known
            .flatMap(one -> Department.of(one.department()))
            .map(Department::name)
            .orElse(Text.same(read.issuer().value()));
    return new CredentialView(
        read.id(),
        read.type(),
        known.map(Known::name).orElse(Text.same(read.type())),
        new IssuerView(read.issuer().value(), issuer),
        known.map(one -> shown(one, read)).orElseGet(() -> plain(read)),
        LocalDate.ofInstant(read.validFrom(), Clocks.CITY).toString(),
        read.validUntil().map(end -> LocalDate.ofInstant(end, Clocks.CITY).toString()).orElse(null),
        read.digest().hex());
  }

  /** With our labels, and no more than its holder chose to show. */
  private static List<PreviewCredential.Fact> shown(Known known, ReadCredential read) {
    return known.facts().stream().filter(fact -> read.subject().containsKey(fact.name())).toList();
  }

  private static List<PreviewCredential.Fact> plain(ReadCredential read) {
    return read.subject().entrySet().stream()
        .map(
            claim ->
                new PreviewCredential.Fact(
                    claim.getKey(),
                    Text.same(claim.getKey()),
                    String.valueOf(claim.getValue()),
                    Text.same(String.valueOf(claim.getValue()))))
        .toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
