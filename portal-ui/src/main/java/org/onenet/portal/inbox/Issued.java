package org.onenet.portal.inbox;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.StatusChange;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.CertificateCard;
import org.onenet.portal.layout.View;
import org.onenet.portal.layout.Words;

/** The certificates that the clerk's department has issued. */
@Route(value = "issued", layout = Bar.class)
class Issued extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient Staff staff;
  private String words = "";

  @Inject
  Issued(ServicesApi api, Staff staff) {
    this.api = api;
    this.staff = staff;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    words = event.getLocation().getQueryParameters().getSingleParameter("q").orElse("");
    orExplain(() -> show(null));
  }

  /**
   * @param changed the certificate to come back to, after an act on it; null for none
   */
  private void show(String changed) {
    removeAll();
    staff.department();
    TextField search = new TextField(t("issued.search"));
    search.setId("search");
    search.setClearButtonVisible(true);
    search.setValue(words);
    search.addValueChangeListener(
        change ->
            getUI()
                .ifPresent(
                    ui ->
                        ui.navigate("issued", QueryParameters.of("q", change.getValue().strip()))));
    Div narrower = row(search);
    narrower.addClassName("narrower");
    add(heading(t("nav.issued")), narrower);
    List<Credentials.Credential> all = api.credentials(words, getLocale());
    if (all.isEmpty()) {
      add(card(new Paragraph(t(words.isEmpty() ? "issued.none" : "issued.noneFound"))));
    }
    // The newest carries the plain ids; the others have theirs with their number.
    for (int i = 0; i < all.size(); i++) {
      Credentials.Credential one = all.get(i);
      Div card = card(one, i == 0 ? "" : "-" + i);
      add(card);
      if (one.id().equals(changed)) {
        card.getElement().setAttribute("tabindex", "-1").callJsFunction("focus");
      }
    }
  }

  private Div card(Credentials.Credential one, String suffix) {
    Div card =
        new CertificateCard(
            one,
            one.holderName() + " · " + t(one.name()),
            t("issued.line", one.caseReference(), day(one.validFrom())));
    if (one.revocationAskedAt() != null) {
      Div wish =
          new Div(new Paragraph(t("issued.wish", one.holderName(), when(one.revocationAskedAt()))));
      wish.setId("wish" + suffix);
      wish.addClassName("notice");
      card.add(wish);
    }
    if (one.waiting() != null) {
      card.add(waiting(one, suffix));
    }
    Div acts = row();
    if (one.may(StatusChange.REINSTATE.word())) {
      acts.add(
          act(
              "reinstate" + suffix,
              t("issued.reinstate"),
              () -> dialog(one).change(StatusChange.REINSTATE)));
    }
    if (one.may(StatusChange.SUSPEND.word())) {
      acts.add(
          quiet(
              "suspend" + suffix,
              t("issued.suspend"),
              () -> dialog(one).change(StatusChange.SUSPEND)));
    }
    if (one.may(StatusChange.REVOKE.word())) {
      acts.add(
          bad(
              "revoke" + suffix,
              t("issued.revoke"),
              () -> dialog(one).change(StatusChange.REVOKE)));
    }
    Div facts = new Div();
    acts.add(quiet("show-facts" + suffix, t("issued.showFacts"), () -> showFacts(one, facts)));
    card.add(acts, facts);
    if (one.history() != null && !one.history().isEmpty()) {
      card.add(history(one, suffix));
    }
    return card;
  }

  /** What it says; who is not its clerk says why first, as for its case. */
  private void showFacts(Credentials.Credential one, Div into) {
    into.removeAll();
    ApiProblem problem = attempt(() -> into.add(facts(api.credential(one.id(), getLocale()))));
    if (problem == null) return;
    if (!"reason-needed".equals(problem.code())) {
      into.add(notice(problem));
      return;
    }
    new Words(
            t("opening.title"),
            t("opening.text"),
            t("case.reason"),
            500,
            "confirm-opening",
            t("opening.confirm"),
            words -> api.open(one.caseReference(), words, getLocale()),
            () -> showFacts(one, into))
        .open();
  }

  private Div facts(Credentials.Credential one) {
    Element list = new Element("dl");
    for (Credentials.Fact fact : one.facts()) {
      list.appendChild(
          new Element("dt").setText(t(fact.label())), new Element("dd").setText(t(fact.display())));
    }
    Div facts = new Div();
    facts.getElement().appendChild(list);
    return facts;
  }

  /** A revocation that waits: a colleague answers it, and who asked for it may take it back. */
  private Div waiting(Credentials.Credential one, String suffix) {
    Credentials.Waiting waiting = one.waiting();
    boolean colleague = one.may("confirm-revocation");
    Div box =
        new Div(
            new Paragraph(t("issued.waiting", waiting.askedBy(), when(waiting.at()))),
            new Paragraph(t(waiting.reason())),
            new Paragraph(t(colleague ? "issued.waitsForYou" : "issued.waitsForAnother")));
    box.addClassName("notice");
    Div acts = row();
    if (colleague) {
      acts.add(
          bad(
              "confirm-revocation" + suffix,
              t("issued.confirmRevocation"),
              () -> dialog(one).confirm()));
    }
    if (one.may("turn-down-revocation")) {
      acts.add(
          quiet(
              "turn-down-revocation" + suffix,
              t(colleague ? "issued.turnDown" : "issued.takeBack"),
              () -> dialog(one).turnDown(colleague)));
    }
    box.add(acts);
    return box;
  }

  private Details history(Credentials.Credential one, String suffix) {
    Details details = new Details(t("issued.history"), new StatusHistory(one.history()));
    details.setId("history" + suffix);
    return details;
  }

  private StatusDialog dialog(Credentials.Credential one) {
    return new StatusDialog(api, one, () -> orExplain(() -> show(one.id())));
  }
}
