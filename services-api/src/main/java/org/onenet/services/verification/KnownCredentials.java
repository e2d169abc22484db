package org.onenet.services.verification;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Text;

/** What this city knows of its own certificates beyond what they say: labels, links. */
public interface KnownCredentials {
  /** What a certificate shows, in both languages. */
  record Known(
      String compact,
      Text name,
      String department,
      String holderName,
      String caseReference,
      List<PreviewCredential.Fact> facts) {}

  default Optional<Known> byDigest(String digest) {
    return Optional.ofNullable(byDigests(Set.of(digest)).get(digest));
  }

  /** Those of them that are known, by their digests. */
  Map<String, Known> byDigests(Set<String> digests);

  /** By the token of its link; empty when it is unknown or switched off. */
  Optional<Known> byLink(String token);
}
