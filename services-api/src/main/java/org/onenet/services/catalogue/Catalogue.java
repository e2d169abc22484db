package org.onenet.services.catalogue;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** All service definitions, every version of each. */
public interface Catalogue {
  /** The current version of each service, by identifier. */
  List<ServiceDefinition> all();

  Optional<ServiceDefinition> current(String identifier);

  Optional<ServiceDefinition> version(String identifier, int version);

  /** Every version of each service: cases stay on theirs. */
  List<ServiceDefinition> versions();

  /** The document as its authority wrote it. */
  JsonNode document(ServiceDefinition definition);
}
