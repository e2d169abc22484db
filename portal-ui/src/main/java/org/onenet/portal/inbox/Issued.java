package org.onenet.portal.inbox;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** The certificates that the clerk's department has issued, and how to revoke one. */
@Route(value = "issued", layout = Bar.class)
class Issued extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private static final List<String> REASONS =
      List.of("issued-in-error", "facts-changed", "holder-request", "key-compromised");

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
    orExplain(this::show);
  }

  private void show() {
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
    add(heading(t("nav.issued")), search);
    List<Credentials.Credential> all = api.credentials(words, getLocale());
    if (all.isEmpty()) {
      add(card(new Paragraph(t(words.isEmpty() ? "issued.none" : "issued.noneFound"))));
    }
    // The newest carries the plain ids; the others have theirs with their number.
    for (int i = 0; i < all.size(); i++) {
      Credentials.Credential one = all.get(i);
      String kind =
          "valid".equals(one.state()) ? "ok" : "revoked".equals(one.state()) ? "bad" : "warn";
      Div head =
          row(
              new H2(one.holderName() + " · " + t(one.name())),
              tag(t("certificate." + one.state()), kind));
      head.addClassName("apart");
      Div card =
          card(
              head,
              soft(new Paragraph(t("issued.line", one.caseReference(), day(one.validFrom())))));
      if (one.registration() != null) {
        card.add(soft(new Paragraph(t("registration." + one.registration().state()))));
      }
      if (one.reason() != null) {
        card.add(new Paragraph(t("mine.reason", t(one.reason()))));
      }
      if (one.may("revoke")) {
        card.add(bad("revoke" + (i == 0 ? "" : "-" + i), t("issued.revoke"), () -> revoke(one)));
      }
      add(card);
    }
  }

  private void revoke(Credentials.Credential one) {
    Dialog dialog = new Dialog();
    dialog.setHeaderTitle(t("issued.revoke"));
    dialog.setWidth("min(560px, 96vw)");
    Select<String> code = new Select<>();
    code.setLabel(t("issued.code"));
    code.setId("reason-code");
    code.setItems(REASONS);
    code.setItemLabelGenerator(c -> t("issued." + c));
    code.setValue(REASONS.getFirst());
    code.setWidthFull();
    TextArea reason = new TextArea(t("case.reason"));
    reason.setId("reason");
    reason.setWidthFull();
    reason.setManualValidation(true);
    Div refusal = new Div();
    dialog.add(code, reason, refusal);
    dialog
        .getFooter()
        .add(
            quiet("cancel", t("cancel"), dialog::close),
            bad(
                "confirm-revoke",
                t("issued.confirm"),
                () -> {
                  String why = reason.getValue().strip();
                  if (why.length() < 10) {
                    reason.setErrorMessage(t("case.reasonShort"));
                    reason.setInvalid(true);
                    reason.focus();
                    return;
                  }
                  ApiProblem problem =
                      attempt(() -> api.revoke(one.id(), code.getValue(), why, getLocale()));
                  if (problem != null) {
                    refusal.removeAll();
                    refusal.add(notice(problem));
                    return;
                  }
                  dialog.close();
                  orExplain(this::show);
                }));
    dialog.open();
  }
}
