package org.onenet.portal.layout;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.dependency.JavaScript;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Footer;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.RouterLayout;
import jakarta.inject.Inject;
import java.util.Locale;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;

/** What stands around every view: the bar with the ways of this role, the main part, the foot. */
@JavaScript("context://assets/session.js")
public class Bar extends Div implements RouterLayout, AfterNavigationObserver {
  private static final long serialVersionUID = 1L;

  private final Main main = new Main();
  private final Anchor language = new Anchor();
  private boolean entered;

  @Inject
  public Bar(SignedInUser user) {
    addClassName("frame");
    Anchor skip = new Anchor("#main", getTranslation("layout.skip"));
    skip.addClassName("skip");
    skip.getElement().setAttribute("router-ignore", true);
    main.setId("main");
    main.getElement().setAttribute("tabindex", "-1");
    add(skip, bar(user.current().orElse(null)), main, foot());
  }

  private Component bar(Caller caller) {
    boolean staff = caller != null && (caller.is(Role.CLERK) || caller.is(Role.SUPERVISOR));
    Span mark = new Span("一");
    mark.addClassName("mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    Anchor brand = plain("/", "");
    brand.addClassName("brand");
    String place =
        staff
            ? getTranslation("department." + caller.department().orElse("none"))
            : getTranslation("layout.city");
    brand.add(mark, new Span("OneNet · " + place));
    Nav nav = new Nav();
    nav.getElement().setAttribute("aria-label", getTranslation("layout.nav"));
    if (staff) {
      nav.add(
          plain("/app/inbox", getTranslation("nav.inbox")),
          plain("/app/inbox?assignee=me", getTranslation("nav.myCases")),
          plain("/app/issued", getTranslation("nav.issued")),
          plain("/app/corrections", getTranslation("nav.corrections")));
      if (caller.is(Role.SUPERVISOR)) {
        nav.add(plain("/app/access-rights", getTranslation("nav.accessRights")));
      }
    } else if (caller != null && caller.is(Role.VERIFIER)) {
      nav.add(
          plain("/app/ask", getTranslation("nav.ask")),
          plain("/verify", getTranslation("nav.verify")));
    } else if (caller != null && caller.is(Role.ADMIN)) {
      nav.add(plain("/app/keys", getTranslation("nav.keys")));
    } else if (caller != null && caller.is(Role.AUDITOR)) {
      nav.add(
          plain("/app/audit", getTranslation("nav.audit")),
          plain("/verify", getTranslation("nav.verify")));
    } else {
      nav.add(
          plain("/", getTranslation("nav.services")),
          plain("/app/applications", getTranslation("nav.applications")),
          plain("/app/certificates", getTranslation("nav.certificates")),
          plain("/app/data-use", getTranslation("nav.dataUse")),
          plain("/verify", getTranslation("nav.verify")));
    }
    language.setId("lang-switch");
    language.getElement().setAttribute("router-ignore", true);
    nav.add(language);
    if (caller != null) {
      Anchor who = plain("/app/account", caller.name());
      who.setId("account");
      who.addClassName("who");
      Anchor out = plain("/logout", getTranslation("nav.signOut"));
      out.setId("sign-out");
      nav.add(who, out);
    }
    Div in = new Div(brand, nav);
    in.addClassName("in");
    Header header = new Header(in);
    header.addClassName("bar");
    return header;
  }

  private Component foot() {
    Div in =
        new Div(
            new Span(getTranslation("layout.foot")),
            plain("/accessibility", getTranslation("layout.accessibility")));
    in.addClassName("in");
    Footer footer = new Footer(in);
    footer.addClassName("foot");
    return footer;
  }

  static Anchor plain(String address, String text) {
    Anchor anchor = new Anchor(address, text);
    anchor.getElement().setAttribute("router-ignore", true);
    return anchor;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    event
        .getUI()
        .getPage()
        .executeJs(
            "document.documentElement.lang=$0",
            chinese(event.getUI().getLocale()) ? "zh-CN" : "en");
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    boolean chinese = chinese(getLocale());
    String here = "/app/" + event.getLocation().getPathWithQueryParameters();
    here = here.replaceAll("([?&])lang=[a-z]+&?", "$1").replaceAll("[?&]$", "");
    language.setHref(here + (here.contains("?") ? "&" : "?") + "lang=" + (chinese ? "en" : "zh"));
    language.setText(chinese ? "English" : "简体中文");
    language.getElement().setAttribute("lang", chinese ? "en" : "zh-CN");
    if (entered) {
      // A page that changes without loading must tell readers and keyboards that it did.
      main.getElement().executeJs("scrollTo(0, 0); this.focus({preventScroll: true})");
    }
    entered = true;
  }

  private static boolean chinese(Locale locale) {
    return "zh".equals(locale.getLanguage());
  }

  @Override
  public void showRouterLayoutContent(HasElement content) {
    main.removeAll();
    main.getElement().appendChild(content.getElement());
  }
}
