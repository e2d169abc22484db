package org.onenet.portal.rights;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.login.SessionEnded;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.AccessRights.Field;
import org.onenet.portal.api.AccessRights.Right;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Registers.EvidenceType;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.KeysCard;
import org.onenet.portal.layout.View;

/**
 * Who may ask for what the supervisor's department holds, to be given and ended; what that
 * department may ask of others; and the keys by which it asks and answers.
 */
@Route(value = "access-rights", layout = Bar.class)
class Rights extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient SharingApi sharing;
  private final transient ServicesApi api;
  private final transient SignedInUser user;

  @Inject
  Rights(SharingApi sharing, ServicesApi api, SignedInUser user) {
    this.sharing = sharing;
    this.api = api;
    this.user = user;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    orExplain(this::show);
  }

  private void show() {
    String own = department();
    List<EvidenceType> types = sharing.evidenceTypesOf(own, getLocale());
    List<Right> rights = sharing.ownAccessRights(getLocale());
    removeAll();
    add(
        heading(t("nav.accessRights")),
        new Paragraph(t("rights.intro")),
        new Paragraph(link("public-rights", "/data", t("rights.public"))));
    add(new H2(t("rights.own")));
    if (types.isEmpty()) add(card(new Paragraph(t("rights.noRegister"))));
    for (EvidenceType type : types) {
      add(
          held(
              type,
              rights.stream()
                  .filter(one -> one.owner().equals(own))
                  .filter(one -> one.evidenceType().equals(type.identifier()))
                  .toList()));
    }
    if (!types.isEmpty()) {
      add(new H2(t("rights.give")), card(new RightForm(sharing, api, types, this::given)));
    }
    add(
        new H2(t("rights.atOthers")),
        atOthers(
            rights.stream()
                .filter(one -> one.requester().equals(own) && !one.owner().equals(own))
                .toList()));
    add(
        new H2(t("rights.key")),
        soft(new Paragraph(t("rights.keyText"))),
        new KeysCard(
            own,
            t("department." + own),
            t("rights.keySure"),
            sharing.keysOf(own, getLocale()),
            () -> rotate(own)));
  }

  private void rotate(String own) {
    ApiProblem problem = attempt(() -> sharing.rotate(own, getLocale()));
    orExplain(this::show);
    if (problem != null) addComponentAsFirst(notice(problem));
  }

  /**
   * The department that the signed-in supervisor works for.
   *
   * @throws ApiProblem 403 when they are none
   */
  private String department() {
    Caller caller = user.current().orElseThrow(() -> new SessionEnded("Nobody is signed in."));
    return caller
        .department()
        .filter(any -> caller.is(Role.SUPERVISOR))
        .orElseThrow(() -> new ApiProblem(403, "forbidden", "", List.of(), null));
  }

  private Div held(EvidenceType type, List<Right> rights) {
    Div card = card(new H3(t(type.name())));
    card.setId("type-" + type.identifier());
    if (rights.isEmpty()) card.add(soft(new Paragraph(t("rights.nobody"))));
    UnorderedList list = list();
    for (Right right : rights) {
      ListItem item = told(t(right.requesterName()), right);
      Button end = quiet("end-" + right.id(), t("rights.end"), () -> sure(right));
      end.setAriaLabel(t("rights.endOf", t(right.requesterName()), t(right.serviceName())));
      item.add(row(end));
      list.add(item);
    }
    if (!rights.isEmpty()) card.add(list);
    return card;
  }

  private Div atOthers(List<Right> rights) {
    Div card = card();
    card.setId("at-others");
    if (rights.isEmpty()) card.add(soft(new Paragraph(t("rights.noneAtOthers"))));
    UnorderedList list = list();
    for (Right right : rights) {
      list.add(told(t("rights.from", t(right.evidenceTypeName()), t(right.ownerName())), right));
    }
    if (!rights.isEmpty()) card.add(list);
    return card;
  }

  private static UnorderedList list() {
    UnorderedList list = new UnorderedList();
    list.addClassName("uses");
    return list;
  }

  private ListItem told(String title, Right right) {
    Span name = new Span(title);
    name.addClassName("name");
    Paragraph first = new Paragraph(name, new Span(" "));
    first.add(
        tag(
            t(right.inForce() ? "rights.inForce" : "rights.notInForce"),
            right.inForce() ? "ok" : "plain"));
    String fields =
        String.join(
            t("list.comma"), right.fields().stream().map(Field::label).map(this::t).toList());
    String days = t("rights.days", day(right.from()), day(right.lastDay()));
    return new ListItem(
        first,
        new Paragraph(t("rights.for", t(right.serviceName()))),
        new Paragraph(t("rights.fields", fields)),
        soft(new Paragraph(entered(days, right.givenBy()))));
  }

  /** What was shipped with the system names the file it stands in; nobody entered it. */
  private String entered(String days, String by) {
    if (by == null) return days;
    return by.endsWith(".json") ? t("rights.shipped", days) : t("rights.entered", days, by);
  }

  private void given() {
    orExplain(this::show);
    Div notice = new Div(new Span(t("rights.given")));
    notice.setId("given");
    notice.addClassNames("notice", "ok");
    notice.getElement().setAttribute("role", "status");
    addComponentAsFirst(notice);
    getUI().ifPresent(ui -> ui.getPage().executeJs("scrollTo(0, 0)"));
  }

  private void sure(Right right) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(t("rights.endTitle"));
    dialog.setText(
        t(
            "rights.sure",
            t(right.requesterName()),
            t(right.evidenceTypeName()),
            t(right.serviceName())));
    dialog.setCancelable(true);
    dialog.setCancelButton(quiet("cancel", t("cancel"), dialog::close));
    dialog.setConfirmButton(
        quiet(
            "confirm-end",
            t("rights.endTitle"),
            () -> {
              dialog.close();
              ApiProblem problem =
                  attempt(() -> sharing.endAccessRight(right.id(), right.version(), getLocale()));
              orExplain(this::show);
              if (problem != null) addComponentAsFirst(notice(problem));
            }));
    dialog.open();
  }
}
