package org.onenet.portal.apply;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Prefill;
import org.onenet.portal.api.Presentation;

/** Before the form: may registers be asked. */
final class ConsentPart extends FormPart {
  private static final long serialVersionUID = 1L;

  private final Map<String, Checkbox> choices = new LinkedHashMap<>();

  /**
   * @param asked what stands in the address: a wallet on this device comes back by it
   */
  ConsentPart(Form form, QueryParameters asked) {
    super(form);
    add(crumb(t("apply.begin")), heading(t("apply.start.title")), problems);
    asked
        .getSingleParameter("presentation")
        .ifPresent(id -> cameBack(id, asked.getSingleParameter("response_code").orElse(null)));
    boolean before = !"none".equals(form.draft().application().consent());
    Prefill wanted = form.draft().prefill();
    if (wanted.evidence().isEmpty() || before) {
      add(
          new Paragraph(t(before ? "apply.start.asked" : "apply.start.plain")),
          row(act("continue", t("apply.continue"), () -> go(form.firstPage()))));
      showFromWallet();
      return;
    }
    add(
        question(wanted),
        row(
            act("consent-yes", t("apply.consent.yes"), this::agree),
            quiet("consent-no", t("apply.consent.no"), this::declineAndGo)));
    showFromWallet();
  }

  /** Who asks whom for what, for how long and on what ground; each may be left out. */
  private Div question(Prefill asked) {
    Div card =
        card(
            new H2(t("apply.consent.title")),
            new Paragraph(t("apply.consent.what", t(asked.requester()))));
    for (Prefill.Evidence one : asked.evidence()) {
      Checkbox choice = new Checkbox(t(one.name()), true);
      choice.setId("ask-" + one.evidenceType());
      String from =
          t(
              "apply.consent.from",
              t(one.holder()),
              String.join(t("list.comma"), one.items().stream().map(this::t).toList()),
              Math.max(1, Duration.parse(one.keptFor()).toDays()));
      choice.setHelperText(one.law() == null ? from : from + " " + t("apply.consent.partly"));
      choices.put(one.evidenceType(), choice);
      card.add(choice);
    }
    asked.evidence().stream()
        .map(Prefill.Evidence::law)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(law -> card.add(soft(new Paragraph(t("apply.consent.law", t(law))))));
    card.add(soft(new Paragraph(t("apply.consent.free"))));
    return card;
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

  private void agree() {
    List<String> chosen =
        choices.entrySet().stream()
            .filter(choice -> choice.getValue().getValue())
            .map(Map.Entry::getKey)
            .toList();
    if (chosen.isEmpty()) {
      declineAndGo();
      return;
    }
    Prefill[] told = new Prefill[1];
    ApiProblem problem = attempt(() -> told[0] = form.draft().agree(chosen));
    if (problem == null) {
      removeAll();
      add(new FetchedPart(form, told[0]));
    } else {
      tell(notice(problem));
    }
  }

  private void declineAndGo() {
    ApiProblem problem = attempt(form.draft()::decline);
    if (problem == null) {
      go(form.firstPage());
    } else {
      tell(notice(problem));
    }
  }
}
