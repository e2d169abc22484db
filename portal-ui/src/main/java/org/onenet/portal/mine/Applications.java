package org.onenet.portal.mine;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.Corrections.Correction;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.api.Wallets;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.CorrectionCard;
import org.onenet.portal.layout.NoticeCard;
import org.onenet.portal.layout.Provenance;
import org.onenet.portal.layout.Timeline;
import org.onenet.portal.layout.View;

/** What the citizen has applied for, each with its way so far, and the drafts. */
@Route(value = "applications/:reference?", layout = Bar.class)
class Applications extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient SharingApi sharing;

  @Inject
  Applications(ServicesApi api, SharingApi sharing) {
    this.api = api;
    this.sharing = sharing;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String reference = event.getRouteParameters().get("reference").orElse(null);
    orExplain(() -> show(reference));
  }

  private void show(String reference) {
    removeAll();
    if (reference != null) {
      Cases.Case one = api.caseOf(reference, getLocale());
      add(heading(t(one.serviceName())), card(one));
      List<Correction> corrections = sharing.corrections("case=" + reference, getLocale());
      if (!one.notices().isEmpty()) add(new NoticeCard(one.notices()));
      if (!corrections.isEmpty()) add(new CorrectionCard(corrections));
      for (Cases.Page page : one.pages()) {
        Element facts = new Element("dl");
        for (Cases.Answer answer : page.answers()) {
          Element value = new Element("dd").setText(t(answer.display()) + " ");
          if (answer.value() != null && !answer.value().isNull()) {
            value.appendChild(new Provenance(answer).getElement());
          }
          facts.appendChild(new Element("dt").setText(t(answer.label())), value);
        }
        Div told = View.card(new H2(t(page.title())));
        told.getElement().appendChild(facts);
        add(told);
      }
      return;
    }
    List<Cases.Row> rows = api.cases(Map.of(), getLocale()).cases();
    List<Application> drafts = api.drafts(getLocale());
    Div list = new Div();
    if (rows.isEmpty()) {
      list.add(
          View.card(
              new H2(t("mine.none")),
              soft(new Paragraph(t("mine.noneText"))),
              link("to-services", "/", t("nav.services"))));
    }
    for (Cases.Row row : rows) {
      list.add(card(api.caseOf(row.reference(), getLocale())));
    }
    Div split = new Div(list, drafts(drafts));
    split.addClassName("split");
    add(heading(t("nav.applications")), split);
  }

  private Div card(Cases.Case one) {
    Div head = row(new H2(t(one.serviceName())), tag(t("state." + one.state()), kind(one.state())));
    head.addClassName("apart");
    Div card =
        View.card(
            head,
            soft(new Paragraph(t("mine.reference", one.reference(), when(one.submittedAt())))));
    one.openNotice().ifPresent(notice -> card.add(missing(one, notice)));
    card.getElement().appendChild(Timeline.of(one, getLocale(), this::when));
    if (one.decision() != null && one.decision().reason() != null) {
      card.add(new Paragraph(t("mine.reason", one.decision().reason())));
    }
    Div acts = row();
    if (one.may("withdraw")) {
      acts.add(quiet("withdraw", t("mine.withdraw"), () -> withdraw(one)));
    }
    if (one.isOpen()) {
      acts.add(quiet("wallet-waits", t("wallet.wait"), () -> offer(one)));
    }
    if (one.credential() != null) {
      acts.add(link("to-certificate", "/app/certificates", t("nav.certificates")));
    }
    acts.add(
        link("told-" + one.reference(), "/app/applications/" + one.reference(), t("mine.told")));
    card.add(acts);
    return card;
  }

  /** What is missing, and the way to complete it. */
  private Div missing(Cases.Case one, Cases.Notice notice) {
    Div box =
        new Div(
            new H3(t("notice.missing")),
            NoticeCard.items(notice, getLocale()),
            new Paragraph(t("notice.answerBy", day(notice.answerBy()))),
            link(
                "complete-" + one.reference(),
                "/app/apply/" + one.service() + "/" + one.application() + "/check-your-answers",
                t("notice.complete")));
    box.addClassNames("notice", "warn");
    return box;
  }

  private Div drafts(List<Application> drafts) {
    Div aside = View.card(new H2(t("mine.drafts")));
    if (drafts.isEmpty()) {
      aside.add(soft(new Paragraph(t("mine.noDrafts"))));
    }
    for (Application draft : drafts) {
      aside.add(
          new H3(link("draft-" + draft.id(), address(draft), t(draft.serviceName()))),
          soft(
              new Paragraph(
                  t(
                      "mine.draft",
                      when(draft.savedAt()),
                      draft.progress() == null ? 0 : draft.progress().done(),
                      draft.progress() == null ? 0 : draft.progress().of()))),
          quiet(
              "discard-" + draft.id(),
              t("mine.discard"),
              () ->
                  sure(
                      "mine.discardSure",
                      "mine.discard",
                      () -> api.discard(draft.id(), getLocale()))));
    }
    return aside;
  }

  /** Where it was left; a draft without a page is at its beginning. */
  private static String address(Application draft) {
    String page = draft.page() == null ? "" : "/" + draft.page();
    return "/app/apply/" + draft.service() + "/" + draft.id() + page;
  }

  /** A wallet may be told now, and wait for the decision. */
  private void offer(Cases.Case one) {
    ApiProblem problem =
        attempt(
            () -> {
              Wallets.Offer offer = api.walletOffer(one.reference(), getLocale());
              new WalletOffer(offer, clock(offer.expiresAt())).open();
            });
    if (problem != null) addComponentAsFirst(notice(problem));
  }

  private void withdraw(Cases.Case one) {
    sure(
        "mine.withdrawSure",
        "mine.withdraw",
        () -> api.withdraw(one.reference(), one.version(), getLocale()));
  }

  private void sure(String question, String confirm, Runnable act) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(t(confirm));
    dialog.setText(t(question));
    dialog.setCancelable(true);
    dialog.setCancelText(t("cancel"));
    dialog.setConfirmButton(
        quiet(
            "confirm-withdraw",
            t(confirm),
            () -> {
              dialog.close();
              done(act);
            }));
    dialog.open();
  }

  private void done(Runnable act) {
    ApiProblem problem = attempt(act);
    orExplain(() -> show(null));
    if (problem != null) {
      addComponentAsFirst(notice(problem));
    }
  }

  private static String kind(String state) {
    return switch (state) {
      case "granted" -> "ok";
      case "refused" -> "bad";
      case "withdrawn" -> "plain";
      case "waiting-for-applicant" -> "warn";
      default -> "info";
    };
  }
}
