package org.onenet.portal.inbox;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.portal.api.Corrections.Correction;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** What other departments ask this one to correct in its registers; {@code ?one=} opens one. */
@Route(value = "corrections", layout = Bar.class)
class CorrectionQueue extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;
  private static final int SOON = 3;

  private final transient SharingApi sharing;
  private final transient Staff staff;

  @Inject
  CorrectionQueue(SharingApi sharing, Staff staff) {
    this.sharing = sharing;
    this.staff = staff;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String one = event.getLocation().getQueryParameters().getSingleParameter("one").orElse(null);
    orExplain(() -> show(one));
  }

  private void show(String one) {
    removeAll();
    staff.department();
    add(heading(t("nav.corrections")));
    if (one != null) {
      add(new CorrectionFile(sharing, one));
      return;
    }
    add(soft(new Paragraph(t("corrections.intro"))));
    add(list("open", sharing.corrections("state=open", getLocale())));
    add(list("answered", sharing.corrections("state=answered", getLocale())));
  }

  private Div list(String state, List<Correction> all) {
    Div card = card(new H2(t("corrections.list." + state)));
    if (all.isEmpty()) card.add(soft(new Paragraph(t("corrections.none"))));
    for (Correction one : all) {
      boolean late = one.daysLeft() < 0;
      card.add(
          row(
              one.isOpen()
                  ? tag(
                      late
                          ? t("audit.late", day(one.dueOn()))
                          : t("audit.due", day(one.dueOn()), one.daysLeft()),
                      late ? "bad" : one.daysLeft() <= SOON ? "warn" : "plain")
                  : tag(t("corrections.state." + one.state()), "plain"),
              link(
                  "correction-" + one.id(),
                  "/app/corrections?one=" + one.id(),
                  t("corrections.what", t(one.registerName()), t(one.label()))
                      + " · "
                      + one.caseReference())));
    }
    return card;
  }
}
