package org.onenet.services.evidence;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult.Outcome;
import org.onenet.services.exchange.EvidenceOnFile;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.ResolveEvidence;
import org.onenet.services.forms.Answers;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;

/** Runs the rules of an automatic step against the evidence on file, each on its own. */
@Singleton
public class RunChecks {
  private final Registers registers;
  private final TradeNames tradeNames;
  private final Clock clock;

  @Inject
  public RunChecks(Registers registers, TradeNames tradeNames, Clock clock) {
    this.registers = registers;
    this.tradeNames = tradeNames;
    this.clock = clock;
  }

  /**
   * @param application whose own claims (a trade name) do not stand in its way
   */
  public List<CheckResult> run(
      ServiceDefinition.Step step,
      EvidenceOnFile evidence,
      Map<String, JsonNode> answers,
      String application) {
    return step.rules().stream().map(rule -> check(rule, evidence, answers, application)).toList();
  }

  /**
   * Whether the detail of such a result tells what a register holds. That a day is none, and a
   * citizen number, are told without it.
   */
  public static boolean repeatsRegister(JsonNode rule, Outcome outcome) {
    return switch (rule.get("rule").asString()) {
      case "trade-name-free" -> false;
      case "register-match" -> outcome == Outcome.FAILED && !isSecret(rule.get("with").asString());
      default -> outcome != Outcome.COULD_NOT_CHECK;
    };
  }

  private static boolean isSecret(String item) {
    return item.endsWith(".citizenNumber");
  }

  private CheckResult check(
      JsonNode rule, EvidenceOnFile evidence, Map<String, JsonNode> answers, String application) {
    String kind = rule.get("rule").asString();
    if (kind.equals("trade-name-free")) return tradeName(rule, answers, application);
    String item = rule.get(kind.equals("register-match") ? "with" : "item").asString();
    Optional<String> told = evidence.value(item);
    if (told.isEmpty()) return result(rule, Outcome.COULD_NOT_CHECK, why(item, evidence));
    return switch (kind) {
      case "evidence-is" -> isOneOf(rule, item, told.get());
      case "age-at-least" ->
          since(rule, item, told.get(), ChronoUnit.YEARS, rule.get("years").asInt());
      case "months-at-least" ->
          since(rule, item, told.get(), ChronoUnit.MONTHS, rule.get("months").asInt());
      case "not-past" -> notPast(rule, item, told.get());
      case "register-match" -> match(rule, item, told.get(), answers);
      default ->
          result(
              rule, Outcome.COULD_NOT_CHECK, new Text("This rule is not known here.", "系统不识别此规则。"));
    };
  }

  /** Why there is no value: not asked, not answered, nobody known, or nothing of this kind. */
  private Text why(String item, EvidenceOnFile evidence) {
    String type = ResolveEvidence.type(item);
    Text register = registers.holding(type).orElseThrow().name();
    Optional<Exchange> usable = evidence.of(type);
    if (usable.isPresent()) {
      return usable.get().records().isEmpty()
          ? new Text("%s: nothing is known of this person.", "%s中没有此人的记录。").with(register)
          : new Text("%s: holds nothing on this.", "%s中没有此项信息。").with(register);
    }
    boolean asked =
        evidence.exchanges().stream()
            .filter(exchange -> exchange.evidenceType().equals(type))
            .anyMatch(exchange -> exchange.reason().filter("consent-withdrawn"::equals).isEmpty());
    return asked
        ? new Text("%s: did not answer yet.", "%s暂时没有响应。").with(register)
        : new Text("%s: the applicant did not agree that it is asked.", "申请人未同意向%s查询。")
            .with(register);
  }

  private CheckResult isOneOf(JsonNode rule, String item, String told) {
    boolean holds = false;
    for (JsonNode one : rule.get("in")) holds |= one.asString().equals(told);
    Text detail = says(item).with(label(item, told));
    return yes(rule, holds, detail, detail);
  }

  private CheckResult since(JsonNode rule, String item, String told, ChronoUnit unit, int least) {
    Optional<LocalDate> day = day(told);
    if (day.isEmpty()) return notADay(rule, item, told);
    long passed = unit.between(day.get(), today());
    Text detail =
        (unit == ChronoUnit.YEARS
                ? new Text("%s says: %s; that is %s years.", "%s登记为：%s，距今 %s 年。")
                : new Text("%s says: %s; that is %s months.", "%s登记为：%s，距今 %s 个月。"))
            .with(register(item), DisplayAnswer.day(day.get()), passed);
    return yes(rule, passed >= least, detail, detail);
  }

  private CheckResult notPast(JsonNode rule, String item, String told) {
    Optional<LocalDate> day = day(told);
    if (day.isEmpty()) return notADay(rule, item, told);
    Text detail = says(item).with(DisplayAnswer.day(day.get()));
    return yes(rule, !day.get().isBefore(today()), detail, detail);
  }

  private CheckResult notADay(JsonNode rule, String item, String told) {
    boolean hidden =
        registers
            .item(item)
            .filter(field -> field.sensitivity() == Sensitivity.SENSITIVE)
            .isPresent();
    if (hidden) {
      return result(
          rule,
          Outcome.COULD_NOT_CHECK,
          new Text("%s says what is no day.", "%s登记的不是有效日期。").with(register(item)));
    }
    return result(
        rule,
        Outcome.COULD_NOT_CHECK,
        new Text("%s says: %s, which is no day.", "%s登记为：%s，不是有效日期。").with(register(item), told));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(Clocks.CITY));
  }

  /** Registers have what they have: a day may be none. */
  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private CheckResult match(
      JsonNode rule, String item, String told, Map<String, JsonNode> answers) {
    Optional<String> said = said(rule, answers);
    if (said.isEmpty()) return notAnswered(rule);
    return yes(
        rule,
        agree(said.get(), told),
        new Text("The answer and the register agree.", "填写内容与登记信息一致。"),
        says(item).with(isSecret(item) ? CitizenNumber.masked(told) : label(item, told)));
  }

  private Text says(String item) {
    Text register = register(item);
    return new Text(
        register.en().replace("%", "%%") + " says: %s.",
        register.zh().replace("%", "%%") + "登记为：%s。");
  }

  private Text register(String item) {
    return registers.holding(ResolveEvidence.type(item)).orElseThrow().name();
  }

  /** What a code means, or the value as it is. */
  private Text label(String item, String told) {
    return registers
        .item(item)
        .flatMap(
            field -> field.choices().stream().filter(one -> one.value().equals(told)).findFirst())
        .map(DataField.Option::label)
        .orElseGet(() -> Text.same(told));
  }

  /** A form may ask for the month of a day that the register holds. */
  private static boolean agree(String said, String registered) {
    boolean monthOfDay =
        said.matches("[0-9]{4}-[0-9]{2}") && registered.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    return monthOfDay ? registered.startsWith(said) : registered.equals(said);
  }

  private static Optional<String> said(JsonNode rule, Map<String, JsonNode> answers) {
    return Optional.ofNullable(answers.get(rule.get("field").asString()))
        .filter(answer -> !Answers.isEmpty(answer))
        .map(answer -> answer.asString(""));
  }

  private static CheckResult notAnswered(JsonNode rule) {
    return result(
        rule, Outcome.COULD_NOT_CHECK, new Text("There is no answer to check.", "没有可供核对的内容。"));
  }

  private CheckResult tradeName(JsonNode rule, Map<String, JsonNode> answers, String application) {
    Optional<String> name = said(rule, answers);
    if (name.isEmpty()) return notAnswered(rule);
    return yes(
        rule,
        tradeNames.isFree(name.get(), application),
        new Text("Nobody else trades under this name.", "该名称未被他人使用。"),
        new Text("Another trader holds this name.", "该名称已被他人登记。"));
  }

  private static CheckResult yes(JsonNode rule, boolean passed, Text good, Text bad) {
    return result(rule, passed ? Outcome.PASSED : Outcome.FAILED, passed ? good : bad);
  }

  private static CheckResult result(JsonNode rule, Outcome outcome, Text detail) {
    JsonNode name = rule.get("name");
    return new CheckResult(
        rule.get("id").asString(),
        new Text(name.get("en").asString(), name.get("zh").asString()),
        outcome,
        detail);
  }
}
