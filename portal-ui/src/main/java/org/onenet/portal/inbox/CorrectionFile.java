package org.onenet.portal.inbox;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Corrections.Correction;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.CorrectionCard;
import org.onenet.portal.layout.Hidden;
import org.onenet.portal.layout.View;

/** One request to correct a register: whom it is about, what shows it, and the answer. */
final class CorrectionFile extends View {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 10;
  private static final int MOST = 2_000;

  private final transient SharingApi sharing;
  private final String id;
  private final Div refusal = new Div();

  CorrectionFile(SharingApi sharing, String id) {
    this.sharing = sharing;
    this.id = id;
    show();
  }

  private void show() {
    removeAll();
    Correction one = sharing.correction(id, getLocale());
    CorrectionCard card = new CorrectionCard(List.of(one));
    card.add(
        new Hidden(
            "correction", t("corrections.hidden"), () -> about(one), () -> looked(one.masked())));
    if (one.document() != null) {
      card.add(
          new Paragraph(
              download(
                  "document",
                  t("corrections.document"),
                  "document-" + one.caseReference(),
                  "application/octet-stream",
                  () -> sharing.correctionDocument(id, getLocale()))));
    }
    if (one.isOpen()) answer(card, one);
    add(link("to-corrections", "/app/corrections", t("corrections.back")), card);
  }

  private Paragraph about(Correction one) {
    return new Paragraph(t("corrections.about", one.applicant(), one.citizenNumber()));
  }

  /**
   * @param values whether the card hides both values
   */
  private Div looked(boolean values) {
    Correction opened = sharing.openCorrection(id, getLocale());
    Div told = new Div(about(opened));
    if (values) {
      told.add(
          new Paragraph(
              t("corrections.values", t(opened.registerValue()), t(opened.citizenValue()))));
    }
    return told;
  }

  private void answer(Div card, Correction one) {
    RadioButtonGroup<String> outcome = new RadioButtonGroup<>();
    outcome.setId("outcome");
    outcome.setLabel(t("corrections.outcome"));
    outcome.setItems("corrected", "not-corrected");
    outcome.setItemLabelGenerator(word -> t("corrections.outcome." + word));
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
              send(one, outcome.getValue(), words);
            }));
  }

  private void send(Correction one, String outcome, String words) {
    ApiProblem problem =
        attempt(() -> sharing.answerCorrection(id, one.version(), outcome, words, getLocale()));
    if (problem == null) {
      orExplain(this::show);
      return;
    }
    refusal.removeAll();
    refusal.add(notice(problem));
  }
}
