package org.onenet.services.presentations;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.services.platform.Text;

/**
 * One question to a wallet. It waits, for some minutes, until a wallet fetches it; the wallet's
 * holder then agrees, and what is shown is an answer, once, or declines; or its time runs out. A
 * message that answers nothing is refused and leaves it waiting. What was shown is forgotten when
 * its time to be kept is over.
 */
public sealed interface Presentation {
  Facts facts();

  /** No wallet has fetched it. */
  record Waiting(Facts facts) implements Presentation {}

  /** A wallet's holder is looking at it. */
  record Fetched(Facts facts, Instant at) implements Presentation {}

  /**
   * @param shown empty when it is forgotten
   * @param responseCode its hash, which same-device answers can be read by alone
   */
  record Answered(
      Facts facts, Instant at, Optional<List<Shown>> shown, Optional<String> responseCode)
      implements Presentation {}

  /**
   * @param code the wallet's word, {@code access_denied}
   */
  record Declined(Facts facts, Instant at, String code) implements Presentation {}

  /** Nobody answered in time. */
  record Over(Facts facts) implements Presentation {}

  /** Who asks. */
  sealed interface Asker {
    /** A registered organisation. */
    record Organisation(String identifier) implements Asker {}

    /** The city, for an application whose citizen wants to answer so. */
    record City(UUID application) implements Asker {}

    default Optional<String> verifier() {
      return this instanceof Organisation one ? Optional.of(one.identifier()) : Optional.empty();
    }
  }

  /**
   * Why it is asked, in words.
   *
   * @param identifier of the registered purpose, or of the service
   */
  record Why(String identifier, Text name, Text reason) {}

  /** Which rules its wallet follows; each has a scheme of its own. */
  enum Profile {
    OPENID4VP("openid4vp"),
    /** x509_hash and encrypted answers only. */
    HAIP("haip-vp");

    private final String scheme;

    Profile(String scheme) {
      this.scheme = scheme;
    }

    public String scheme() {
      return scheme;
    }
  }

  /**
   * What does not change.
   *
   * @param account who asked
   * @param clientId as whom; also the audience that the holder signs for
   * @param encrypted whether the answer must be
   * @param redirectUri where the wallet sends its holder afterwards: a question for a wallet on the
   *     same device
   * @param refusals how many messages were refused, and the last one's reason
   */
  record Facts(
      UUID id,
      Asker asker,
      String account,
      Why why,
      DcqlQuery query,
      ClientIdPrefix prefix,
      String clientId,
      Profile profile,
      boolean encrypted,
      Optional<String> redirectUri,
      Instant madeAt,
      Instant expiresAt,
      int refusals,
      Optional<String> lastRefusal) {}
}
