package org.onenet.portal.asking;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.api.PresentationsApi;
import org.onenet.portal.layout.View;

/** Puts a question together: a saved one, ticks on what a purpose allows, or an own query. */
final class QuestionForm extends View {
  private static final long serialVersionUID = 1L;

  private final transient PresentationsApi api;
  private final transient Consumer<Presentation.Made> made;
  private final transient Runnable changed;
  private final RadioButtonGroup<Presentation.Purpose> purpose = new RadioButtonGroup<>();
  private final Div facts = new Div();
  private final transient Map<Presentation.MayAsk, CheckboxGroup<Presentation.Claimed>> ticks =
      new LinkedHashMap<>();
  private final TextArea own = new TextArea();
  private final Checkbox haip = new Checkbox();
  private final TextField name = new TextField();
  private final Div problems = new Div();

  /**
   * @param made hears of the question that was put
   * @param changed hears that the saved questions are others now
   */
  QuestionForm(
      Presentation.Registered registered,
      List<Presentation.Template> templates,
      PresentationsApi api,
      Consumer<Presentation.Made> made,
      Runnable changed) {
    this.api = api;
    this.made = made;
    this.changed = changed;
    add(problems);
    if (!templates.isEmpty()) {
      add(saved(templates));
    }
    purpose.setLabel(t("ask.purpose"));
    purpose.setId("purpose");
    purpose.setItems(registered.purposes());
    purpose.setItemLabelGenerator(one -> t(one.name()));
    purpose.addThemeName("vertical");
    purpose.addValueChangeListener(chosen -> showFacts());
    haip.setLabel(t("ask.haip"));
    haip.setId("haip");
    own.setLabel(t("ask.own"));
    own.setHelperText(t("ask.ownHelp"));
    own.setId("own-query");
    own.setWidthFull();
    own.setMinRows(6);
    own.setManualValidation(true);
    name.setLabel(t("ask.name"));
    name.setId("template-name");
    name.setMaxLength(80);
    name.setManualValidation(true);
    Details more = new Details(t("ask.more"), field(haip), field(own), field(name), saveButton());
    more.setId("more");
    Div card = card(new H2(t("ask.new")), field(purpose), facts);
    Div acts = row(act("ask", t("ask.ask"), this::ask));
    acts.addClassName("acts");
    card.add(acts, more);
    add(card);
    purpose.setValue(registered.purposes().getFirst());
  }

  private com.vaadin.flow.component.button.Button saveButton() {
    return quiet("save-template", t("ask.save"), this::save);
  }

  private static Div field(com.vaadin.flow.component.Component input) {
    Div field = new Div(input);
    field.addClassName("field");
    return field;
  }

  private void showFacts() {
    facts.removeAll();
    ticks.clear();
    Presentation.Purpose chosen = purpose.getValue();
    facts.add(soft(new Paragraph(t(chosen.reason()))));
    for (Presentation.MayAsk may : chosen.mayAsk()) {
      CheckboxGroup<Presentation.Claimed> group = new CheckboxGroup<>();
      group.setLabel(t(may.name()));
      group.setId("facts-" + may.credentialType());
      group.setItems(may.claims());
      group.setItemLabelGenerator(claim -> t(claim.label()));
      group.select(may.claims());
      ticks.put(may, group);
      facts.add(field(group));
    }
  }

  private Div saved(List<Presentation.Template> templates) {
    Div card = card(new H2(t("ask.saved")));
    UnorderedList list = new UnorderedList();
    list.addClassName("copies");
    for (Presentation.Template one : templates) {
      String certificates =
          String.join(
              t("list.comma"),
              one.asked().stream().flatMap(w -> w.types().stream()).map(this::t).toList());
      list.add(
          new ListItem(
              new Span(one.name() + " · " + certificates),
              row(
                  act(
                      "ask-" + one.id(),
                      t("ask.ask"),
                      () -> put(one.purpose(), one.query(), haip.getValue())),
                  quiet(
                      "remove-" + one.id(),
                      t("ask.remove"),
                      () -> then(() -> api.removeTemplate(one.id(), getLocale()))))));
    }
    card.add(list);
    return card;
  }

  private void ask() {
    Object query = query();
    if (query != null) {
      put(purpose.getValue().identifier(), query, haip.getValue());
    }
  }

  private void put(String why, Object query, boolean highAssurance) {
    Presentation.Made[] put = new Presentation.Made[1];
    ApiProblem problem = attempt(() -> put[0] = api.ask(why, query, highAssurance, getLocale()));
    if (problem == null) {
      made.accept(put[0]);
    } else {
      tell(problem);
    }
  }

  private void save() {
    String called = name.getValue().strip();
    name.setInvalid(called.isEmpty());
    name.setErrorMessage(called.isEmpty() ? t("ask.nameMissing") : null);
    Object query = query();
    if (called.isEmpty() || query == null) {
      return;
    }
    then(() -> api.saveTemplate(called, purpose.getValue().identifier(), query, getLocale()));
  }

  private void then(Runnable act) {
    ApiProblem problem = attempt(act);
    if (problem == null) {
      changed.run();
    } else {
      tell(problem);
    }
  }

  private void tell(ApiProblem problem) {
    problems.removeAll();
    problems.add(notice(problem));
    problems.getElement().executeJs("this.scrollIntoView()");
  }

  /** The own query, or what is ticked; null, and told, when it is neither. */
  private Object query() {
    own.setInvalid(false);
    if (!own.getValue().isBlank()) {
      try {
        return PresentationsApi.query(own.getValue());
      } catch (IllegalArgumentException notJson) {
        own.setErrorMessage(t("ask.ownWrong"));
        own.setInvalid(true);
        own.focus();
        return null;
      }
    }
    List<Map<String, Object>> credentials = new ArrayList<>();
    ticks.forEach(
        (may, group) -> {
          Set<Presentation.Claimed> chosen = group.getSelectedItems();
          if (!chosen.isEmpty()) {
            credentials.add(wanted(may, chosen));
          }
        });
    if (credentials.isEmpty()) {
      tell(new ApiProblem(400, "nothing", t("ask.nothing"), List.of(), null));
      return null;
    }
    return Map.of("credentials", credentials);
  }

  private static Map<String, Object> wanted(
      Presentation.MayAsk may, Set<Presentation.Claimed> chosen) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    wanted.put("id", "c-" + Integer.toHexString(may.vct().hashCode()));
    wanted.put("format", "dc+sd-jwt");
    wanted.put("meta", Map.of("vct_values", List.of(may.vct())));
    wanted.put(
        "claims",
        may.claims().stream()
            .filter(chosen::contains)
            .map(claim -> Map.of("path", List.of(claim.name())))
            .toList());
    return wanted;
  }
}
