package org.onenet.services.cases;

import java.util.Optional;
import java.util.UUID;

/** What counters wrote down of people who came in person. */
public interface Visits {
  /** Returns false when one of that id is there already. */
  boolean add(Visit visit);

  Optional<Visit> find(UUID id);
}
