package org.onenet.services.catalogue.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The JSON Schema by which service definitions are checked when they are loaded. */
@Path("schemas/service-definition-1.json")
@Singleton
public class DefinitionSchemaResource {
  @GET
  @PermitAll
  @Produces("application/schema+json")
  @Operation(summary = "JSON Schema of a service definition")
  public byte[] schema() throws IOException {
    try (InputStream in =
        DefinitionSchemaResource.class.getResourceAsStream("/schemas/service-definition-1.json")) {
      return in.readAllBytes();
    }
  }
}
