package org.onenet.portal.inbox;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.StatusChange;
import org.onenet.portal.layout.View;

/**
 * Asks what an act on a certificate's status needs, and stays open, with all that was typed, while
 * something is missing or the API refuses the act.
 */
final class StatusDialog extends View {
  private static final long serialVersionUID = 1L;
  private static final int LEAST_REASON = 10;
  private static final int MOST_REASON = 2_000;

  private final transient ServicesApi api;
  private final transient Credentials.Credential one;
  private final transient Runnable afterwards;
  private final Dialog dialog = new Dialog();
  private final Select<String> code = new Select<>();
  private final TextArea reason = new TextArea();
  private final Div refusal = new Div();
  private boolean answered;

  /**
   * @param afterwards runs when the dialog closes and the API had answered: the certificate may be
   *     another than it was
   */
  StatusDialog(ServicesApi api, Credentials.Credential one, Runnable afterwards) {
    this.api = api;
    this.one = one;
    this.afterwards = afterwards;
    code.setLabel(t("issued.code"));
    code.setId("reason-code");
    code.setPlaceholder(t("issued.codeChoose"));
    code.setItemLabelGenerator(c -> t("reason." + c));
    code.setManualValidation(true);
    code.setWidthFull();
    reason.setLabel(t("issued.words"));
    reason.setId("reason");
    reason.setMinRows(3);
    reason.setManualValidation(true);
    reason.setWidthFull();
  }

  /** Suspends, reinstates or revokes; a revocation may then wait for a second person. */
  void change(StatusChange change) {
    String word = change.word();
    Runnable confirm =
        () -> {
          boolean complete = reasonIsGood();
          complete = codeIsChosen() && complete;
          if (complete) {
            send(() -> api.changeStatus(one.id(), change, code.getValue(), why(), getLocale()));
          }
        };
    code.setItems(change.reasonCodes());
    reason.setHelperText(t("issued.reasonHelp"));
    add(code, reason);
    open(
        word,
        change == StatusChange.REINSTATE
            ? act("confirm-" + word, t("status.reinstate.confirm"), confirm)
            : bad("confirm-" + word, t("status." + word + ".confirm"), confirm));
  }

  /** Confirms the revocation that waits. */
  void confirm() {
    Credentials.Waiting waiting = one.waiting();
    add(
        new Paragraph(t("issued.waiting", waiting.askedBy(), when(waiting.at()))),
        new Paragraph(t(waiting.reason())));
    open(
        "confirm",
        bad(
            "confirm-revoke",
            t("status.confirm.confirm"),
            () -> send(() -> api.confirmRevocation(one.id(), waiting.act(), getLocale()))));
  }

  /**
   * Turns the revocation down that waits.
   *
   * @param colleague whether another than the caller asked for it
   */
  void turnDown(boolean colleague) {
    String word = colleague ? "turn-down" : "take-back";
    reason.setHelperText(t("status.turn-down.help"));
    add(reason);
    open(
        word,
        act(
            "confirm-turn-down",
            t("status." + word + ".confirm"),
            () -> {
              if (reasonIsGood()) {
                send(
                    () ->
                        api.turnDownRevocation(one.id(), one.waiting().act(), why(), getLocale()));
              }
            }));
  }

  private void open(String word, Button confirm) {
    addComponentAsFirst(new Paragraph(t("status." + word + ".text")));
    addComponentAsFirst(
        soft(new Paragraph(t("status.of", one.holderName(), t(one.name()), one.caseReference()))));
    add(refusal);
    dialog.setHeaderTitle(t("status." + word + ".title"));
    dialog.setWidth("min(560px, 96vw)");
    // What was typed must not be lost by a click beside it.
    dialog.setCloseOnOutsideClick(false);
    dialog.add(this);
    dialog.getFooter().add(quiet("cancel", t("cancel"), dialog::close), confirm);
    dialog.addOpenedChangeListener(
        change -> {
          if (!change.isOpened() && answered) {
            afterwards.run();
          }
        });
    dialog.open();
  }

  private boolean codeIsChosen() {
    boolean chosen = code.getValue() != null;
    code.setErrorMessage(chosen ? null : t("issued.codeMissing"));
    code.setInvalid(!chosen);
    if (!chosen) {
      code.focus();
    }
    return chosen;
  }

  private boolean reasonIsGood() {
    int length = why().length();
    String error =
        length < LEAST_REASON
            ? t("case.reasonShort")
            : length > MOST_REASON ? t("issued.reasonLong", length) : null;
    reason.setErrorMessage(error);
    reason.setInvalid(error != null);
    if (error != null) {
      reason.focus();
    }
    return error == null;
  }

  private String why() {
    return reason.getValue().strip();
  }

  private void send(Runnable call) {
    ApiProblem problem = attempt(call);
    answered |= problem == null || !problem.isUnreachable();
    if (problem == null) {
      dialog.close();
      return;
    }
    Div notice = notice(problem);
    if (!problem.member("at").isEmpty()) {
      notice.setText(
          t("refused." + problem.code(), problem.member("by"), when(problem.member("at"))));
    }
    refusal.removeAll();
    refusal.add(notice);
  }
}
