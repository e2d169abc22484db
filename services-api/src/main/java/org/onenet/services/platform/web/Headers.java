package org.onenet.services.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;

/** Security headers on every answer, and CORS where strangers' pages may ask. */
@Provider
public class Headers implements ContainerResponseFilter {
  /** What is public for everybody: no cookie and no token opens more of it. */
  private static final Pattern PUBLIC =
      Pattern.compile(
          "services(/.*)?|registers(/[a-z0-9-]+)?|schemas/.*|verifications(/codes)?|trust-bundle|statistics(\\.csv)?|shared/.*|registry"
              + "|registrations/.*|departments(/[a-z-]+/did\\.json)?"
              + "|exchange/[a-z-]+/did\\.json|access-rights|certificate-authority|credential-types/.*|wallet/(nonce|token|credential|deferred|notification|offers/.*)"
              + "|openid4vp/.*|verifiers(/[a-z0-9-]+/did\\.json)?"
              + "|\\.well-known/.*|(token-)?status-lists/.*");

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    headers.putSingle("Referrer-Policy", "no-referrer");
    headers.putIfAbsent("Cache-Control", java.util.List.of("no-store"));
    if (PUBLIC.matcher(request.getUriInfo().getPath().replaceFirst("^/", "")).matches()) {
      headers.putSingle("Access-Control-Allow-Origin", "*");
      headers.putSingle("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
      headers.putSingle(
          "Access-Control-Allow-Headers",
          "Content-Type, Accept, Accept-Language, Authorization, DPoP");
    }
  }
}
