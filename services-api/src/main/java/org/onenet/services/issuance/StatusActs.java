package org.onenet.services.issuance;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The acts on certificates' status, and the status they led to. */
public interface StatusActs {
  /** The certificate's status, kept from changing until the caller's transaction ends. */
  Validity lock(UUID credential);

  /** All acts on a certificate, the oldest first. */
  List<StatusAct> of(UUID credential);

  /** The revocation that waits for a second person. */
  default Optional<StatusAct> waiting(UUID credential) {
    return of(credential).stream()
        .filter(act -> act.state() == StatusAct.State.WAITING)
        .findFirst();
  }

  void add(UUID credential, StatusAct act);

  /** A waiting act has its answer. */
  void answer(UUID act, StatusAct.State state, StatusAct.Answer answer);

  /** The certificate's own status; its places and its digests are told elsewhere. */
  void become(UUID credential, Validity validity);
}
