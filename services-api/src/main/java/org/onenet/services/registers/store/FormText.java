package org.onenet.services.registers.store;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Pattern;
import org.onenet.services.registers.DataField;

/** A register's value as forms take it. */
final class FormText {
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ].*)?");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}([T ].*)?)?");
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(\\.\\d{1,9})?");

  private FormText() {}

  /**
   * @param value not blank
   * @return empty when it does not fit the field's type: a date that is none, a code without option
   */
  static Optional<String> of(DataField field, String value) {
    String text = value.strip();
    return switch (field.type()) {
      case "text" -> Optional.of(text);
      case "date" -> DAY.matcher(text).matches() ? day(text.substring(0, 10)) : Optional.empty();
      case "month" ->
          MONTH.matcher(text).matches() ? month(text.substring(0, 7)) : Optional.empty();
      case "number" ->
          NUMBER.matcher(text).matches() ? Optional.of(number(text)) : Optional.empty();
      case "boolean" ->
          switch (text) {
            case "true", "t", "1" -> Optional.of("true");
            case "false", "f", "0" -> Optional.of("false");
            default -> Optional.empty();
          };
      case "code" ->
          field.choices().stream().map(DataField.Option::value).filter(text::equals).findFirst();
      default -> throw new IllegalArgumentException("no such type of field: " + field.type());
    };
  }

  /** What would have fitted, for the log. */
  static String expected(DataField field) {
    return switch (field.type()) {
      case "date" -> "a day as 2024-06-01";
      case "month" -> "a month as 2024-06";
      case "number" -> "a plain number";
      case "boolean" -> "true or false";
      case "code" -> "one of " + field.choices().stream().map(DataField.Option::value).toList();
      default -> "a " + field.type();
    };
  }

  private static Optional<String> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> month(String text) {
    try {
      return Optional.of(YearMonth.parse(text).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String number(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
