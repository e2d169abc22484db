package org.onenet.services.applications;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Drafts and their documents. */
public interface Applications {
  Optional<Draft> find(UUID id);

  /** Drafts that never were submitted, the last saved first. */
  List<Draft> drafts(String owner);

  /** Opens a draft. Returns false when the id is taken. */
  boolean open(Draft draft);

  /** Saves answers over the version that was read. Returns false when another save was faster. */
  boolean save(
      UUID id, long version, Map<String, JsonNode> answers, Optional<String> page, Instant at);

  /** Keeps the citizen's word on consent. */
  void keepConsent(UUID id, boolean given, Instant at);

  /** Keeps what registers told, and copies it into answers that are still empty. */
  void keepFetched(UUID id, Map<String, Fetched> fetched, Instant at);

  /** Forgets what registers told; answers that are still the same as that go with it. */
  void dropFetched(UUID id, Instant at);

  /** Keeps what certificates from wallets said, and copies it into the answers. */
  void keepPresented(UUID id, Map<String, Presented> presented, Instant at);

  /**
   * Freezes the application as the case of that reference. Returns false when it was saved again
   * since that version was read, or is frozen already.
   */
  boolean markSubmitted(UUID id, long version, String reference);

  /**
   * Opens a submitted application to its citizen again: it is a draft that is no longer thrown
   * away, and keeps the documents it was submitted with.
   */
  void reopen(UUID id);

  /** Takes back {@link #reopen}; what was changed meanwhile and not sent stays unsent. */
  void close(UUID id);

  /** The case that the application became; empty for a draft. */
  Optional<String> caseOf(UUID id);

  /** Throws a draft away. Returns false when there is none, or it was submitted. */
  boolean discard(UUID id);

  /**
   * Whether this is a draft that is not submitted; nobody submits or discards it before the
   * transaction ends.
   */
  boolean holdDraft(UUID id);

  List<Document> documents(UUID application);

  /** Those that the authority has: what is uploaded and not sent yet is not among them. */
  default List<Document> submitted(UUID application) {
    return documents(application).stream().filter(Document::submitted).toList();
  }

  /** Returns false when the application is submitted and no longer changes, or is gone. */
  boolean add(UUID application, Document document, byte[] content);

  /** Returns false when there is none, or the application was submitted with it. */
  boolean remove(UUID application, UUID document);

  /** Deletes what a submitted application says and its documents; the row stays. */
  void clear(UUID id);

  /** A document with its application. */
  Optional<StoredDocument> document(UUID id);

  /** A document as it lies in the store. */
  record StoredDocument(UUID application, Document document, byte[] content) {}
}
