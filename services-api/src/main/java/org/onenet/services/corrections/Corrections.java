package org.onenet.services.corrections;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The corrections as they are kept. */
public interface Corrections {
  /** Returns false when this field of this exchange was asked about before: the claim is taken. */
  boolean add(Correction correction);

  Optional<Correction> find(UUID id);

  Optional<Correction> of(UUID exchange, String field);

  /** Those of a case, the oldest first. */
  List<Correction> inCase(String reference);

  /** The person's, the newest first. */
  List<Correction> ofPerson(String person, int most);

  /** Those that this department must answer, the most urgent first. */
  List<Correction> open(String holder, int most);

  /** Those that it has answered, the newest answer first. */
  List<Correction> answered(String holder, int most);

  /** Deletes what was said of the person in a case's corrections. */
  void clear(String caseReference);

  /** Keeps an answer over the version that was read. Returns false when that is over. */
  boolean answer(UUID id, long version, Correction.Answer answer);
}
