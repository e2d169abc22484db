package org.onenet.portal.inbox;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.Corrections.Correction;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.CorrectionCard;
import org.onenet.portal.layout.Hidden;
import org.onenet.portal.layout.NoticeCard;
import org.onenet.portal.layout.Provenance;
import org.onenet.portal.layout.Timeline;
import org.onenet.portal.layout.View;
import org.onenet.portal.layout.Words;

/**
 * One case as its clerk sees it: the acts, answers with provenance, documents, checks, way. Stands
 * on a page of its own, or beside the inbox.
 */
final class CaseFile extends View {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient SharingApi sharing;
  private final String reference;
  private final boolean alone;
  private final transient Runnable onChange;

  /**
   * @param alone whether it has a page of its own
   * @param onChange what else to show anew after an act
   */
  CaseFile(
      ServicesApi api, SharingApi sharing, String reference, boolean alone, Runnable onChange) {
    this.api = api;
    this.sharing = sharing;
    this.reference = reference;
    this.alone = alone;
    this.onChange = onChange;
    setId("case");
    orExplain(this::show);
  }

  private void show() {
    removeAll();
    Cases.Case one;
    try {
      one = api.caseOf(reference, getLocale());
    } catch (ApiProblem problem) {
      if (!"reason-needed".equals(problem.code())) throw problem;
      reasonFirst();
      return;
    }
    String kind =
        switch (one.state()) {
          case "granted" -> "ok";
          case "refused" -> "bad";
          case "waiting-for-applicant" -> "warn";
          default -> "plain";
        };
    String title = one.applicant().name() + " · " + t(one.serviceName());
    add(
        alone ? heading(title) : new H2(title),
        row(
            tag(t("state." + one.state()), kind),
            soft(
                new Paragraph(
                    t("case.line", one.reference(), one.serviceVersion(), day(one.dueOn()))))),
        soft(
            new Paragraph(
                one.assignee() == null
                    ? t("case.unassigned")
                    : t("case.assigned", one.assignee().name()))));
    add(acts(one));
    Div answers = new Div();
    answers.add(
        facts(
            t("case.applicant"),
            dl(
                t("case.name"),
                one.applicant().name(),
                t("case.number"),
                one.applicant().citizenNumber())));
    List<Correction> asked = sharing.corrections("case=" + reference, getLocale());
    one.pages().forEach(page -> answers.add(page(one, page, asked)));
    Div side = new Div(checks(one), evidence(one), documents(one), way(one));
    if (!asked.isEmpty()) side.addComponentAtIndex(2, new CorrectionCard(asked));
    if (!one.notices().isEmpty()) side.addComponentAsFirst(new NoticeCard(one.notices()));
    if (alone) {
      Div split = new Div(answers, side);
      split.addClassNames("split", "even");
      add(split);
    } else {
      add(answers, side);
    }
  }

  /** It is not this clerk's case: they say why, and the citizen reads it. */
  private void reasonFirst() {
    Words why =
        new Words(
            t("opening.title"),
            t("opening.text"),
            t("case.reason"),
            500,
            "confirm-opening",
            t("opening.confirm"),
            words -> api.open(reference, words, getLocale()),
            () -> orExplain(this::show));
    add(
        alone ? heading(reference) : new H2(reference),
        new Paragraph(t("opening.notYours")),
        quiet("give-reason", t("opening.give"), why::open));
    why.open();
  }

  private Div acts(Cases.Case one) {
    Div acts = row();
    acts.getStyle().set("margin-bottom", "20px");
    if (one.may("take")) {
      acts.add(quiet("take", t("case.take"), () -> assign(one, "me")));
    }
    if (one.may("release")) {
      acts.add(quiet("release", t("case.release"), () -> assign(one, null)));
    }
    if (one.may("grant")) {
      acts.add(act("grant", t("case.grant"), () -> decide(one, "granted")));
    }
    if (one.may("refuse")) {
      acts.add(bad("refuse", t("case.refuse"), () -> decide(one, "refused")));
    }
    if (one.may("notify") || one.may("notify_again")) {
      acts.add(
          quiet(
              "notify",
              t("notice.ask"),
              () -> new NoticeDialog(api, one, () -> afterwards(null)).open()));
    }
    if (one.may("take_back")) {
      acts.add(quiet("take-back", t("notice.takeBack"), () -> takeBack(one)));
    }
    if (one.may("visit")) {
      acts.add(
          quiet(
              "visit",
              t("visit.note"),
              () -> new VisitDialog(api, one, () -> afterwards(null)).open()));
    }
    if (one.may("reassign")) {
      Select<Cases.Person> to = new Select<>();
      to.setLabel(t("case.reassign"));
      to.setId("reassign");
      attempt(() -> to.setItems(api.clerks(one.authority().id(), getLocale())));
      to.setItemLabelGenerator(Cases.Person::name);
      to.addValueChangeListener(
          change -> {
            if (change.isFromClient() && change.getValue() != null) {
              assign(one, change.getValue().id());
            }
          });
      acts.add(to);
    }
    return acts;
  }

  private void assign(Cases.Case one, String assignee) {
    afterwards(attempt(() -> api.assign(one.reference(), one.version(), assignee, getLocale())));
  }

  private void takeBack(Cases.Case one) {
    ConfirmDialog sure = new ConfirmDialog();
    sure.setHeader(t("notice.takeBack"));
    sure.setText(t("notice.takeBackSure"));
    sure.setCancelable(true);
    sure.setCancelText(t("cancel"));
    sure.setConfirmButton(
        quiet(
            "confirm-take-back",
            t("notice.takeBack"),
            () -> {
              sure.close();
              afterwards(attempt(() -> api.takeBack(reference, one.version(), getLocale())));
            }));
    sure.open();
  }

  private void afterwards(ApiProblem problem) {
    orExplain(this::show);
    onChange.run();
    if (problem != null) {
      Div notice = notice(problem);
      if ("already-decided".equals(problem.code())) {
        notice.setText(t("case.alreadyDecided", problem.member("by"), when(problem.member("at"))));
      }
      addComponentAsFirst(notice);
    }
  }

  private void decide(Cases.Case one, String outcome) {
    boolean refused = "refused".equals(outcome);
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(t(refused ? "case.refuse" : "case.grant"));
    dialog.setWidth("min(720px, 96vw)");
    TextArea reason = new TextArea(t(refused ? "case.reason" : "case.reasonOptional"));
    reason.setId("reason");
    reason.setWidthFull();
    reason.setMinRows(3);
    reason.setMaxLength(2000);
    reason.setManualValidation(true);
    reason.setHelperText(refused ? t("case.reasonHelp") : null);
    Div preview = new Div();
    preview.setId("preview");
    preview.getElement().setAttribute("aria-live", "polite");
    Runnable look = () -> preview(one, outcome, reason.getValue(), preview);
    reason.addValueChangeListener(change -> look.run());
    dialog.add(reason, preview);
    if (!refused) {
      look.run();
    }
    Runnable confirm =
        () -> {
          String why = reason.getValue().strip();
          if (refused && why.length() < 10) {
            reason.setErrorMessage(t("case.reasonShort"));
            reason.setInvalid(true);
            reason.focus();
            return;
          }
          ApiProblem problem =
              attempt(
                  () ->
                      api.decide(
                          one.reference(),
                          one.version(),
                          outcome,
                          why.isEmpty() ? null : why,
                          getLocale()));
          if (problem != null && problem.status() == 400) {
            preview.removeAll();
            preview.add(notice(problem));
            return;
          }
          dialog.close();
          afterwards(problem);
        };
    dialog
        .getFooter()
        .add(
            quiet("cancel", t("cancel"), dialog::close),
            refused
                ? bad("confirm-decision", t("case.confirmRefuse"), confirm)
                : act("confirm-decision", t("case.confirmGrant"), confirm));
    dialog.open();
  }

  private void preview(Cases.Case one, String outcome, String reason, Div into) {
    into.removeAll();
    String why = reason.isBlank() ? null : reason.strip();
    Cases.Preview[] seen = new Cases.Preview[1];
    ApiProblem problem =
        attempt(() -> seen[0] = api.preview(one.reference(), outcome, why, getLocale()));
    if (problem != null) {
      into.add(notice(problem));
      return;
    }
    Div letter = new Div();
    letter.addClassName("letter");
    letter.setText(t(seen[0].letter()));
    into.add(new H3(t("case.letter")), letter);
    Cases.PreviewCredential credential = seen[0].credential();
    if (credential != null) {
      Element list = new Element("dl");
      for (Credentials.Fact fact : credential.facts()) {
        list.appendChild(
            new Element("dt").setText(t(fact.label())),
            new Element("dd").setText(t(fact.display())));
      }
      into.add(new H3(t("case.certificate", t(credential.name()))));
      into.getElement().appendChild(list);
    }
  }

  private Div page(Cases.Case one, Cases.Page page, List<Correction> asked) {
    Element list = new Element("dl");
    for (Cases.Answer answer : page.answers()) {
      Element value = new Element("dd");
      if (answer.masked()) {
        value.appendChild(hidden(answer).getElement());
      } else {
        value.appendChild(told(answer).getElement());
      }
      if (answer.masked() || isAnswered(answer)) {
        if (mayAskToCorrect(one, answer, asked)) {
          value.appendChild(
              quiet(
                      "correct-" + answer.field(),
                      t("corrections.ask", t(answer.label())),
                      () -> askToCorrect(one, answer))
                  .getElement());
        }
      }
      list.appendChild(new Element("dt").setText(t(answer.label())), value);
    }
    return facts(t(page.title()), list);
  }

  private Component told(Cases.Answer answer) {
    Div told = new Div(new Span(t(answer.display()) + " "));
    if (answer.masked() || isAnswered(answer)) told.add(new Provenance(answer));
    return told;
  }

  private static boolean isAnswered(Cases.Answer answer) {
    return answer.value() != null && !answer.value().isNull();
  }

  private Component hidden(Cases.Answer answer) {
    return new Hidden(
        answer.field(),
        t(answer.label()),
        () -> told(answer),
        () -> told(api.look(reference, answer.field(), getLocale()).answer()));
  }

  /** Once for each field, by the clerk who has the case, where a register says otherwise. */
  private static boolean mayAskToCorrect(
      Cases.Case one, Cases.Answer answer, List<Correction> asked) {
    boolean byCertificate =
        answer.provenance().path("kind").asString("").equals("corrected")
            && !answer.provenance().path("exchange").isString();
    return one.may("ask")
        && answer.differs()
        && !byCertificate
        && !answer.type().equals("citizen-number")
        && asked.stream().noneMatch(before -> before.field().equals(answer.field()));
  }

  private void askToCorrect(Cases.Case one, Cases.Answer answer) {
    Select<Application.Document> document = new Select<>();
    document.setId("shown-by");
    document.setLabel(t("corrections.shownBy"));
    document.setEmptySelectionAllowed(true);
    document.setItems(one.documents());
    document.setItemLabelGenerator(
        file -> file == null ? t("corrections.noDocument") : named(one, file));
    document.setWidthFull();
    Words words =
        new Words(
            t("corrections.ask", t(answer.label())),
            answer.masked()
                ? t("corrections.askTextHidden")
                : t(
                    "corrections.askText",
                    answer.registerValue().asString(""),
                    t(answer.display())),
            t("case.reason"),
            2000,
            "confirm-correction",
            t("corrections.send"),
            why ->
                sharing.askForCorrection(
                    reference,
                    answer.field(),
                    why,
                    document.getValue() == null ? null : document.getValue().id(),
                    getLocale()),
            () -> afterwards(null));
    words.addComponentAtIndex(1, document);
    words.open();
  }

  private String reason(String code) {
    return code.startsWith("refused-")
        ? t("evidence.reason.refused", code)
        : t("evidence.reason." + code);
  }

  private Div evidence(Cases.Case one) {
    Div card = card(new H2(t("case.evidence")));
    if (one.evidence().isEmpty()) {
      card.add(soft(new Paragraph(t("case.noEvidence"))));
    }
    for (Cases.Evidence asked : one.evidence()) {
      boolean nothing = Boolean.FALSE.equals(asked.found());
      String kind =
          switch (asked.state()) {
            case "fetched" -> nothing ? "plain" : "ok";
            case "unavailable" -> "warn";
            default -> "info";
          };
      card.add(
          new Paragraph(
              new Span(t(asked.name()) + " "),
              tag(t("evidence." + (nothing ? "nothing" : asked.state())), kind)));
      Paragraph more = soft(new Paragraph(t("case.ground", t(asked.ground()))));
      if (asked.at() != null) {
        more.add(" · " + when(asked.at()));
      }
      if (asked.reason() != null) {
        more.add(" · " + reason(asked.reason()));
      }
      card.add(more);
    }
    if (one.may("ask")) {
      card.add(
          quiet(
              "ask-again",
              t("case.askAgain"),
              () -> afterwards(attempt(() -> api.askAgain(one.reference(), getLocale())))));
    }
    return card;
  }

  private Div checks(Cases.Case one) {
    Div card = card(new H2(t("case.checks")));
    if (one.checks().isEmpty()) {
      card.add(soft(new Paragraph(t("case.noChecks"))));
    }
    for (Cases.Check check : one.checks()) {
      String kind =
          switch (check.outcome()) {
            case "passed" -> "ok";
            case "failed" -> "bad";
            default -> "warn";
          };
      card.add(
          new Paragraph(new Span(t(check.name()) + " "), tag(t("check." + check.outcome()), kind)),
          soft(new Paragraph(t(check.detail()))));
    }
    return card;
  }

  private Div documents(Cases.Case one) {
    Div card = card(new H2(t("case.documents")));
    if (one.documents().isEmpty()) {
      card.add(soft(new Paragraph(t("case.noDocuments"))));
    }
    Map<String, List<Application.Document>> hidden = new LinkedHashMap<>();
    for (Application.Document document : one.documents()) {
      if (document.masked()) {
        hidden.computeIfAbsent(document.field(), field -> new ArrayList<>()).add(document);
      } else {
        card.add(new Paragraph(file(one, document)));
      }
    }
    hidden.forEach(
        (field, documents) ->
            card.add(
                new Hidden(
                    field,
                    label(one, field),
                    () -> files(one, documents),
                    () -> files(one, api.look(reference, field, getLocale()).documents()))));
    return card;
  }

  private Div files(Cases.Case one, List<Application.Document> documents) {
    Div files = new Div();
    documents.forEach(document -> files.add(new Paragraph(file(one, document))));
    return files;
  }

  /** A download whose file has a hidden name is called after what asks for it. */
  private Anchor file(Cases.Case one, Application.Document document) {
    return download(
        "document-" + document.id(),
        named(one, document),
        document.masked() ? document.field() : document.name(),
        document.mediaType(),
        () -> api.document(document.id(), getLocale()));
  }

  private String named(Cases.Case one, Application.Document document) {
    return document.masked() ? t("hidden.document", label(one, document.field())) : document.name();
  }

  private String label(Cases.Case one, String field) {
    return one.pages().stream()
        .flatMap(page -> page.answers().stream())
        .filter(answer -> answer.field().equals(field))
        .findFirst()
        .map(answer -> t(answer.label()))
        .orElse(field);
  }

  private Div way(Cases.Case one) {
    Div card = card(new H2(t("case.way")));
    card.getElement().appendChild(Timeline.of(one, getLocale(), this::when));
    return card;
  }

  private Div facts(String title, Element list) {
    Div card = card(new H2(title));
    card.getElement().appendChild(list);
    return card;
  }

  private static Element dl(String... pairs) {
    Element list = new Element("dl");
    for (int i = 0; i < pairs.length; i += 2) {
      list.appendChild(
          new Element("dt").setText(pairs[i]),
          new Element("dd").setText(pairs[i + 1] == null ? "" : pairs[i + 1]));
    }
    return list;
  }
}
