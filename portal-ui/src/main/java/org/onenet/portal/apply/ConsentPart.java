package org.onenet.portal.apply;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;

/** Before the form: may registers be asked, and what did they tell. */
final class ConsentPart extends FormPart {
  private static final long serialVersionUID = 1L;

  ConsentPart(Form form) {
    super(form);
    add(crumb(t("apply.begin")), heading(t("apply.start.title")), problems);
    List<Definition.Field> known =
        form.definition().form().pages().stream()
            .flatMap(page -> page.fields().stream())
            .filter(field -> field.prefillFrom() != null)
            .toList();
    boolean asked = !"none".equals(form.draft().application().consent());
    if (known.isEmpty() || asked) {
      add(
          new Paragraph(t(asked ? "apply.start.asked" : "apply.start.plain")),
          row(act("continue", t("apply.continue"), () -> go(form.firstPage()))));
      return;
    }
    Div card = card(new H2(t("apply.consent.title")), new Paragraph(t("apply.consent.what")));
    UnorderedList list = new UnorderedList();
    known.forEach(field -> list.add(new ListItem(t(field.label()))));
    card.add(list, soft(new Paragraph(t("apply.consent.free"))));
    add(
        card,
        row(
            act("consent-yes", t("apply.consent.yes"), () -> consent(true)),
            quiet("consent-no", t("apply.consent.no"), () -> consent(false))));
  }

  private void consent(boolean given) {
    Application.Prefill[] told = new Application.Prefill[1];
    ApiProblem problem = attempt(() -> told[0] = form.draft().prefill(given));
    if (problem != null) {
      tell(notice(problem));
    } else if (given) {
      preview(told[0]);
    } else {
      go(form.firstPage());
    }
  }

  private void preview(Application.Prefill told) {
    removeAll();
    add(crumb(t("apply.begin")));
    if (!told.available() || told.values().isEmpty()) {
      add(
          heading(t("apply.fetched.none")),
          new Paragraph(t("apply.fetched.noneText")),
          row(act("use-values", t("apply.continue"), () -> go(form.firstPage()))));
      return;
    }
    Div card = card();
    Element facts = new Element("dl");
    for (Application.Fetched value : told.values()) {
      facts.appendChild(
          new Element("dt").setText(t(value.label())),
          new Element("dd")
              .appendChild(
                  new Element("div").setText(shown(form.field(value.field()), value.value())),
                  new Element("div")
                      .setText("✓ " + t(value.providerName()) + ", " + when(value.at()))
                      .setAttribute("class", "from")));
    }
    card.getElement().appendChild(facts);
    add(
        heading(t("apply.fetched.title")),
        new Paragraph(t("apply.fetched.text")),
        problems,
        card,
        row(
            act("use-values", t("apply.fetched.use"), () -> go(form.firstPage())),
            quiet("consent-no", t("apply.fetched.type"), this::decline)));
  }

  /** Fetched values that the citizen does not want leave the answers before the first page. */
  private void decline() {
    ApiProblem problem = attempt(form.draft()::dropFetched);
    if (problem == null) {
      go(form.firstPage());
    } else {
      tell(notice(problem));
    }
  }
}
