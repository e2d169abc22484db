package org.onenet.services.presentations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.ResponseKey;

/** Questions to wallets and their answers. */
public interface Presentations {
  /**
   * @param token the hash of what opens it
   */
  void add(Presentation.Facts facts, String token, Optional<ResponseKey> responseKey);

  Optional<Presentation> find(UUID id, Instant at);

  /** An organisation's, the newest first. */
  List<Presentation> of(String verifier, int most, Instant at);

  /** A question that can still be answered, with the key for its answer. */
  record Open(Presentation.Facts facts, Optional<ResponseKey> responseKey) {}

  Optional<Open> open(String token, Instant at);

  /** The question to which this message, by its hash, was the answer. */
  Optional<Presentation.Facts> answeredBy(String token, String answer);

  void fetched(UUID id, Instant at);

  /** Counts a message that answered nothing. */
  void refused(UUID id, String why);

  /**
   * Takes the question's one answer.
   *
   * @param answer the hash of the wallet's message
   * @param responseCode the hash of what same-device answers are read by
   * @return false when it was answered, declined or over
   */
  boolean answer(
      UUID id,
      List<Shown> shown,
      String answer,
      Optional<String> responseCode,
      Instant at,
      Instant keepUntil);

  /** False when it was answered, declined or over. */
  boolean decline(UUID id, String code, Instant at);

  /** Forgets what was shown for an application. */
  void clear(UUID application);

  /** Forgets what was shown and need not be kept. */
  void forget(Instant at);
}
