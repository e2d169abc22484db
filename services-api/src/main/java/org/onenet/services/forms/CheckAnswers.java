package org.onenet.services.forms;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * Checks answers against their definition; what is not asked under these answers is not checked.
 */
@Singleton
public class CheckAnswers {
  private static final int LONGEST_TEXT = 300;
  private static final int LONGEST_TEXTAREA = 4_000;

  private final Clock clock;
  private final ValueChecks checks;

  @Inject
  public CheckAnswers(Clock clock, ValueChecks checks) {
    this.clock = clock;
    this.checks = checks;
  }

  /**
   * Everything wrong with a whole form.
   *
   * @param waived ids of fields that need no answer although they are required
   */
  public List<AnswerError> form(
      ServiceDefinition definition,
      Map<String, JsonNode> answers,
      String application,
      Set<String> waived) {
    return check(Conditions.asked(definition, answers), answers, application, waived);
  }

  /** Everything wrong with one page. */
  public List<AnswerError> page(
      ServiceDefinition.Page page,
      Map<String, JsonNode> answers,
      String application,
      Set<String> waived) {
    return check(Conditions.asked(page, answers), answers, application, waived);
  }

  private List<AnswerError> check(
      List<Field> fields, Map<String, JsonNode> answers, String application, Set<String> waived) {
    List<AnswerError> errors = new ArrayList<>();
    for (Field field : fields) {
      if (waived.contains(field.id()) && Answers.isEmpty(answers.get(field.id()))) continue;
      error(field, answers.get(field.id()), application).ifPresent(errors::add);
    }
    return errors;
  }

  private Optional<AnswerError> error(Field field, JsonNode answer, String application) {
    if (Answers.isEmpty(answer)) {
      return field.required() ? Optional.of(required(field)) : Optional.empty();
    }
    return switch (field.type()) {
      case "number", "money" -> number(field, answer);
      case "checkbox" ->
          answer.isBoolean()
              ? field.required() && !answer.asBoolean()
                  ? Optional.of(required(field))
                  : Optional.empty()
              : wrongType(field, "yes or no", "是或否");
      case "checkboxes" -> options(field, answer);
      case "file" ->
          answer.isArray() ? Optional.empty() : wrongType(field, "uploaded documents", "已上传的文件");
      default ->
          answer.isString()
              ? text(field, answer.asString(), application)
              : wrongType(field, "text", "文字");
    };
  }

  private Optional<AnswerError> text(Field field, String value, String application) {
    int longest = field.type().equals("textarea") ? LONGEST_TEXTAREA : LONGEST_TEXT;
    longest = rule(field, "maxLength").map(JsonNode::asInt).orElse(longest);
    int shortest = rule(field, "minLength").map(JsonNode::asInt).orElse(1);
    int length = value.codePointCount(0, value.length());
    if (length > longest) {
      return wrong(
          field,
          "too-long",
          new Text(
              "Use at most " + longest + " characters; these are " + length + ".",
              "最多 " + longest + " 个字，现在有 " + length + " 个字。"));
    }
    if (length < shortest) {
      return wrong(
          field,
          "too-short",
          new Text("Use at least " + shortest + " characters.", "至少填写 " + shortest + " 个字。"));
    }
    if (value.chars().anyMatch(CheckAnswers::isControl)) {
      return wrong(
          field,
          "format",
          new Text("Remove the control characters from this answer.", "请删除其中的控制字符。"));
    }
    Optional<AnswerError> byType =
        switch (field.type()) {
          case "date" -> date(field, value);
          case "month" -> month(field, value);
          case "select", "radio" ->
              field.choices().stream().anyMatch(option -> option.value().equals(value))
                  ? Optional.empty()
                  : notAnOption(field);
          case "phone" ->
              value.matches("(\\+?86[- ]?)?1[3-9]\\d([- ]?\\d{4}){2}|0\\d{2,3}[- ]?\\d{7,8}")
                  ? Optional.empty()
                  : wrong(
                      field,
                      "format",
                      new Text(
                          "Enter a phone number, for example 138 0013 8000.",
                          "请输入电话号码，例如 138 0013 8000。"));
          case "email" ->
              value.matches("[^@\\s]+@[^@\\s.]+(\\.[^@\\s.]+)+")
                  ? Optional.empty()
                  : wrong(
                      field,
                      "format",
                      new Text(
                          "Enter an email address, for example name@example.com.",
                          "请输入电子邮箱，例如 name@example.com。"));
          case "citizen-number" ->
              CitizenNumber.isValid(value, today())
                  ? Optional.empty()
                  : wrong(
                      field,
                      "format",
                      new Text(
                          "Enter the 18 characters of the citizen number. Region, birth date and the"
                              + " check character at its end must fit.",
                          "请输入 18 位公民身份号码；其中的地区、出生日期和最后一位校验码须正确。"));
          default -> Optional.empty();
        };
    if (byType.isPresent()) return byType;
    Optional<String> pattern = rule(field, "pattern").map(JsonNode::asString);
    if (pattern.isPresent() && !value.matches(pattern.get())) {
      JsonNode message = field.validation().path("patternMessage");
      return wrong(
          field,
          "format",
          new Text(
              message.path("en").asString("This is not in the form that is expected."),
              message.path("zh").asString("格式不正确。")));
    }
    return rule(field, "check")
        .flatMap(check -> checks.check(check.asString(), value, application))
        .map(message -> new AnswerError(field.id(), "taken", message));
  }

  private Optional<AnswerError> number(Field field, JsonNode answer) {
    if (!Answers.isFinite(answer)) return wrongType(field, "a number", "数字");
    BigDecimal value = answer.decimalValue();
    Optional<BigDecimal> least = rule(field, "minimum").map(JsonNode::decimalValue);
    Optional<BigDecimal> most = rule(field, "maximum").map(JsonNode::decimalValue);
    if (least.isPresent() && value.compareTo(least.get()) < 0) {
      return wrong(
          field,
          "too-small",
          new Text(
              "Enter " + plain(least.get()) + " or more.",
              "请输入不小于 " + plain(least.get()) + " 的数。"));
    }
    if (most.isPresent() && value.compareTo(most.get()) > 0) {
      return wrong(
          field,
          "too-large",
          new Text(
              "Enter " + plain(most.get()) + " or less.", "请输入不大于 " + plain(most.get()) + " 的数。"));
    }
    return Optional.empty();
  }

  private Optional<AnswerError> options(Field field, JsonNode answer) {
    if (!answer.isArray()) return wrongType(field, "a list of choices", "选项列表");
    for (JsonNode chosen : answer) {
      if (!chosen.isString()) return wrongType(field, "a list of choices", "选项列表");
      if (field.choices().stream().noneMatch(option -> option.value().equals(chosen.asString()))) {
        return notAnOption(field);
      }
    }
    return Optional.empty();
  }

  private Optional<AnswerError> date(Field field, String value) {
    Optional<LocalDate> date = parsed(value, LocalDate::parse);
    if (date.isEmpty()) {
      return wrong(
          field,
          "format",
          new Text("Enter a day that exists, for example 2026-11-23.", "请输入有效日期，例如 2026-11-23。"));
    }
    return between(
        field, date.get(), day(field, "notBefore"), day(field, "notAfter"), new Text("day", "日期"));
  }

  private Optional<AnswerError> month(Field field, String value) {
    Optional<YearMonth> month = parsed(value, YearMonth::parse);
    if (month.isEmpty()) {
      return wrong(
          field,
          "format",
          new Text("Enter year and month, for example 2024-06.", "请输入年月，例如 2024-06。"));
    }
    return between(
        field,
        month.get(),
        day(field, "notBefore").map(YearMonth::from),
        day(field, "notAfter").map(YearMonth::from),
        new Text("month", "月份"));
  }

  private static <T extends Comparable<? super T>> Optional<AnswerError> between(
      Field field, T value, Optional<T> first, Optional<T> last, Text unit) {
    if (first.isPresent() && value.compareTo(first.get()) < 0) {
      return wrong(
          field,
          "too-early",
          new Text("Enter %s or a later %s.", "请输入 %s 或之后的%s。").with(first.get(), unit));
    }
    if (last.isPresent() && value.compareTo(last.get()) > 0) {
      return wrong(
          field,
          "too-late",
          new Text("Enter %s or an earlier %s.", "请输入 %s 或之前的%s。").with(last.get(), unit));
    }
    return Optional.empty();
  }

  /** What Java reads beyond four digits of a year (+12026-11-23) is a slip here. */
  private static <T> Optional<T> parsed(String value, Function<String, T> parse) {
    try {
      return Character.digit(value.charAt(0), 10) < 0
          ? Optional.empty()
          : Optional.of(parse.apply(value));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Optional<LocalDate> day(Field field, String rule) {
    return rule(field, rule)
        .map(JsonNode::asString)
        .map(text -> text.equals("today") ? today() : LocalDate.parse(text));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(Clocks.CITY));
  }

  private static Optional<JsonNode> rule(Field field, String name) {
    return field.validation() == null
        ? Optional.empty()
        : Optional.ofNullable(field.validation().get(name));
  }

  private static AnswerError required(Field field) {
    Text message =
        switch (field.type()) {
          case "select", "radio", "checkboxes" ->
              new Text("Choose an answer: %s.", "请选择：%s。").with(field.label());
          case "file" -> new Text("Upload: %s.", "请上传：%s。").with(field.label());
          case "checkbox" -> new Text("Tick this to go on: %s", "请勾选后继续：%s").with(field.label());
          default -> new Text("Enter: %s.", "请填写：%s。").with(field.label());
        };
    return new AnswerError(field.id(), "required", message);
  }

  private static Optional<AnswerError> notAnOption(Field field) {
    return wrong(
        field, "not-an-option", new Text("Choose one of the answers given.", "请从给出的选项中选择。"));
  }

  private static Optional<AnswerError> wrongType(Field field, String en, String zh) {
    return wrong(field, "type", new Text("Expected " + en + ".", "应为" + zh + "。"));
  }

  private static Optional<AnswerError> wrong(Field field, String code, Text message) {
    return Optional.of(new AnswerError(field.id(), code, message));
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
