package org.onenet.services.issuance;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistrationReceipt;

/** Receipts of what this city has registered in batches. */
@FunctionalInterface
public interface FindReceipts {
  /**
   * By their digests; none for a digest that is unknown, is registered by itself, or whose batch is
   * in no block yet.
   *
   * @throws org.onenet.contracts.ChainUnreachable when it was never heard which chain it is
   */
  Map<Digest, RegistrationReceipt> find(Collection<Digest> digests);

  default Optional<RegistrationReceipt> find(Digest digest) {
    return Optional.ofNullable(find(List.of(digest)).get(digest));
  }
}
