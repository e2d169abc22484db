package org.onenet.services.audit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The reports as they are kept. */
public interface Reports {
  /** Returns false when the person has reported this entry before: the claim is taken. */
  boolean add(Report report);

  Optional<Report> find(UUID id);

  Optional<Report> of(String person, String stream, long number);

  /** The person's, the newest first. */
  List<Report> of(String person, int most);

  /** The person's open ones, the most urgent first. */
  List<Report> openOf(String person);

  /** The open ones, the most urgent first. */
  List<Report> open(int most);

  /** Those that were answered, the newest answer first. */
  List<Report> answered(int most);

  /** Keeps an answer over the version that was read. Returns false when that is over. */
  boolean answer(UUID id, long version, Report.Answer answer);
}
