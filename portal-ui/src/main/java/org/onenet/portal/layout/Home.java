package org.onenet.portal.layout;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;

/** {@code /app}: sends each to where their work is. */
@Route(value = "", layout = Bar.class)
class Home extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final String work;

  @Inject
  Home(SignedInUser user) {
    work = user.current().map(Home::workOf).orElse("applications");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event.forwardTo(work);
  }

  private static String workOf(Caller caller) {
    if (caller.is(Role.CLERK) || caller.is(Role.SUPERVISOR)) return "inbox";
    if (caller.is(Role.VERIFIER)) return "ask";
    if (caller.is(Role.AUDITOR)) return "audit";
    return caller.is(Role.ADMIN) ? "keys" : "applications";
  }
}
