package org.onenet.services.platform.web;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.onenet.identity.rest.Callers;

/** Who brings an access token that does not hold is told so, also where nobody needs one. */
@Provider
@Priority(Priorities.AUTHENTICATION)
public class TokensHold implements ContainerRequestFilter {
  private final Callers callers;

  @Inject
  public TokensHold(Callers callers) {
    this.callers = callers;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    callers.mustHold();
  }
}
