package org.onenet.portal.apply;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;
import org.onenet.portal.api.Presentation;

/** Before the form: may registers be asked, and what did they tell. */
final class ConsentPart extends FormPart {
  private static final long serialVersionUID = 1L;

  /**
   * @param asked what stands in the address: a wallet on this device comes back by it
   */
  ConsentPart(Form form, QueryParameters asked) {
    super(form);
    add(crumb(t("apply.begin")), heading(t("apply.start.title")), problems);
    asked
        .getSingleParameter("presentation")
        .ifPresent(id -> cameBack(id, asked.getSingleParameter("response_code").orElse(null)));
    List<Definition.Field> known =
        form.definition().form().pages().stream()
            .flatMap(page -> page.fields().stream())
            .filter(field -> field.prefillFrom() != null)
            .toList();
    boolean before = !"none".equals(form.draft().application().consent());
    if (known.isEmpty() || before) {
      add(
          new Paragraph(t(before ? "apply.start.asked" : "apply.start.plain")),
          row(act("continue", t("apply.continue"), () -> go(form.firstPage()))));
      showFromWallet();
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
    showFromWallet();
  }

  /** Another way to the same facts, where the form takes a certificate. */
  private void showFromWallet() {
    boolean takes =
        form.definition().form().pages().stream()
            .flatMap(page -> page.fields().stream())
            .anyMatch(field -> field.presentFrom() != null);
    if (takes) {
      add(
          card(
              new H2(t("present.offer")),
              new Paragraph(t("present.text")),
              quiet(
                  "present",
                  t("present.show"),
                  () -> new ShowCertificate(form, this::presented).open())));
    }
  }

  private void cameBack(String id, String responseCode) {
    Presentation.ForForm[] now = new Presentation.ForForm[1];
    ApiProblem problem = attempt(() -> now[0] = form.draft().shown(id, responseCode));
    if (problem != null) {
      tell(notice(problem));
    } else if (now[0].presentation().result() != null) {
      presented(ShowCertificate.unfit(now[0].presentation(), now[0].unfit()));
    }
  }

  private void presented(String unfit) {
    Paragraph said = new Paragraph(t(unfit == null ? "present.filled" : "present." + unfit));
    said.setId("presented");
    said.addClassNames("notice", unfit == null ? "ok" : "warn");
    said.getElement().setAttribute("role", "status");
    Div told = new Div(said);
    if (unfit == null) {
      told.add(row(act("to-form", t("apply.continue"), () -> go(form.firstPage()))));
    }
    tell(told);
    problems.getElement().executeJs("this.scrollIntoView()");
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
