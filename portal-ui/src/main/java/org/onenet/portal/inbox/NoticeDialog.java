package org.onenet.portal.inbox;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.View;

/**
 * The clerk ticks what is missing and says of each what is wrong with it; a supervisor who asks
 * again also says why. It stays open, with what was typed, while something is not right.
 */
final class NoticeDialog extends View {
  private static final long serialVersionUID = 1L;
  private static final int LEAST_TEXT = 2;
  private static final int MOST_TEXT = 500;
  private static final int LEAST_REASON = 10;

  private final transient ServicesApi api;
  private final transient Cases.Case file;
  private final transient Runnable afterwards;
  private final Dialog dialog = new Dialog();
  private final Map<String, TextField> texts = new LinkedHashMap<>();
  private final TextArea reason = new TextArea();
  private final Div refusal = new Div();
  private final boolean again;

  NoticeDialog(ServicesApi api, Cases.Case file, Runnable afterwards) {
    this.api = api;
    this.file = file;
    this.afterwards = afterwards;
    this.again = file.may("notify_again");
    add(new Paragraph(t(again ? "notice.againText" : "notice.text")));
    for (Cases.Page page : file.pages()) {
      if (page.answers().isEmpty()) continue;
      H3 topic = new H3(t(page.title()));
      topic.addClassName("topic");
      add(topic);
      page.answers().forEach(answer -> add(item(answer)));
    }
    if (again) {
      reason.setLabel(t("notice.why"));
      reason.setId("notice-reason");
      reason.setWidthFull();
      reason.setManualValidation(true);
      add(reason);
    }
    add(refusal);
    dialog.setHeaderTitle(t("notice.title"));
    dialog.setWidth("min(680px, 96vw)");
    dialog.setCloseOnOutsideClick(false); // what was typed must not be lost by a click beside it
    dialog.add(this);
    dialog
        .getFooter()
        .add(
            quiet("cancel", t("cancel"), dialog::close),
            act("confirm-notice", t("notice.send"), this::send));
  }

  void open() {
    dialog.open();
  }

  private Div item(Cases.Answer answer) {
    TextField text = new TextField(t("notice.wrong"));
    text.setAriaLabel(t("notice.wrong") + t("colon") + t(answer.label()));
    text.setId("missing-text-" + answer.field());
    text.setWidthFull();
    text.setMaxLength(MOST_TEXT);
    text.setManualValidation(true);
    text.setVisible(false);
    Checkbox tick = new Checkbox(t(answer.label()));
    tick.setId("missing-" + answer.field());
    tick.addValueChangeListener(
        change -> {
          text.setVisible(change.getValue());
          if (change.getValue()) {
            texts.put(answer.field(), text);
            text.focus();
          } else {
            texts.remove(answer.field());
          }
        });
    return new Div(tick, text);
  }

  private void send() {
    refusal.removeAll();
    if (texts.isEmpty()) {
      Div nothing = new Div(new Paragraph(t("notice.nothing")));
      nothing.addClassNames("notice", "bad");
      nothing.getElement().setAttribute("role", "alert");
      refusal.add(nothing);
      return;
    }
    List<Cases.Wanted> items = new ArrayList<>();
    for (Map.Entry<String, TextField> one : texts.entrySet()) {
      String words = one.getValue().getValue().strip();
      if (isTooShort(one.getValue(), words.length() < LEAST_TEXT)) return;
      items.add(new Cases.Wanted(one.getKey(), words));
    }
    String why = again ? reason.getValue().strip() : null;
    boolean noReason = again && why.length() < LEAST_REASON;
    reason.setErrorMessage(t("words.short"));
    reason.setInvalid(noReason);
    if (noReason) {
      reason.focus();
      return;
    }
    ApiProblem problem =
        attempt(() -> api.sendNotice(file.reference(), file.version(), items, why, getLocale()));
    if (problem != null) {
      refusal.add(notice(problem));
      return;
    }
    dialog.close();
    afterwards.run();
  }

  private boolean isTooShort(TextField field, boolean isShort) {
    field.setErrorMessage(t("notice.short"));
    field.setInvalid(isShort);
    if (isShort) field.focus();
    return isShort;
  }
}
