package org.onenet.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * DID documents and status lists from the web, under a verifier's rules: https only, no private
 * addresses, no redirects, a size and a time limit; and a small cache, so that a popular issuer is
 * not asked for each credential. A demonstration on one machine may allow loopback by http.
 */
public final class WebDocuments implements IssuerDocuments, StatusLists {
  private static final int MOST_BYTES = 4 << 20;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);
  private static final int MOST_CACHED = 500;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(MOST_TIME)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final boolean loopbackAllowed;
  private final TimedCache<Did, DidDocument> documents;
  private final TimedCache<URI, String> lists;

  /**
   * @param loopbackAllowed whether this machine's own addresses may be asked, and by http
   * @param keep how long an answer is used again
   */
  public WebDocuments(boolean loopbackAllowed, Duration keep, Clock clock) {
    this.loopbackAllowed = loopbackAllowed;
    this.documents = new TimedCache<>(MOST_CACHED, keep, clock);
    this.lists = new TimedCache<>(MOST_CACHED, keep, clock);
  }

  @Override
  public Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    return documents
        .get(issuer, did -> DidDocument.parse(get(did.documentUrl()), did))
        .key(fragment);
  }

  @Override
  public String fetch(URI address) {
    return lists.get(address, this::get);
  }

  private String get(URI url) {
    mustBePublic(url);
    HttpRequest ask = HttpRequest.newBuilder(url).timeout(MOST_TIME).GET().build();
    try {
      HttpResponse<InputStream> answer = http.send(ask, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new Unreachable(url + " answered " + answer.statusCode(), null);
        }
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) throw new Unreachable(url + " is larger than 4 MiB", null);
        return new String(bytes, StandardCharsets.UTF_8).strip();
      }
    } catch (IOException e) {
      throw new Unreachable(url + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while asking " + url, e);
    }
  }

  private void mustBePublic(URI url) {
    try {
      boolean plain = "http".equals(url.getScheme());
      if (!plain && !"https".equals(url.getScheme())) {
        throw new Unreachable(url + " is neither https nor http", null);
      }
      for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
        boolean loopback = address.isLoopbackAddress();
        if (loopback && loopbackAllowed) continue;
        if (plain) throw new Unreachable(url + " is not https", null);
        if (loopback
            || address.isSiteLocalAddress()
            || address.isLinkLocalAddress()
            || address.isAnyLocalAddress()
            || address.isMulticastAddress()
            || (address.getAddress()[0] & 0xfe) == 0xfc) {
          throw new Unreachable(url + " is at a private address", null);
        }
      }
    } catch (UnknownHostException | NullPointerException e) {
      throw new Unreachable(url + " has no known host", e);
    }
  }
}
