package org.onenet.services.evidence;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult.Outcome;
import org.onenet.services.forms.Answers;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/** Runs the rules of an automatic step against the population register, each on its own. */
@Singleton
public class RunChecks {
  private final PopulationRegister register;
  private final TradeNames tradeNames;
  private final Clock clock;

  @Inject
  public RunChecks(PopulationRegister register, TradeNames tradeNames, Clock clock) {
    this.register = register;
    this.tradeNames = tradeNames;
    this.clock = clock;
  }

  /**
   * @param citizenNumber of the applicant's account; empty when it is linked to nobody
   * @param application whose own claims (a trade name) do not stand in its way
   */
  public List<CheckResult> run(
      ServiceDefinition.Step step,
      Optional<String> citizenNumber,
      Map<String, JsonNode> answers,
      String application) {
    Optional<Person> person;
    try {
      person = citizenNumber.flatMap(register::person);
    } catch (RegisterUnavailable e) {
      return step.rules().stream()
          .map(
              rule ->
                  rule.get("rule").asString().equals("trade-name-free")
                      ? tradeName(rule, answers, application)
                      : result(
                          rule,
                          Outcome.COULD_NOT_CHECK,
                          new Text("The population register did not answer.", "人口库暂时没有响应。")))
          .toList();
    }
    return step.rules().stream().map(rule -> check(rule, person, answers, application)).toList();
  }

  private CheckResult check(
      JsonNode rule, Optional<Person> found, Map<String, JsonNode> answers, String application) {
    if (rule.get("rule").asString().equals("trade-name-free")) {
      return tradeName(rule, answers, application);
    }
    if (found.isEmpty()) {
      return result(
          rule,
          Outcome.COULD_NOT_CHECK,
          new Text("The population register does not know this person.", "人口库中没有此人的记录。"));
    }
    Person person = found.get();
    LocalDate today = LocalDate.now(clock.withZone(Clocks.CITY));
    return switch (rule.get("rule").asString()) {
      case "alive" ->
          yes(
              rule,
              !person.state().equals("deceased"),
              new Text("The register lists the person as living.", "人口库登记为在世。"),
              new Text("The register lists the person as deceased.", "人口库登记为已故。"));
      case "resident-of-city" ->
          yes(
              rule,
              person.state().equals("resident"),
              new Text("Registered as living in the city.", "登记为本市居民。"),
              new Text("Not registered as living in the city.", "未登记为本市居民。"));
      case "age-at-least" -> {
        long age = ChronoUnit.YEARS.between(person.birthDate(), today);
        Text detail = new Text("Age " + age + " by the register.", "人口库登记年龄 " + age + " 岁。");
        yield yes(rule, age >= rule.get("years").asInt(), detail, detail);
      }
      case "resident-months-at-least" -> {
        long months = ChronoUnit.MONTHS.between(person.residentSince(), today);
        Text detail =
            new Text(
                "In the city for " + months + " months by the register.",
                "人口库登记在本市居住 " + months + " 个月。");
        yield yes(rule, months >= rule.get("months").asInt(), detail, detail);
      }
      case "register-match" -> match(rule, person, answers);
      default ->
          result(
              rule, Outcome.COULD_NOT_CHECK, new Text("This rule is not known here.", "系统不识别此规则。"));
    };
  }

  private static CheckResult match(JsonNode rule, Person person, Map<String, JsonNode> answers) {
    String with = rule.get("with").asString();
    String registered = person.items().get(with);
    if (registered == null) {
      return result(
          rule,
          Outcome.COULD_NOT_CHECK,
          new Text("The register holds nothing on this.", "人口库中没有此项信息。"));
    }
    Optional<String> said = said(rule, answers);
    if (said.isEmpty()) return notAnswered(rule);
    String shown =
        with.equals("population.citizenNumber") ? CitizenNumber.masked(registered) : registered;
    return yes(
        rule,
        agree(said.get(), registered),
        new Text("The answer and the register agree.", "填写内容与人口库一致。"),
        new Text("The register says: " + shown + ".", "人口库登记为：" + shown + "。"));
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
