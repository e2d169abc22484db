package org.onenet.portal.inbox;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** One case on a page of its own, for its clerk and their supervisor. */
@Route(value = "cases/:reference", layout = Bar.class)
class CasePage extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient SharingApi sharing;
  private final transient Staff staff;
  private CaseFile file;

  @Inject
  CasePage(ServicesApi api, SharingApi sharing, Staff staff) {
    this.api = api;
    this.sharing = sharing;
    this.staff = staff;
    addClassName("wide");
  }

  @Override
  public String getPageTitle() {
    return file == null ? super.getPageTitle() : file.getPageTitle();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String reference = event.getRouteParameters().get("reference").orElse("");
    removeAll();
    orExplain(
        () -> {
          staff.department();
          file = new CaseFile(api, sharing, reference, true, () -> {});
          add(link("to-inbox", "/app/inbox", t("case.back")), file);
        });
  }
}
