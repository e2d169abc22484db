package org.onenet.services.presentations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.DcqlQuery;

/** Questions that organisations ask again and again. */
public interface Templates {
  /**
   * @param purpose one of the organisation's
   */
  record Template(
      UUID id, String verifier, String name, String purpose, DcqlQuery query, Instant madeAt) {}

  /** An organisation's, by name. */
  List<Template> of(String verifier);

  Optional<Template> find(String verifier, UUID id);

  /** False when the organisation has one of that name. */
  boolean add(Template template, String madeBy);

  void remove(String verifier, UUID id);
}
