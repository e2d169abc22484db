package org.onenet.portal.apply;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;
import org.onenet.portal.layout.View;
import tools.jackson.databind.JsonNode;

/** What the parts of a form have in common: where we are, what is wrong, how an answer reads. */
class FormPart extends View {
  private static final long serialVersionUID = 1L;

  protected final Form form;
  protected final Div problems = new Div();
  private final Span savedAt = new Span();

  FormPart(Form form) {
    this.form = form;
    savedAt.setId("saved");
    savedAt.addClassName("muted");
    savedAt.getElement().setAttribute("role", "status");
  }

  protected Component crumb(String where) {
    showSaved();
    Div crumb =
        new Div(
            link(
                "service",
                "/services/" + form.definition().identifier(),
                t(form.definition().name())),
            new Span(" · " + where + " · "),
            savedAt);
    crumb.addClassName("crumb");
    return crumb;
  }

  /** What is missing, when the application is open again; empty otherwise. */
  protected Div missing() {
    return form.notice().<Div>map(notice -> new NoticeBox(form, notice)).orElseGet(Div::new);
  }

  protected void showSaved() {
    String at = form.draft().application().savedAt();
    savedAt.setText(at == null ? "" : t("apply.saved", clock(at)));
  }

  protected void showNotSaved() {
    savedAt.setText(t("apply.notSaved"));
  }

  protected void tell(Component problem) {
    problems.removeAll();
    problems.add(problem);
  }

  protected void go(String page) {
    getUI().ifPresent(ui -> ui.navigate(form.address(page).substring("/app/".length())));
  }

  /** What is wrong, told at once on top, with a way to each field; the focus goes there. */
  protected void summary(List<ApiProblem.FieldError> errors, String here) {
    Div box = new Div(new H2(t("apply.errors")));
    box.setId("error-summary");
    box.addClassName("error-summary");
    box.getElement().setAttribute("tabindex", "-1").setAttribute("role", "alert");
    UnorderedList list = new UnorderedList();
    for (ApiProblem.FieldError error : errors) {
      String page = form.pageOf(error.field());
      list.add(
          new ListItem(
              page == null || page.equals(here)
                  ? toFieldHere(error)
                  : link("fix-" + error.field(), form.address(page), error.message())));
    }
    box.add(list);
    tell(box);
    box.getElement().executeJs("setTimeout(()=>{this.scrollIntoView();this.focus()})");
  }

  private static Anchor toFieldHere(ApiProblem.FieldError error) {
    Anchor to = new Anchor("#f-" + error.field(), error.message());
    to.getElement().setAttribute("router-ignore", true);
    to.getElement()
        .executeJs(
            "this.addEventListener('click',e=>{const f=document.getElementById($0);"
                + "if(f){e.preventDefault();f.scrollIntoView({block:'center'});"
                // A group takes no focus itself: its first choice does.
                + "(f.querySelector('vaadin-radio-button,vaadin-checkbox')||f).focus()}})",
            "f-" + error.field());
    return to;
  }

  /** An answer as people read it. */
  protected String shown(Definition.Field field, JsonNode value) {
    if (field != null && "file".equals(field.type())) {
      return documents(field);
    }
    if (value == null || value.isNull()) {
      return t("apply.empty");
    }
    if (value.isBoolean()) {
      return t(value.asBoolean() ? "yes" : "no");
    }
    if (value.isArray()) {
      return String.join(t("list.comma"), value.valueStream().map(v -> shown(field, v)).toList());
    }
    String plain = value.asString("");
    if (field != null && field.options() != null) {
      return field.options().stream()
          .filter(option -> option.value().equals(plain))
          .map(option -> t(option.label()))
          .findFirst()
          .orElse(plain);
    }
    return switch (field == null ? "" : field.type()) {
      case "date" -> day(plain);
      case "month" -> month(plain);
      default -> plain;
    };
  }

  private String documents(Definition.Field field) {
    List<String> names =
        form.draft().application().documents().stream()
            .filter(document -> field.id().equals(document.field()))
            .map(Application.Document::name)
            .toList();
    return names.isEmpty() ? t("apply.empty") : String.join(t("list.comma"), names);
  }
}
