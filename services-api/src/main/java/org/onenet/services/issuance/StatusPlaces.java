package org.onenet.services.issuance;

import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.UUID;

/** The states of all places in status lists, now and before. */
public interface StatusPlaces {
  /** One of a department's lists. */
  record ListId(String department, int number) {}

  /**
   * A list's places by their states; what is in neither set is valid.
   *
   * @param changes how often the list had been changed when this was read
   */
  record States(int size, long changes, BitSet revoked, BitSet suspended) {}

  /** Empty when there is no such list. */
  Optional<States> now(ListId list);

  /** Empty when there is no such list, or was not yet. */
  Optional<States> at(ListId list, Instant time);

  /**
   * Gives every place of the credential that state, in the caller's transaction; some decoys of the
   * same lists change with it, so that nobody can tell which change is whose.
   */
  void change(UUID credential, Validity state, Instant at);

  /**
   * Revokes one place for good, in the caller's transaction; it is no longer the credential's, so
   * that what becomes of that does not become of it.
   */
  void end(ListId list, int place, Instant at);

  /** Lets a decoy of the list change its state. */
  void stir(ListId list, Instant at);
}
