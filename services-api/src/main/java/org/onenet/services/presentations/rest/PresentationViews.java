package org.onenet.services.presentations.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onenet.credentials.Verdict;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Text;
import org.onenet.services.presentations.Presentation;
import org.onenet.services.presentations.Presentation.Facts;
import org.onenet.services.presentations.Shown;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.KnownCredentials.Known;
import org.onenet.services.verification.VerdictTexts;

/** Questions and their answers on the wire. */
@Singleton
class PresentationViews {
  private final AskedQuery askedQuery;
  private final KnownCredentials known;
  private final CredentialTypes types;

  @Inject
  PresentationViews(AskedQuery askedQuery, KnownCredentials known, CredentialTypes types) {
    this.askedQuery = askedQuery;
    this.known = known;
    this.types = types;
  }

  /**
   * @param state waiting, fetched, answered, declined or expired
   * @param lastRefusal why the last message that was no answer was refused
   * @param result what was shown; null until then, when it is forgotten, and for same-device
   *     answers without their response code
   */
  public record View(
      String id,
      String state,
      Presentation.Why purpose,
      String clientId,
      String profile,
      boolean encrypted,
      boolean sameDevice,
      List<AskedQuery.Wanted> asked,
      String madeAt,
      String expiresAt,
      String endedAt,
      int refusals,
      String lastRefusal,
      Result result) {}

  /**
   * @param verdict the worst of the certificates'
   */
  public record Result(String verdict, List<Certificate> certificates) {}

  public record Certificate(
      String query,
      String type,
      Text name,
      String issuer,
      Text issuerName,
      String digest,
      String verdict,
      List<Check> checks,
      List<Claim> claims) {}

  public record Check(
      String id,
      String axis,
      String outcome,
      String code,
      Text title,
      Text detail,
      String expected,
      String actual) {}

  public record Claim(List<Object> path, Text label, Object value, Text display) {}

  /** With what was shown, when there is something. */
  View view(Presentation presentation, Optional<List<Shown>> shown) {
    Facts facts = presentation.facts();
    return new View(
        facts.id().toString(),
        state(presentation),
        facts.why(),
        facts.clientId(),
        word(facts.profile()),
        facts.encrypted(),
        facts.redirectUri().isPresent(),
        askedQuery.inWords(facts.query()),
        facts.madeAt().toString(),
        facts.expiresAt().toString(),
        endedAt(presentation),
        facts.refusals(),
        facts.lastRefusal().orElse(null),
        shown.map(all -> result(facts, all)).orElse(null));
  }

  private static String state(Presentation presentation) {
    return switch (presentation) {
      case Presentation.Waiting waiting -> "waiting";
      case Presentation.Fetched fetched -> "fetched";
      case Presentation.Answered answered -> "answered";
      case Presentation.Declined declined -> "declined";
      case Presentation.Over over -> "expired";
    };
  }

  private static String endedAt(Presentation presentation) {
    return switch (presentation) {
      case Presentation.Answered answered -> answered.at().toString();
      case Presentation.Declined declined -> declined.at().toString();
      default -> null;
    };
  }

  private Result result(Facts facts, List<Shown> shown) {
    Map<String, Known> ours =
        known.byDigests(shown.stream().map(Shown::digest).collect(Collectors.toSet()));
    return new Result(
        word(
            shown.stream()
                .map(Shown::overall)
                .max(Comparator.naturalOrder())
                .orElse(Verdict.Outcome.COULD_NOT_CHECK)),
        shown.stream()
            .map(one -> certificate(facts, one, Optional.ofNullable(ours.get(one.digest()))))
            .toList());
  }

  private Certificate certificate(Facts facts, Shown shown, Optional<Known> ours) {
    return new Certificate(
        shown.query(),
        shown.type(),
        ours.map(Known::name).orElseGet(() -> nameOf(shown.type())),
        shown.issuer(),
        ours.flatMap(one -> Department.of(one.department()))
            .map(Department::name)
            .orElse(Text.same(shown.issuer())),
        shown.digest(),
        word(shown.overall()),
        shown.checks().stream().map(PresentationViews::check).toList(),
        shown.claims().stream().map(value -> claim(facts, shown, value, ours)).toList());
  }

  private Text nameOf(String type) {
    return types.definition(type).map(one -> one.output().name()).orElse(Text.same(type));
  }

  private Claim claim(Facts facts, Shown shown, Shown.Value value, Optional<Known> ours) {
    Text label =
        facts
            .query()
            .credential(shown.query())
            .map(query -> askedQuery.label(query, value.path()))
            .orElse(Text.same(String.valueOf(value.path())));
    Text display =
        ours.stream()
            .flatMap(one -> one.facts().stream())
            .filter(fact -> value.path().equals(List.of(fact.name())))
            .filter(fact -> fact.value().equals(value.value()))
            .map(PreviewCredential.Fact::display)
            .findFirst()
            .orElse(Text.same(String.valueOf(value.value())));
    return new Claim(value.path(), label, value.value(), display);
  }

  private static Check check(Verdict.Check check) {
    return new Check(
        check.id(),
        word(check.axis()),
        word(check.outcome()),
        check.code().name(),
        VerdictTexts.title(check),
        VerdictTexts.detail(check),
        check.expected(),
        check.actual());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
