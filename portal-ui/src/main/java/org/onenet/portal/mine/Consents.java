package org.onenet.portal.mine;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Consents.Consent;
import org.onenet.portal.api.Consents.Item;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** What the citizen agreed to, with the signed record, and the way to take it back. */
@Route(value = "consents", layout = Bar.class)
class Consents extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient SharingApi sharing;

  @Inject
  Consents(SharingApi sharing) {
    this.sharing = sharing;
    addClassName("narrow");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    orExplain(this::show);
  }

  private void show() {
    removeAll();
    List<Consent> all = sharing.consents(getLocale());
    add(
        heading(t("consents.title")),
        new Paragraph(t("consents.text")),
        new Paragraph(link("to-data-use", "/app/data-use", t("nav.dataUse"))));
    if (all.isEmpty()) {
      add(card(new H2(t("consents.none")), soft(new Paragraph(t("consents.noneText")))));
    }
    for (Consent one : all) {
      add(card(one));
    }
  }

  private Div card(Consent one) {
    Div head =
        row(
            new H2(t(one.serviceName())),
            tag(t("consents." + one.state()), one.isInForce() ? "ok" : "plain"));
    head.addClassName("apart");
    Div card =
        View.card(
            head, soft(new Paragraph(t("consents.line", t(one.requester()), when(one.givenAt())))));
    Element facts = new Element("dl");
    for (Item item : one.items()) {
      facts.appendChild(
          new Element("dt").setText(t(item.evidence())),
          new Element("dd")
              .setText(
                  t(
                      "consents.item",
                      t(item.holder()),
                      String.join(t("list.comma"), item.fields().stream().map(this::t).toList()))));
    }
    card.getElement().appendChild(facts);
    card.add(
        soft(
            new Paragraph(
                one.withdrawnAt() == null
                    ? t("consents.until", day(one.expiresAt()))
                    : t("consents.withdrawnOn", when(one.withdrawnAt())))));
    Div acts = row(record(one));
    if (one.isInForce()) {
      acts.add(quiet("withdraw-" + one.id(), t("consents.withdraw"), () -> sure(one)));
    }
    card.add(acts);
    return card;
  }

  private Anchor record(Consent one) {
    Anchor file =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] bytes = sharing.consentRecord(one.id(), getLocale());
                  return new DownloadResponse(
                      new ByteArrayInputStream(bytes),
                      "consent-" + one.id() + ".jwt",
                      "application/consent-record+jwt",
                      bytes.length);
                }),
            t("consents.record"));
    file.getElement().setAttribute("download", true);
    file.setId("record-" + one.id());
    return file;
  }

  private void sure(Consent one) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(t("consents.withdraw"));
    dialog.setText(t("consents.sure"));
    dialog.setCancelable(true);
    dialog.setCancelText(t("cancel"));
    dialog.setConfirmButton(
        quiet(
            "confirm-withdraw",
            t("consents.withdraw"),
            () -> {
              dialog.close();
              ApiProblem problem = attempt(() -> sharing.withdraw(one.id(), getLocale()));
              orExplain(this::show);
              if (problem != null) {
                addComponentAsFirst(notice(problem));
              }
            }));
    dialog.open();
  }
}
