package org.onenet.identity.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Collectors;
import org.onenet.identity.Role;

/**
 * Tells the container who sends a REST request, so that {@code @RolesAllowed} holds. A request
 * whose token does not hold is nobody's; that it is refused, and why, the API tells in its own
 * words ({@link Callers#mustHold}).
 */
@ApplicationScoped
public class BearerLogin implements HttpAuthenticationMechanism {
  private final Callers callers;

  /** For the container's proxy only. */
  protected BearerLogin() {
    this(null);
  }

  @Inject
  public BearerLogin(Callers callers) {
    this.callers = callers;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    return callers
        .current()
        .map(
            caller ->
                context.notifyContainerAboutLogin(
                    caller.username(),
                    caller.roles().stream().map(Role::claim).collect(Collectors.toSet())))
        .orElseGet(context::doNothing);
  }
}
