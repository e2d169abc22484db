package org.onenet.services.verification;

import java.util.List;
import java.util.Optional;
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

  Optional<Known> byDigest(String digest);

  /** By the token of its link; empty when it is unknown or switched off. */
  Optional<Known> byLink(String token);
}
