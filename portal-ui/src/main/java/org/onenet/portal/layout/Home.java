package org.onenet.portal.layout;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;

/** {@code /app}: sends a clerk to the inbox, and everybody else to their applications. */
@Route(value = "", layout = Bar.class)
class Home extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final boolean staff;

  @Inject
  Home(SignedInUser user) {
    staff = user.current().filter(c -> c.is(Role.CLERK) || c.is(Role.SUPERVISOR)).isPresent();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    event.forwardTo(staff ? "inbox" : "applications");
  }
}
