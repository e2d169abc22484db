package org.onenet.services.privacy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.catalogue.Retention;

/** Whose time is over, who was told, and what went. */
public interface Remains {
  /** A service of which something is kept, in the version that it was applied for under. */
  record Version(String service, int version) {}

  List<Version> versions();

  /**
   * Something that is to be told of.
   *
   * @param since the decision, the end of the certificate, the last save
   */
  record Untold(String id, String owner, Instant since) {}

  /**
   * What ended up to then and nobody was told of, the oldest first; no other node has it in this
   * transaction.
   */
  List<Untold> untold(Kept.Kind kind, Version of, Instant endedBy, int most);

  /** Drafts that were saved last by then. */
  List<Untold> untoldDrafts(Instant savedBy, int most);

  /** Returns false when it was told of before. */
  boolean tell(Kept.Kind kind, String id, Instant at, Instant endsAt);

  /** Takes back what was told of drafts that were saved or submitted since. */
  int untellSaved();

  /** A notice: when it was given, and when its thing goes. */
  record Notice(Kept.Kind kind, String id, Instant toldAt, Instant endsAt) {}

  /**
   * One whose time is over and whose case, if it is one, is counted for the statistics; no other
   * node has it in this transaction.
   */
  Optional<Notice> due(Instant now);

  /** What has been told of these things, by id. */
  Map<String, Notice> told(Kept.Kind kind, List<String> ids);

  /** Writes down that it went; its notice is over. */
  void gone(Kept.Kind kind, String id, Instant at, List<String> what, Retention rule);

  /** When those of these things went that did, by id. */
  Map<String, Instant> gone(Kept.Kind kind, List<String> ids);

  Optional<String> caseOfCertificate(String id);

  /** Nobody submits or saves a draft of this person until the transaction ends. */
  void holdDrafts(String person);
}
