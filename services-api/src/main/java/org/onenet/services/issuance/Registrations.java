package org.onenet.services.issuance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.Digest;
import org.onenet.services.issuance.KeptCredentials.Registration;

/** What this city has sent to the registry, of all departments. */
public interface Registrations {
  /** How far a digest's registration is; empty when this city never queued it. */
  Optional<Registration> find(Digest digest);

  /** Every digest that was sent by itself; whether it arrived, the registry tells. */
  List<Digest> digests();

  /** A batch of a department's, by its Merkle root. */
  record Batch(String department, String root) {}

  /** Every batch that was sent. */
  List<Batch> batches();

  /** The digests in such batches whose status was ever changed, or is about to be. */
  List<Digest> changedLeaves();

  /** The credential types among them, also those that no service gives any more. */
  Set<String> types();
}
