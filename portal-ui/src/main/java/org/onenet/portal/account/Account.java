package org.onenet.portal.account;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.login.OidcLogin;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** Who is signed in here, and the ways to sign in. */
@Route(value = "account", layout = Bar.class)
class Account extends View {
  private static final long serialVersionUID = 1L;

  @Inject
  Account(SignedInUser user) {
    addClassName("narrow");
    Caller caller = user.caller();
    Element facts = new Element("dl");
    facts.appendChild(
        new Element("dt").setText(t("account.name")),
        new Element("dd").setText(caller.name()),
        new Element("dt").setText(t("account.username")),
        new Element("dd").setText(caller.username()));
    caller
        .department()
        .ifPresent(
            department ->
                facts.appendChild(
                    new Element("dt").setText(t("account.department")),
                    new Element("dd").setText(t("department." + department))));
    var who = card();
    who.getElement().appendChild(facts);
    add(
        heading(t("account.title")),
        who,
        card(
            new H2(t("account.passkey.title")),
            new Paragraph(t("account.passkey.text")),
            row(
                link(
                    "add-passkey",
                    OidcLogin.PASSKEY + "?to=/app/account",
                    t("account.passkey.add")))));
    if (caller.is(Role.CITIZEN)) {
      add(new Paragraph(link("to-my-data", "/app/my-data", t("account.myData"))));
    }
  }
}
