package org.onenet.portal.audit;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.AuditApi;
import org.onenet.portal.api.AuditLog;
import org.onenet.portal.api.DataUses;
import org.onenet.portal.layout.View;

/** One report: what the citizen says, the entry it is about, and the answer. */
final class ReportFile extends View {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 10;
  private static final int MOST = 2_000;

  private final transient AuditApi api;
  private final String id;
  private final Div refusal = new Div();

  ReportFile(AuditApi api, String id) {
    this.api = api;
    this.id = id;
    setId("report");
    show();
  }

  private void show() {
    removeAll();
    AuditLog.Reported reported = api.reportToAnswer(id, getLocale());
    DataUses.Report report = reported.report();
    Div card =
        card(
            new H2(t("audit.report")),
            new Paragraph(t("uses.yourWords", report.reason())),
            soft(
                new Paragraph(
                    t("audit.reportLine", when(report.reportedAt()), day(report.dueOn())))));
    card.getElement().appendChild(entry(reported));
    if (report.answer() == null) {
      answer(card, report);
    } else {
      card.add(
          tag(t("audit." + report.state()), "founded".equals(report.state()) ? "ok" : "plain"),
          new Paragraph(
              t(
                  "audit.answered",
                  report.answeredBy(),
                  when(report.answeredAt()),
                  report.answer())));
    }
    add(link("to-audit", "/app/audit", t("audit.back")), card);
  }

  private Element entry(AuditLog.Reported reported) {
    Element list = new Element("dl");
    if (reported.told() == null) {
      line(list, t("audit.column.what"), t("audit.gone"));
      return list;
    }
    AuditLog.Told told = reported.told();
    String where = told.where() == null ? t("layout.city") : t(told.where());
    line(list, t("audit.column.who"), t(told.who()) + " · " + where);
    line(list, t("audit.column.what"), t(told.what()));
    line(list, t("audit.column.purpose"), t(told.purpose()));
    line(list, t("audit.column.at"), when(member(reported, "at")));
    line(list, t("audit.column.case"), member(reported, "case"));
    line(list, t("case.reason"), member(reported, "reason"));
    line(list, t("audit.entry"), member(reported, "stream") + " " + reported.report().number());
    return list;
  }

  private static String member(AuditLog.Reported reported, String name) {
    return reported.entry().path(name).asString("");
  }

  private static void line(Element list, String term, String text) {
    if (text.isEmpty()) return;
    list.appendChild(new Element("dt").setText(term), new Element("dd").setText(text));
  }

  private void answer(Div card, DataUses.Report report) {
    RadioButtonGroup<String> outcome = new RadioButtonGroup<>();
    outcome.setId("outcome");
    outcome.setLabel(t("audit.outcome"));
    outcome.setItems("founded", "unfounded");
    outcome.setItemLabelGenerator(one -> t("audit.outcome." + one));
    outcome.setManualValidation(true);
    TextArea text = new TextArea(t("audit.answer"));
    text.setId("answer");
    text.setHelperText(t("audit.answerHelp"));
    text.setMinRows(3);
    text.setWidthFull();
    text.setManualValidation(true);
    card.add(
        outcome,
        text,
        refusal,
        act(
            "send-answer",
            t("audit.send"),
            () -> {
              String words = text.getValue().strip();
              boolean chosen = outcome.getValue() != null;
              outcome.setErrorMessage(chosen ? null : t("audit.outcomeMissing"));
              outcome.setInvalid(!chosen);
              String error =
                  words.length() < LEAST
                      ? t("words.short")
                      : words.length() > MOST ? t("words.long", MOST, words.length()) : null;
              text.setErrorMessage(error);
              text.setInvalid(error != null);
              if (!chosen || error != null) return;
              send(report, outcome.getValue(), words);
            }));
  }

  private void send(DataUses.Report report, String outcome, String words) {
    ApiProblem problem =
        attempt(() -> api.answer(id, report.version(), outcome, words, getLocale()));
    if (problem == null) {
      orExplain(this::show);
      return;
    }
    Div notice = notice(problem);
    if ("already-answered".equals(problem.code())) {
      notice.setText(t("audit.alreadyAnswered", problem.member("by"), when(problem.member("at"))));
    }
    refusal.removeAll();
    refusal.add(notice);
  }
}
