package org.onenet.portal.apply;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;
import org.onenet.portal.api.PresentationsApi;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/**
 * The form of a service, from its definition alone: consent, one page a topic, check your answers,
 * receipt. Each page has its address, so that a draft goes on where it was left, on any device.
 */
@Route(value = "apply/:service/:draft?/:page?", layout = Bar.class)
class ApplyView extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient PresentationsApi wallets;
  private final transient SharingApi sharing;
  private transient QueryParameters asked = QueryParameters.empty();
  private View part;

  @Inject
  ApplyView(ServicesApi api, PresentationsApi wallets, SharingApi sharing) {
    this.api = api;
    this.wallets = wallets;
    this.sharing = sharing;
    addClassName("narrow");
  }

  @Override
  public String getPageTitle() {
    return part == null ? super.getPageTitle() : part.getPageTitle();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String service = event.getRouteParameters().get("service").orElse("");
    String id = event.getRouteParameters().get("draft").orElse(null);
    String page = event.getRouteParameters().get("page").orElse(Form.START);
    part = null;
    asked = event.getLocation().getQueryParameters();
    orExplain(
        () -> {
          if (id != null) {
            open(id, page);
            return;
          }
          List<Application> begun =
              api.drafts(getLocale()).stream()
                  .filter(draft -> draft.service().equals(service))
                  .toList();
          if (begun.isEmpty()) {
            event.forwardTo(begin(service));
          } else {
            show(new ResumePart(begun, () -> orExplain(() -> leadTo(begin(service)))));
          }
        });
  }

  /** Opens a new draft; returns its first address within the app. */
  private String begin(String service) {
    String fresh = UUID.randomUUID().toString();
    api.save(fresh, service, Map.of(), null, null, getLocale());
    return "apply/" + service + "/" + fresh + "/" + Form.START;
  }

  private void leadTo(String address) {
    getUI().ifPresent(ui -> ui.navigate(address));
  }

  private void open(String id, String page) {
    Application application = api.application(id, getLocale());
    if ("submitted".equals(application.state())) {
      show(new ReceiptPart(application.caseReference(), null));
      return;
    }
    Definition definition =
        api.definition(application.service(), application.serviceVersion(), getLocale());
    Form form =
        new Form(
            definition,
            new Draft(api, wallets, sharing, application, getLocale()),
            Optional.ofNullable(application.caseReference())
                .flatMap(reference -> api.caseOf(reference, getLocale()).openNotice()));
    if (Form.CHECK.equals(page)) {
      show(new CheckPart(form, receipt -> arrived(receipt)));
      return;
    }
    show(
        form.pages().stream()
            .filter(one -> one.id().equals(page))
            .<View>map(one -> new TopicPart(form, one))
            .findFirst()
            .orElseGet(() -> new ConsentPart(form, asked)));
  }

  private void arrived(Application.Receipt receipt) {
    show(new ReceiptPart(receipt.caseReference(), receipt));
    part.getElement().executeJs("const m = this.closest('main'); scrollTo(0, 0); m && m.focus()");
  }

  private void show(View next) {
    part = next;
    removeAll();
    add(next);
    next.getElement().executeJs("document.title = $0", next.getPageTitle());
  }
}
