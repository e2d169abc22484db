package org.onenet.portal.layout;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;
import org.onenet.portal.api.ApiProblem;

/**
 * Asks for a few sentences in a dialog, and stays open, with what was typed, while they are too
 * short or the API refuses them.
 */
public final class Words extends View {
  private static final long serialVersionUID = 1L;
  private static final int LEAST = 10;

  private final Dialog dialog = new Dialog();
  private final TextArea reason = new TextArea();
  private final Div refusal = new Div();

  /**
   * @param title of the dialog; {@code text} says what for, and who will read it
   * @param confirm the id of the button that sends; {@code button} its text
   * @param send gives the words to the API
   * @param afterwards runs when they were taken
   */
  public Words(
      String title,
      String text,
      String label,
      int most,
      String confirm,
      String button,
      Consumer<String> send,
      Runnable afterwards) {
    reason.setLabel(label);
    reason.setId("reason");
    reason.setMinRows(3);
    reason.setManualValidation(true);
    reason.setWidthFull();
    add(new Paragraph(text), reason, refusal);
    dialog.setHeaderTitle(title);
    dialog.setWidth("min(560px, 96vw)");
    dialog.setCloseOnOutsideClick(false); // what was typed must not be lost by a click beside it
    dialog.add(this);
    Button sends =
        act(
            confirm,
            button,
            () -> {
              if (isGood(most)) sent(send, afterwards);
            });
    dialog.getFooter().add(quiet("cancel", t("cancel"), dialog::close), sends);
  }

  public void open() {
    dialog.open();
  }

  private boolean isGood(int most) {
    int length = reason.getValue().strip().length();
    String error =
        length < LEAST ? t("words.short") : length > most ? t("words.long", most, length) : null;
    reason.setErrorMessage(error);
    reason.setInvalid(error != null);
    if (error != null) reason.focus();
    return error == null;
  }

  private void sent(Consumer<String> send, Runnable afterwards) {
    ApiProblem problem = attempt(() -> send.accept(reason.getValue().strip()));
    if (problem != null) {
      refusal.removeAll();
      refusal.add(notice(problem));
      return;
    }
    dialog.close();
    afterwards.run();
  }
}
