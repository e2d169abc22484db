package org.onenet.portal.keys;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Issuers;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.api.PresentationsApi;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.KeysCard;
import org.onenet.portal.layout.View;

/** Each department's and each verifier's keys, and a new one for it; old ones are kept. */
@Route(value = "keys", layout = Bar.class)
class Keys extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;
  private final transient PresentationsApi wallets;
  private final transient SignedInUser user;

  @Inject
  Keys(ServicesApi api, PresentationsApi wallets, SignedInUser user) {
    this.api = api;
    this.wallets = wallets;
    this.user = user;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    orExplain(this::show);
  }

  private void show() {
    if (user.current().filter(caller -> caller.is(Role.ADMIN)).isEmpty()) {
      throw new ApiProblem(403, "forbidden", "", List.of(), null);
    }
    removeAll();
    add(
        heading(t("keys.title")),
        new H2(t("keys.departments")),
        soft(new Paragraph(t("keys.text"))));
    for (Issuers.Issuer issuer : api.issuers(getLocale())) {
      add(
          new KeysCard(
              issuer.id(),
              t(issuer.name()),
              t("keys.sure", t(issuer.name())),
              api.keysOf(issuer.id(), getLocale()),
              () -> rotate(() -> api.rotate(issuer.id(), getLocale()))));
    }
    add(new H2(t("keys.verifiers")), soft(new Paragraph(t("keys.verifiersText"))));
    for (Presentation.Registered one : wallets.verifiers(getLocale())) {
      add(
          new KeysCard(
              one.identifier(),
              t(one.name()),
              t("keys.verifierSure", t(one.name())),
              wallets.keysOf(one.identifier(), getLocale()),
              () -> rotate(() -> wallets.rotate(one.identifier(), getLocale()))));
    }
  }

  private void rotate(Runnable call) {
    ApiProblem problem = attempt(call);
    orExplain(this::show);
    if (problem != null) addComponentAsFirst(notice(problem));
  }
}
