package org.onenet.portal.mine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.MyData;
import org.onenet.portal.api.PrivacyApi;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** What is kept of the citizen, until when and on what ground; all of it to take, and to erase. */
@Route(value = "my-data", layout = Bar.class)
class MyDataPage extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient PrivacyApi api;
  private final transient ServicesApi services;
  private final String username;

  @Inject
  MyDataPage(PrivacyApi api, ServicesApi services, SignedInUser user) {
    this.api = api;
    this.services = services;
    this.username = user.caller().username();
    addClassName("narrow");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    orExplain(this::show);
  }

  private void show() {
    removeAll();
    MyData mine = api.kept(getLocale());
    add(
        heading(t("myData.title")),
        new Paragraph(t("myData.intro")),
        new Paragraph(link("to-data-use", "/app/data-use", t("nav.dataUse"))),
        take(),
        kept(mine.kept()),
        erase(mine.obstacles()));
  }

  private Div take() {
    Locale locale = getLocale(); // a download is another request, and has none of its own
    return card(
        new H2(t("myData.take")),
        new Paragraph(t("myData.takeText")),
        row(
            download(
                "download-page",
                t("myData.page"),
                "my-data.html",
                "text/html",
                () -> api.everything("text/html", locale)),
            download(
                "download-json",
                t("myData.json"),
                "my-data.json",
                "application/json",
                () -> api.everything("application/json", locale))));
  }

  private Div kept(List<MyData.Kept> kept) {
    Div card = card(new H2(t("myData.kept")));
    card.setId("kept");
    if (kept.isEmpty()) card.add(new Paragraph(t("myData.none")));
    else card.add(list(kept, "case-", (one, item) -> {}));
    card.add(soft(new Paragraph(t("myData.keptToo"))));
    return card;
  }

  /**
   * @param more what may be done about it, given its item
   */
  private UnorderedList list(
      List<MyData.Kept> kept, String ids, BiConsumer<MyData.Kept, ListItem> more) {
    UnorderedList list = new UnorderedList();
    for (MyData.Kept one : kept) {
      Span name = new Span(t("myData." + one.kind(), t(one.name())));
      name.addClassName("name");
      Paragraph first = new Paragraph(name);
      if ("case".equals(one.kind())) {
        first.add(new Span(" · "), link(ids + one.id(), "/app/applications/" + one.id(), one.id()));
      }
      ListItem item =
          new ListItem(
              first,
              new Paragraph(until(one)),
              soft(new Paragraph(t("myData.ground", t(one.authority()), t(one.ground())))));
      if (one.goesAt() != null && one.goneAt() == null) {
        item.add(new Paragraph(tag(t("myData.goes", day(one.goesAt())), "warn")));
      }
      more.accept(one, item);
      list.add(item);
    }
    return list;
  }

  private String until(MyData.Kept one) {
    if (one.goneAt() != null) return t("myData.gone", day(one.goneAt()));
    if (one.until() != null) return t("myData.until", day(one.until()));
    if (one.dueOn() != null) return t("myData.open.report", day(one.dueOn()));
    return t("myData.open." + one.kind(), one.months());
  }

  /** A certificate without an end stands against erasure until its department revokes it. */
  private void askRevocation(MyData.Kept one, ListItem item) {
    if (!one.isWithoutEnd()) return;
    String name = t(one.name());
    item.add(new Paragraph(t("myData.noEnd", day(one.since()), t(one.authority()), one.months())));
    if (one.revocationAskedAt() != null) {
      Div asked = new Div(new Paragraph(t("myData.revocationAsked", day(one.revocationAskedAt()))));
      asked.addClassName("notice");
      asked.setId("revocation-asked-" + one.id());
      item.add(asked);
      return;
    }
    Button ask =
        quiet(
            "ask-revocation-" + one.id(), t("myData.askRevocation"), () -> sureToRevoke(one, name));
    ask.setAriaLabel(t("myData.askRevocationOf", name));
    item.add(row(ask));
  }

  private void sureToRevoke(MyData.Kept one, String name) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(t("myData.askRevocationOf", name));
    dialog.setText(t("myData.askRevocationSure", t(one.authority())));
    dialog.setCancelable(true);
    dialog.setCancelButton(quiet("cancel", t("cancel"), dialog::close));
    dialog.setConfirmButton(
        quiet(
            "confirm-ask-revocation",
            t("myData.askRevocation"),
            () -> {
              dialog.close();
              ApiProblem problem = attempt(() -> services.askRevocation(one.id(), getLocale()));
              orExplain(this::show);
              if (problem != null) addComponentAsFirst(notice(problem));
            }));
    dialog.open();
  }

  private Div erase(List<MyData.Kept> obstacles) {
    Div card =
        card(
            new H2(t("myData.erase")),
            new Paragraph(t("myData.eraseText")),
            new Paragraph(t("myData.stays")));
    card.setId("erase");
    UnorderedList stays = new UnorderedList();
    for (String what : List.of("skeleton", "chain", "consents", "log", "account")) {
      stays.add(new ListItem(t("myData.stays." + what)));
    }
    card.add(stays);
    if (!obstacles.isEmpty()) {
      card.add(
          new Paragraph(tag(t("myData.notYet"), "warn")),
          list(obstacles, "obstacle-", this::askRevocation));
      return card;
    }
    TextField confirmation = new TextField(t("myData.confirm", username));
    confirmation.setId("confirmation");
    confirmation.setManualValidation(true);
    confirmation.setWidthFull();
    Div refusal = new Div();
    card.add(
        confirmation,
        refusal,
        bad("erase-me", t("myData.eraseNow"), () -> erase(confirmation, refusal)));
    return card;
  }

  private void erase(TextField confirmation, Div refusal) {
    boolean isTyped = confirmation.getValue().strip().equalsIgnoreCase(username);
    confirmation.setErrorMessage(isTyped ? null : t("myData.confirmMissing", username));
    confirmation.setInvalid(!isTyped);
    if (!isTyped) {
      confirmation.focus();
      return;
    }
    refusal.removeAll();
    ApiProblem problem = attempt(() -> api.erase(confirmation.getValue().strip(), getLocale()));
    if (problem != null) {
      refusal.add(notice(problem));
      return;
    }
    orExplain(this::show);
    Div done = new Div(new Span(t("myData.erased")));
    done.setId("erased");
    done.addClassName("notice");
    done.getElement().setAttribute("role", "status");
    addComponentAtIndex(1, done);
    getUI().ifPresent(ui -> ui.getPage().executeJs("scrollTo(0, 0)"));
  }
}
