package org.onenet.services.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.StatusPlaces.ListId;

/** The copies of certificates that wallets were given. */
public interface Copies {
  /** What a wallet told of what it was given (OpenID4VCI 1.0 §11.1). */
  enum Told {
    CREDENTIAL_ACCEPTED,
    CREDENTIAL_FAILURE,
    CREDENTIAL_DELETED
  }

  /**
   * One copy.
   *
   * @param thumbprint of the wallet's key it is bound to
   * @param client what the wallet calls itself, if it does
   * @param notification SHA-256 of the id by which the wallet tells what became of it
   */
  record Copy(
      UUID id,
      UUID credential,
      Digest digest,
      ListId list,
      int place,
      String thumbprint,
      Optional<String> client,
      String notification,
      Optional<Told> told,
      Instant madeAt,
      Optional<Instant> endedAt) {}

  void add(Copy copy);

  /** Of a certificate, the newest first. */
  List<Copy> of(UUID credential);

  Optional<Copy> find(UUID id);

  /** Of the answer that carried this notification id. */
  List<Copy> byNotification(String notification);

  void tell(String notification, Told told);

  /** Takes the copy's one end; false when somebody was faster. */
  boolean end(UUID id, Instant at);
}
