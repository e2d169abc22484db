package org.onenet.services.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onenet.services.applications.Provenance;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.Notice;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Evidence;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.catalogue.ServiceDefinition.Requirement;
import org.onenet.services.corrections.Correction;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.forms.Answers;
import org.onenet.services.platform.Clocks;
import tools.jackson.databind.JsonNode;

/**
 * Counts one case from its answers, their provenance and its checks, which do not change with the
 * years as the evidence itself does.
 *
 * <p>Each requirement of the definition is a material. It is waived when no document was uploaded
 * for it and a certificate from a wallet filled one of its fields, or else a register did or let a
 * rule on it pass, or else an office helped: the holder of a register found, before the decision,
 * that the applicant was right, and corrected it; or else the service takes the applicant's word,
 * which is where it names evidence by the applicant and has no field for documents. Evidence that
 * had to be corrected proves nothing as told.
 */
final class CountCase {
  private static final String FETCHED = "fetched";
  private static final String PRESENTED = "presented";

  private final ServiceDefinition definition;
  private final Cases.Submission submission;
  private final Set<String> passed = new HashSet<>();
  private final Set<String> helped;
  private final Duration waited;

  private CountCase(
      ServiceDefinition definition,
      Cases.Submission submission,
      List<CheckResult> checks,
      Set<String> helped,
      Duration waited) {
    this.definition = definition;
    this.submission = submission;
    this.helped = helped;
    this.waited = waited;
    Set<String> rules = new HashSet<>();
    checks.stream()
        .filter(check -> check.outcome() == CheckResult.Outcome.PASSED)
        .forEach(check -> rules.add(check.id()));
    definition.steps().stream()
        .flatMap(step -> step.rules().stream())
        .filter(rule -> rules.contains(rule.get("id").asString()))
        .flatMap(
            rule ->
                Optional.of(rule.path("with").asString(rule.path("item").asString(""))).stream())
        .filter(item -> !item.isEmpty())
        .forEach(item -> passed.add(ResolveEvidence.type(item)));
  }

  static CaseCount of(
      ServiceDefinition definition,
      Case file,
      Cases.Submission submission,
      List<CheckResult> checks,
      List<Correction> corrections,
      List<Notice> notices) {
    return new CountCase(definition, submission, checks, helped(file, corrections), waited(notices))
        .count(file);
  }

  /** The evidence types that were corrected; later than its decision, none helped a case. */
  private static Set<String> helped(Case file, List<Correction> corrections) {
    Instant before = decision(file).map(Case.Decision::at).orElse(Instant.MAX);
    return corrections.stream()
        .filter(
            one ->
                one.answer()
                    .filter(answer -> answer.corrected() && !answer.at().isAfter(before))
                    .isPresent())
        .map(Correction::evidenceType)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Duration waited(List<Notice> notices) {
    return notices.stream()
        .flatMap(
            notice -> notice.end().map(end -> Duration.between(notice.sentAt(), end.at())).stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private CaseCount count(Case file) {
    Case.Facts facts = file.facts();
    List<Field> answered = definition.fields().filter(this::isAnswered).toList();
    return new CaseCount(
        facts.reference(),
        facts.version(),
        facts.service(),
        YearMonth.from(facts.submittedAt().atZone(Clocks.CITY)),
        decision(file).map(decision -> decided(facts, decision)),
        facts.notices(),
        waited,
        answered.size(),
        (int) answered.stream().filter(field -> is(field, FETCHED) || is(field, PRESENTED)).count(),
        materials());
  }

  private static Optional<Case.Decision> decision(Case file) {
    return switch (file) {
      case Case.Granted granted -> Optional.of(granted.decision());
      case Case.Refused refused -> Optional.of(refused.decision());
      default -> Optional.empty();
    };
  }

  private CaseCount.Decided decided(Case.Facts facts, Case.Decision decision) {
    return new CaseCount.Decided(
        YearMonth.from(decision.at().atZone(Clocks.CITY)),
        decision.by().isSystem(),
        Duration.between(facts.submittedAt(), decision.at()).minus(waited));
  }

  private boolean isAnswered(Field field) {
    JsonNode answer = submission.answers().get(field.id());
    return !isForDocuments(field) && answer != null && !Answers.isEmpty(answer);
  }

  private static boolean isForDocuments(Field field) {
    return field.type().equals("file");
  }

  private boolean is(Field field, String kind) {
    return Optional.ofNullable(submission.provenance().get(field.id()))
        .map(Provenance::kind)
        .filter(kind::equals)
        .isPresent();
  }

  private CaseCount.Materials materials() {
    int certificate = 0;
    int data = 0;
    int help = 0;
    int declaration = 0;
    for (Requirement requirement : definition.holdsRequirement()) {
      if (isUploaded(requirement)) continue;
      Set<String> types = types(requirement);
      Set<String> asTold = new HashSet<>(types);
      asTold.removeAll(helped);
      if (filled(types, PRESENTED)) certificate++;
      else if (filled(asTold, FETCHED) || isChecked(asTold)) data++;
      else if (asTold.size() < types.size()) help++;
      else if (isOnTheirWord(requirement)) declaration++;
    }
    return new CaseCount.Materials(
        definition.holdsRequirement().size(), certificate, data, help, declaration);
  }

  private boolean isUploaded(Requirement requirement) {
    Map<String, JsonNode> answers = submission.answers();
    return documents(requirement).stream()
        .anyMatch(
            field -> answers.containsKey(field.id()) && !Answers.isEmpty(answers.get(field.id())));
  }

  private List<Field> documents(Requirement requirement) {
    return definition
        .fields()
        .filter(field -> requirement.identifier().equals(field.proves()))
        .toList();
  }

  private boolean filled(Set<String> types, String kind) {
    return definition
        .fields()
        .filter(
            field -> field.prefill().map(ResolveEvidence::type).filter(types::contains).isPresent())
        .anyMatch(field -> is(field, kind));
  }

  private boolean isChecked(Set<String> types) {
    return types.stream().anyMatch(passed::contains);
  }

  private boolean isOnTheirWord(Requirement requirement) {
    return documents(requirement).isEmpty()
        && requirement.evidence().stream()
            .anyMatch(evidence -> "applicant".equals(evidence.provider()));
  }

  private static Set<String> types(Requirement requirement) {
    Set<String> types = new HashSet<>();
    requirement.evidence().stream()
        .filter(Evidence::isFromRegister)
        .forEach(evidence -> types.add(evidence.evidenceType()));
    return types;
  }
}
