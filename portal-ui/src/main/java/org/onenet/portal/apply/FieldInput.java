package org.onenet.portal.apply;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.onenet.portal.api.Definition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One field of a form as the component that people fill in; its value is the answer's JSON. */
final class FieldInput {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Long enough for a pause in typing, short enough to lose nothing that was seen. */
  private static final int PAUSE_MS = 700;

  private final Component component;
  private final Supplier<Optional<JsonNode>> value;

  private FieldInput(Component component, Supplier<Optional<JsonNode>> value) {
    this.component = component;
    this.value = value;
  }

  Component component() {
    return component;
  }

  /** The answer as it stands, or empty when there is none. */
  Optional<JsonNode> value() {
    return value.get();
  }

  void error(String message) {
    if (component instanceof HasValidation validated) {
      validated.setErrorMessage(message);
      validated.setInvalid(message != null);
    }
  }

  static FieldInput of(
      Definition.Field field,
      JsonNode answer,
      Locale locale,
      String hint,
      Consumer<Void> onChange) {
    String label = field.label().in(locale);
    FieldInput input =
        switch (field.type()) {
          case "textarea" -> textArea(label, answer);
          case "date" -> date(label, answer, locale);
          case "select" -> select(field, label, answer, locale);
          case "radio" -> radio(field, label, answer, locale);
          case "checkbox" -> checkbox(label, answer);
          case "checkboxes" -> checkboxes(field, label, answer, locale);
          default -> text(field.type(), label, answer);
        };
    input.component.setId("f-" + field.id());
    String help = field.help() == null ? "" : field.help().in(locale);
    if (input.component instanceof HasHelper helped) {
      String both = help.isEmpty() ? hint : hint.isEmpty() ? help : help + " " + hint;
      helped.setHelperText(both.isEmpty() ? null : both);
      input.component.getElement().getThemeList().add("helper-above-field");
    }
    ((HasValue<?, ?>) input.component)
        .addValueChangeListener(
            changed -> {
              input.error(null);
              onChange.accept(null);
            });
    if (input.component instanceof AbstractField<?, ?> && field.required()) {
      // Marked for assistive technology; the page's own summary tells what is missing.
      input.component.getElement().setAttribute("aria-required", "true");
    }
    return input;
  }

  private static FieldInput text(String type, String label, JsonNode answer) {
    TextField field = new TextField(label);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(PAUSE_MS);
    field.setManualValidation(true);
    boolean number = type.equals("number") || type.equals("money");
    if (number) {
      field.getElement().setAttribute("inputmode", "decimal");
    }
    field.setValue(answer == null ? "" : answer.asString(""));
    return new FieldInput(
        field, () -> number ? numeric(field.getValue()) : string(field.getValue()));
  }

  private static FieldInput textArea(String label, JsonNode answer) {
    TextArea field = new TextArea(label);
    field.setValueChangeMode(ValueChangeMode.LAZY);
    field.setValueChangeTimeout(PAUSE_MS);
    field.setManualValidation(true);
    field.setMinRows(3);
    field.setValue(answer == null ? "" : answer.asString(""));
    return new FieldInput(field, () -> string(field.getValue()));
  }

  private static FieldInput date(String label, JsonNode answer, Locale locale) {
    DatePicker field = new DatePicker(label);
    field.setLocale(locale);
    field.setManualValidation(true);
    // People know their dates and type them, on a phone too; the calendar is one press away.
    field.setAutoOpen(false);
    field.setI18n(new DatePicker.DatePickerI18n().setDateFormat("yyyy-MM-dd"));
    try {
      field.setValue(answer == null ? null : LocalDate.parse(answer.asString("")));
    } catch (DateTimeParseException unfinished) {
      field.setValue(null);
    }
    return new FieldInput(
        field, () -> Optional.ofNullable(field.getValue()).map(d -> JSON.stringNode(d.toString())));
  }

  private static FieldInput select(
      Definition.Field field, String label, JsonNode answer, Locale locale) {
    Select<Definition.Option> select = new Select<>();
    select.setLabel(label);
    select.setManualValidation(true);
    select.setItems(field.options());
    select.setItemLabelGenerator(o -> o.label().in(locale));
    chosen(field, answer).ifPresent(select::setValue);
    return new FieldInput(
        select, () -> Optional.ofNullable(select.getValue()).map(o -> JSON.stringNode(o.value())));
  }

  private static FieldInput radio(
      Definition.Field field, String label, JsonNode answer, Locale locale) {
    RadioButtonGroup<Definition.Option> radio = new RadioButtonGroup<>(label);
    radio.setManualValidation(true);
    radio.addThemeName("vertical");
    radio.setItems(field.options());
    radio.setItemLabelGenerator(o -> o.label().in(locale));
    chosen(field, answer).ifPresent(radio::setValue);
    return new FieldInput(
        radio, () -> Optional.ofNullable(radio.getValue()).map(o -> JSON.stringNode(o.value())));
  }

  private static FieldInput checkbox(String label, JsonNode answer) {
    Checkbox box = new Checkbox(label);
    box.setManualValidation(true);
    box.setValue(answer != null && answer.asBoolean(false));
    return new FieldInput(box, () -> Optional.of(JSON.booleanNode(box.getValue())));
  }

  private static FieldInput checkboxes(
      Definition.Field field, String label, JsonNode answer, Locale locale) {
    CheckboxGroup<Definition.Option> group = new CheckboxGroup<>(label);
    group.setManualValidation(true);
    group.addThemeName("vertical");
    group.setItems(field.options());
    group.setItemLabelGenerator(o -> o.label().in(locale));
    if (answer != null && answer.isArray()) {
      Set<String> values = new LinkedHashSet<>();
      answer.forEach(v -> values.add(v.asString("")));
      group.setValue(
          new LinkedHashSet<>(
              field.options().stream().filter(o -> values.contains(o.value())).toList()));
    }
    return new FieldInput(
        group,
        () -> {
          ArrayNode all = JSON.arrayNode();
          List<Definition.Option> inOrder =
              field.options().stream().filter(group.getValue()::contains).toList();
          inOrder.forEach(o -> all.add(o.value()));
          return all.isEmpty() ? Optional.empty() : Optional.of(all);
        });
  }

  private static Optional<Definition.Option> chosen(Definition.Field field, JsonNode answer) {
    return answer == null
        ? Optional.empty()
        : field.options().stream().filter(o -> o.value().equals(answer.asString(""))).findFirst();
  }

  private static Optional<JsonNode> string(String typed) {
    return typed == null || typed.isBlank()
        ? Optional.empty()
        : Optional.of(JSON.stringNode(typed.strip()));
  }

  /**
   * What is not a number yet stays what was typed: a draft loses nothing, and checking says why.
   */
  private static Optional<JsonNode> numeric(String typed) {
    if (typed == null || typed.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.numberNode(new BigDecimal(typed.strip())));
    } catch (NumberFormatException notYet) {
      return string(typed);
    }
  }
}
