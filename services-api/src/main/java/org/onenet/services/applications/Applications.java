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

  /** Drafts that are not submitted, the last saved first. */
  List<Draft> drafts(String owner);

  /** Opens a draft. Returns false when the id is taken. */
  boolean open(Draft draft);

  /** Saves answers over the version that was read. Returns false when another save was faster. */
  boolean save(
      UUID id, long version, Map<String, JsonNode> answers, Optional<String> page, Instant at);

  /** Keeps the citizen's word on consent, and what was fetched under it. */
  void keepFetched(
      Draft draft, boolean given, List<String> items, Map<String, JsonNode> fetched, Instant at);

  /** Freezes the application. */
  void markSubmitted(UUID id);

  void discard(UUID id);

  List<Document> documents(UUID application);

  void add(UUID application, Document document, byte[] content);

  void remove(UUID application, UUID document);

  /** A document with its application. */
  Optional<StoredDocument> document(UUID id);

  /** A document as it lies in the store. */
  record StoredDocument(UUID application, Document document, byte[] content) {}
}
