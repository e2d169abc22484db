package org.onenet.portal.rights;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.checkbox.CheckboxGroupVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.portal.api.AccessRights.Field;
import org.onenet.portal.api.AccessRights.Wanted;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Definition.Named;
import org.onenet.portal.api.Registers.EvidenceType;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.View;

/** Asks what a right is to be; keeps all that was entered while something is missing or refused. */
final class RightForm extends View {
  private static final long serialVersionUID = 1L;

  private final transient SharingApi sharing;
  private final transient ServicesApi api;
  private final transient Runnable afterwards;
  private final Select<EvidenceType> type = new Select<>();
  private final CheckboxGroup<Field> fields = new CheckboxGroup<>();
  private final Select<Named> requester = new Select<>();
  private final Select<Named> service = new Select<>();
  private final DatePicker from =
      dayField("from", t("rights.firstDay"), LocalDate.now(CITY).toString());
  private final DatePicker until = dayField("until", t("rights.lastDay"), null);
  private final Div refusal = new Div();

  /** The inputs by the API's names, in the page's order. */
  private final Map<String, HasValidationProperties> inputs = new LinkedHashMap<>();

  /**
   * @param types what the department's registers can prove
   * @param afterwards runs when a right was given
   */
  RightForm(SharingApi sharing, ServicesApi api, List<EvidenceType> types, Runnable afterwards) {
    this.sharing = sharing;
    this.api = api;
    this.afterwards = afterwards;
    type.setId("evidence-type");
    type.setLabel(t("rights.type"));
    type.setItemLabelGenerator(one -> t(one.name()));
    type.setItems(types);
    type.setManualValidation(true);
    type.addValueChangeListener(change -> offerFields(change.getValue()));
    fields.setId("fields");
    fields.setLabel(t("rights.fieldsToGive"));
    fields.setItemLabelGenerator(
        one -> one.isSensitive() ? t("rights.sensitive", t(one.label())) : t(one.label()));
    fields.addThemeVariants(CheckboxGroupVariant.LUMO_VERTICAL);
    fields.setManualValidation(true);
    fields.setVisible(false);
    requester.setId("requester");
    requester.setLabel(t("rights.requester"));
    requester.setItemLabelGenerator(one -> t(one.name()));
    requester.setItems(api.authorities(getLocale()));
    requester.setManualValidation(true);
    requester.addValueChangeListener(change -> offerServices(change.getValue()));
    service.setId("service");
    service.setLabel(t("rights.service"));
    service.setItemLabelGenerator(one -> t(one.name()));
    service.setManualValidation(true);
    service.setEnabled(false);
    from.setManualValidation(true);
    until.setManualValidation(true);
    inputs.put("evidenceType", type);
    inputs.put("fields", fields);
    inputs.put("requester", requester);
    inputs.put("service", service);
    inputs.put("from", from);
    inputs.put("until", until);
    inputs.values().forEach(input -> add(field((Component) input)));
    add(refusal, act("give", t("rights.giveIt"), this::give));
  }

  private static Div field(Component input) {
    Div field = new Div(input);
    field.addClassName("field");
    return field;
  }

  private void offerFields(EvidenceType chosen) {
    fields.setItems(chosen == null ? List.of() : chosen.fields());
    fields.setVisible(chosen != null);
  }

  private void offerServices(Named department) {
    ApiProblem problem =
        attempt(
            () ->
                service.setItems(
                    department == null ? List.of() : api.servicesOf(department.id(), getLocale())));
    service.setEnabled(department != null && problem == null);
    refuse(problem);
  }

  private void give() {
    refuse(null);
    inputs.values().forEach(input -> input.setInvalid(false));
    must(type.getValue() != null, type, "rights.chooseType");
    must(!fields.getValue().isEmpty(), fields, "rights.chooseFields");
    must(requester.getValue() != null, requester, "rights.chooseRequester");
    must(service.getValue() != null, service, "rights.chooseService");
    must(from.getValue() != null, from, "rights.chooseDay");
    must(until.getValue() != null, until, "rights.chooseDay");
    if (from.getValue() != null && until.getValue() != null) {
      must(!until.getValue().isBefore(from.getValue()), until, "rights.endsFirst");
    }
    if (focusFirstWrong()) return;
    LocalDate lastDay = until.getValue();
    Wanted wanted =
        new Wanted(
            type.getValue().identifier(),
            fields.getValue().stream().map(Field::name).toList(),
            requester.getValue().id(),
            service.getValue().id(),
            from.getValue(),
            lastDay);
    ApiProblem problem = attempt(() -> sharing.giveAccessRight(wanted, getLocale()));
    if (problem == null) {
      afterwards.run();
      return;
    }
    for (ApiProblem.FieldError error : problem.errors()) {
      HasValidationProperties input = inputs.get(error.field());
      if (input != null) wrong(input, error.message());
    }
    if (!focusFirstWrong()) refuse(problem);
  }

  private void must(boolean isSo, HasValidationProperties input, String otherwise) {
    if (!isSo) wrong(input, t(otherwise));
  }

  private static void wrong(HasValidationProperties input, String message) {
    input.setErrorMessage(message);
    input.setInvalid(true);
  }

  private boolean focusFirstWrong() {
    for (HasValidationProperties input : inputs.values()) {
      if (input.isInvalid()) {
        if (input instanceof Focusable<?> first) first.focus();
        return true;
      }
    }
    return false;
  }

  private void refuse(ApiProblem problem) {
    refusal.removeAll();
    if (problem != null) refusal.add(notice(problem));
  }
}
