package org.onenet.services.forms;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/** Values as people read them, in both languages. */
public final class DisplayAnswer {
  private static final DateTimeFormatter DAY_EN =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_ZH = DateTimeFormatter.ofPattern("yyyy年M月d日");
  private static final DateTimeFormatter MONTH_EN =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH_ZH = DateTimeFormatter.ofPattern("yyyy年M月");

  private DisplayAnswer() {}

  public static Text of(Field field, JsonNode answer) {
    if (Answers.isEmpty(answer)) return new Text("not answered", "未填写");
    return switch (field.type()) {
      case "select", "radio" -> option(field, answer.asString(""));
      case "checkboxes" -> list(field, answer);
      case "checkbox" -> answer.asBoolean() ? new Text("Yes", "是") : new Text("No", "否");
      case "file" ->
          new Text(
              answer.size() == 1 ? "1 document" : answer.size() + " documents",
              answer.size() + " 份文件");
      case "money" -> money(answer);
      case "number" -> Text.same(number(answer));
      default -> value(field.type(), answer.asString(""));
    };
  }

  /** A value of that type that is no form answer: a claim of a certificate. */
  public static Text value(String type, String value) {
    try {
      return switch (type) {
        case "date" -> day(LocalDate.parse(value));
        case "month" -> {
          YearMonth month = YearMonth.parse(value);
          yield new Text(MONTH_EN.format(month), MONTH_ZH.format(month));
        }
        default -> Text.same(value);
      };
    } catch (DateTimeParseException e) {
      return Text.same(value);
    }
  }

  public static Text day(LocalDate day) {
    return new Text(DAY_EN.format(day), DAY_ZH.format(day));
  }

  private static Text money(JsonNode amount) {
    return new Text("CNY " + number(amount), number(amount) + " 元");
  }

  /** Grouped, and never rounded: a clerk decides on what was answered. */
  private static String number(JsonNode answer) {
    if (!Answers.isFinite(answer)) return answer.asString("");
    BigDecimal value = answer.decimalValue();
    NumberFormat format = NumberFormat.getInstance(Locale.ENGLISH);
    format.setMaximumFractionDigits(Math.max(0, value.scale()));
    return format.format(value);
  }

  private static Text option(Field field, String value) {
    return field.choices().stream()
        .filter(option -> option.value().equals(value))
        .map(option -> option.label())
        .findFirst()
        .orElse(Text.same(value));
  }

  private static Text list(Field field, JsonNode answer) {
    List<Text> labels = new ArrayList<>();
    answer.forEach(value -> labels.add(option(field, value.asString(""))));
    return Text.list(labels);
  }
}
