package org.onenet.services.platform.web;

import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/**
 * The REST application at the root of this war. Callers come by bearer token ({@code BearerLogin}
 * of the room identity); each method says by {@code @RolesAllowed} or {@code @PermitAll} who may
 * pass, and a test refuses one that says nothing.
 */
@ApplicationPath("/")
@DeclareRoles({"citizen", "clerk", "supervisor", "auditor", "verifier", "admin"})
@OpenAPIDefinition(
    info =
        @Info(
            title = "OneNet public services",
            version = "1",
            description =
                "Every public service of the city: catalogue, applications, cases, certificates and"
                    + " their verification. Errors are problem+json (RFC 9457).",
            license = @License(name = "Apache-2.0")))
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT")
public class ServicesApi extends Application {
  /** What there is, is told at {@code /openapi}; Jersey need not describe it a second time. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.server.wadl.disableWadl", true);
  }
}
