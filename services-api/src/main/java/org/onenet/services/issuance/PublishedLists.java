package org.onenet.services.issuance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.services.issuance.StatusPlaces.ListId;

/** The lists as they were signed last, for every node to give out. */
public interface PublishedLists {
  /**
   * A signed list.
   *
   * @param changes how many changes of the list it tells
   * @param keyId the DID URL of the key that signed it
   * @param tag names these bytes and no others
   */
  record Published(long changes, String keyId, Instant signedAt, String compact, String tag) {}

  /** With whether it tells every change. */
  record Found(Published list, boolean tellsAll) {}

  Optional<Found> find(ListId list, ListForm form);

  /** Keeps it unless one that tells more is there, or the same of a minute ago by the same key. */
  void keep(ListId list, ListForm form, Published published);

  /** All of the department's lists, signed already or not. */
  List<ListId> all(String department);

  /**
   * The department's lists of which a form is missing, does not tell everything, is signed before
   * that time or with another key.
   */
  List<ListId> due(String department, String keyId, Instant signedBefore);
}
