package org.onenet.portal.apply;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.function.Consumer;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;

/** All answers once more, each page with its way back to it, and submit. */
final class CheckPart extends FormPart {
  private static final long serialVersionUID = 1L;

  private final transient Consumer<Application.Receipt> onSubmitted;

  CheckPart(Form form, Consumer<Application.Receipt> onSubmitted) {
    super(form);
    this.onSubmitted = onSubmitted;
    List<Definition.Page> pages = form.pages();
    add(
        crumb(t("apply.step", pages.size() + 1, pages.size() + 1)),
        problems,
        heading(t("apply.check.title")),
        missing());
    pages.forEach(page -> add(answers(page)));
    Button submit = act("submit-application", t("apply.submit"), () -> {});
    // The second click of a double click meets a button that is off; the API would not care.
    submit.setDisableOnClick(true);
    submit.addClickListener(
        click -> {
          submit();
          submit.setEnabled(true);
        });
    add(
        soft(new Paragraph(t("apply.check.true"))),
        row(
            submit,
            quiet("back", t("apply.back"), () -> go(form.pageBefore(Form.CHECK))),
            link("finish-later", "/app/applications", t("apply.later"))));
  }

  private Div answers(Definition.Page page) {
    Anchor change = link("change-" + page.id(), form.address(page.id()), t("apply.change"));
    change.getElement().setAttribute("aria-label", t("apply.changePage", t(page.title())));
    Div head = row(new H2(t(page.title())), change);
    head.addClassName("apart");
    Div card = card(head);
    Element facts = new Element("dl");
    for (Definition.Field field : page.fields()) {
      if (Definition.holds(field.condition(), form.draft().answers())) {
        facts.appendChild(
            new Element("dt").setText(t(field.label())),
            new Element("dd").setText(shown(field, form.draft().answers().get(field.id()))));
      }
    }
    card.getElement().appendChild(facts);
    return card;
  }

  private void submit() {
    Application.Receipt[] receipt = new Application.Receipt[1];
    ApiProblem problem = attempt(() -> receipt[0] = form.draft().submit());
    if (problem == null) {
      onSubmitted.accept(receipt[0]);
    } else if (problem.errors().isEmpty()) {
      tell(notice(problem));
    } else {
      summary(problem.errors(), Form.CHECK);
    }
  }
}
