package org.onenet.services.verification;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.onenet.credentials.Did;
import org.onenet.credentials.IssuerDocuments;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.StatusLists;
import org.onenet.credentials.Unreachable;

/**
 * Other issuers' servers, waited for only so long in one request: a thousand texts that each name a
 * server which does not answer cost no more than two of them.
 */
final class ShortPatience implements IssuerDocuments, StatusLists {
  private static final Duration ALTOGETHER = Duration.ofSeconds(10);

  private final IssuerDocuments documents;
  private final StatusLists lists;
  private long waited;

  ShortPatience(IssuerDocuments documents, StatusLists lists) {
    this.documents = documents;
    this.lists = lists;
  }

  @Override
  public Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    return waiting(() -> documents.keyOf(issuer, fragment));
  }

  @Override
  public String fetch(URI address) {
    return waiting(() -> lists.fetch(address));
  }

  private <T> T waiting(Supplier<T> question) {
    if (waited > ALTOGETHER.toNanos()) {
      throw new Unreachable(
          "not asked: other servers had " + ALTOGETHER.toSeconds() + " seconds already", null);
    }
    long began = System.nanoTime();
    try {
      return question.get();
    } finally {
      waited += System.nanoTime() - began;
    }
  }
}
