package org.onenet.portal.apply;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;

/**
 * One topic of the form. Every change saves the draft; what could not be saved, because the sign-in
 * ended or a system is away, waits in the browser's tab ({@code keep.js}) and is put back.
 */
@JavaScript("context://assets/keep.js")
final class TopicPart extends FormPart {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, FieldInput> inputs = new LinkedHashMap<>();
  private final Map<String, Div> wrappers = new LinkedHashMap<>();
  private final String pageId;

  TopicPart(Form form, Definition.Page page) {
    super(form);
    this.pageId = page.id();
    List<Definition.Page> pages = form.pages();
    int index = pages.stream().map(Definition.Page::id).toList().indexOf(pageId);
    add(crumb(t("apply.step", index + 1, pages.size() + 1)), problems, heading(t(page.title())));
    add(missing());
    if (page.intro() != null) {
      add(soft(new Paragraph(t(page.intro()))));
    }
    for (Definition.Section section : page.sections()) {
      Div card = card();
      if (section.title() != null) {
        card.add(new H2(t(section.title())));
      }
      section.fields().forEach(field -> card.add(wrapped(field)));
      add(card);
    }
    showConditions(page);
    add(
        row(
            act("continue", t("apply.saveAndContinue"), () -> next(page)),
            quiet("back", t("apply.back"), () -> go(form.pageBefore(pageId))),
            link("finish-later", "/app/applications", t("apply.later"))));
    getElement().executeJs("window.onenetKeep.watch(this, $0)", keptUnder());
  }

  private String keptUnder() {
    return "onenet." + form.draft().application().id() + "." + pageId;
  }

  private Component wrapped(Definition.Field field) {
    Div wrapper = new Div();
    wrapper.addClassName("field");
    wrappers.put(field.id(), wrapper);
    if ("file".equals(field.type())) {
      wrapper.add(new DocumentField(field, form.draft(), form.isWaived(field.id())));
      return wrapper;
    }
    String optional =
        field.required() || "checkbox".equals(field.type()) ? "" : t("apply.optional");
    // A field's own help says it better than the type can.
    String hint =
        field.help() != null
            ? ""
            : switch (field.type()) {
              case "date" -> t("apply.hint.date");
              case "month" -> t("apply.hint.month");
              default -> "";
            };
    FieldInput input =
        FieldInput.of(
            field,
            form.draft().answers().get(field.id()),
            getLocale(),
            (hint + " " + optional).strip(),
            changed -> typed());
    inputs.put(field.id(), input);
    wrapper.add(input.component());
    showProvenance(field, input, wrapper);
    return wrapper;
  }

  private void showProvenance(Definition.Field field, FieldInput input, Div wrapper) {
    Application.Provenance from = form.draft().application().provenance().get(field.id());
    if (from == null || "typed".equals(from.kind())) {
      return;
    }
    boolean same = !"corrected".equals(from.kind());
    String by =
        "presented".equals(from.kind())
            ? t("present.from", t(from.providerName()))
            : t(from.providerName());
    Paragraph line =
        new Paragraph(
            same
                ? "✓ " + by + ", " + when(from.at())
                : t("apply.differs", t(from.providerName()), shown(field, from.fetchedValue())));
    line.addClassNames("from", same ? "same" : "warn");
    wrapper.add(line);
    if ("fetched".equals(from.kind())
        && field.readOnlyWhenFetched()
        && input.component() instanceof HasValue<?, ?> fixed) {
      fixed.setReadOnly(true);
    }
  }

  private void showConditions(Definition.Page page) {
    for (Definition.Field field : page.fields()) {
      wrappers
          .get(field.id())
          .setVisible(Definition.holds(field.condition(), form.draft().answers()));
    }
  }

  private void typed() {
    inputs.forEach(
        (field, input) ->
            input
                .value()
                .ifPresentOrElse(
                    value -> form.draft().answers().put(field, value),
                    () -> form.draft().answers().remove(field)));
    form.definition().form().pages().stream()
        .filter(page -> page.id().equals(pageId))
        .forEach(this::showConditions);
    saveNow();
  }

  private boolean saveNow() {
    ApiProblem problem = attempt(() -> form.draft().save(pageId));
    if (problem == null) {
      problems.removeAll();
      showSaved();
      // By the page, not by this element, which may already be leaving it.
      getUI().ifPresent(ui -> ui.getPage().executeJs("window.onenetKeep.saved($0)", keptUnder()));
      return true;
    }
    showNotSaved();
    Div notice = notice(problem);
    if ("stale-version".equals(problem.code())) {
      notice.removeAll();
      notice.add(
          new Paragraph(t("apply.stale")),
          row(act("keep-mine", t("apply.keepMine"), this::keepMine)));
    }
    tell(notice);
    return false;
  }

  private void keepMine() {
    List<String> fields = List.copyOf(inputs.keySet());
    ApiProblem problem = attempt(() -> form.draft().keepMine(pageId, fields));
    if (problem == null) {
      go(pageId);
    } else {
      tell(notice(problem));
    }
  }

  private void next(Definition.Page page) {
    if (!saveNow()) {
      return;
    }
    List<ApiProblem.FieldError> errors = new ArrayList<>();
    ApiProblem problem = attempt(() -> errors.addAll(form.draft().validate(page.id())));
    if (problem != null) {
      tell(notice(problem));
      return;
    }
    inputs.values().forEach(input -> input.error(null));
    if (errors.isEmpty()) {
      go(form.pageAfter(pageId));
      return;
    }
    for (ApiProblem.FieldError error : errors) {
      FieldInput input = inputs.get(error.field());
      if (input != null) {
        input.error(error.message());
      }
    }
    summary(errors, pageId);
  }
}
