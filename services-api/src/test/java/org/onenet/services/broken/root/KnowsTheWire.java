package org.onenet.services.broken.root;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Deliberately broken: a feature's root that is a door itself, and one that is open to anybody. */
@Path("broken")
public final class KnowsTheWire {
  @GET
  public String open() {
    return "anybody";
  }
}
