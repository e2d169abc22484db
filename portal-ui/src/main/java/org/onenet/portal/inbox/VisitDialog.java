package org.onenet.portal.inbox;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import java.time.LocalDate;
import java.util.UUID;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.View;

/**
 * A counter writes down that the applicant came in person, and what for. However often it is sent,
 * one dialog is one visit.
 */
final class VisitDialog extends View {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final String reference;
  private final transient Runnable afterwards;
  private final UUID id = UUID.randomUUID();
  private final Dialog dialog = new Dialog();
  private final DatePicker day;
  private final RadioButtonGroup<String> purpose = new RadioButtonGroup<>();
  private final Div refusal = new Div();

  VisitDialog(ServicesApi api, Cases.Case file, Runnable afterwards) {
    this.api = api;
    this.reference = file.reference();
    this.afterwards = afterwards;
    LocalDate today = LocalDate.now(CITY);
    day = dayField("visit-day", t("visit.day"), today.toString());
    day.setMax(today);
    day.setManualValidation(true);
    day.setWidthFull();
    purpose.setId("visit-purpose");
    purpose.setLabel(t("visit.purpose"));
    purpose.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
    purpose.setItems(Cases.VISITED_FOR);
    purpose.setItemLabelGenerator(one -> t("visit.purpose." + one));
    purpose.setManualValidation(true);
    add(new Paragraph(t("visit.text")), day, purpose, refusal);
    dialog.setHeaderTitle(t("visit.title"));
    dialog.setWidth("min(560px, 96vw)");
    dialog.setCloseOnOutsideClick(false); // what was chosen must not be lost by a click beside it
    dialog.add(this);
    dialog
        .getFooter()
        .add(
            quiet("cancel", t("cancel"), dialog::close),
            act("confirm-visit", t("visit.confirm"), this::send));
  }

  void open() {
    dialog.open();
  }

  private void send() {
    refusal.removeAll();
    boolean noDay = day.getValue() == null;
    day.setErrorMessage(t("visit.dayMissing"));
    day.setInvalid(noDay);
    boolean noPurpose = purpose.getValue() == null;
    purpose.setErrorMessage(t("visit.purposeMissing"));
    purpose.setInvalid(noPurpose);
    if (noDay) {
      day.focus();
      return;
    }
    if (noPurpose) {
      purpose.getElement().callJsFunction("focus");
      return;
    }
    ApiProblem problem =
        attempt(
            () -> api.noteVisit(reference, id, day.getValue(), purpose.getValue(), getLocale()));
    if (problem != null) {
      refusal.add(notice(problem));
      return;
    }
    dialog.close();
    afterwards.run();
  }
}
