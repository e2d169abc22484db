package org.onenet.credentials;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * DID documents and status lists from the web, under a verifier's rules: https only, no private
 * addresses, no redirects, a size and a time limit for the whole answer; and a small cache, so that
 * a popular issuer is not asked for each credential. A demonstration on one machine may allow
 * loopback by http.
 */
public final class WebDocuments implements IssuerDocuments, StatusLists {
  private static final int MOST_BYTES = 4 << 20;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);
  private static final int MOST_CACHED = 500;
  private static final Duration AT_LEAST = Duration.ofSeconds(5);

  private final HttpClient http;
  private final Duration mostTime;
  private final boolean loopbackAllowed;
  private final TimedCache<Did, DidDocument> documents;

  /** Asked when the one that is kept lacks a key, which may be new; not for each wrong name. */
  private final TimedCache<Did, DidDocument> newest;

  private final TimedCache<URI, String> lists;

  /**
   * @param loopbackAllowed whether this machine's own addresses may be asked, and by http
   * @param keep how long an answer is used again
   */
  public WebDocuments(boolean loopbackAllowed, Duration keep, Clock clock) {
    this(loopbackAllowed, keep, MOST_TIME, clock);
  }

  /**
   * @param mostTime for a whole answer, from the first packet to the last byte
   */
  WebDocuments(boolean loopbackAllowed, Duration keep, Duration mostTime, Clock clock) {
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(mostTime)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    this.mostTime = mostTime;
    this.loopbackAllowed = loopbackAllowed;
    this.documents = new TimedCache<>(MOST_CACHED, keep, clock);
    this.newest = new TimedCache<>(MOST_CACHED, AT_LEAST, clock);
    this.lists = new TimedCache<>(MOST_CACHED, keep, clock);
  }

  @Override
  public Optional<PublishedKey> keyOf(Did issuer, String fragment) {
    return documents
        .get(issuer, this::document)
        .key(fragment)
        .or(() -> newest.get(issuer, this::document).key(fragment));
  }

  private DidDocument document(Did did) {
    return DidDocument.parse(get(did.documentUrl()), did);
  }

  @Override
  public String fetch(URI address) {
    return lists.get(address, this::get);
  }

  private String get(URI url) {
    mustBePublic(url);
    HttpRequest ask = HttpRequest.newBuilder(url).timeout(mostTime).GET().build();
    CompletableFuture<HttpResponse<byte[]>> asking =
        http.sendAsync(ask, head -> new LimitedBody(MOST_BYTES));
    try {
      HttpResponse<byte[]> answer = asking.get(mostTime.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw new Unreachable(url + " answered " + answer.statusCode(), null);
      }
      return new String(answer.body(), StandardCharsets.UTF_8).strip();
    } catch (TimeoutException e) {
      throw new Unreachable(url + " takes longer than " + mostTime.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      boolean large = e.getCause() instanceof LimitedBody.TooLarge;
      throw new Unreachable(url + (large ? " is larger than 4 MiB" : " cannot be reached"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unreachable("interrupted while asking " + url, e);
    } finally {
      asking.cancel(true);
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
        if (loopback || isPrivate(address)) {
          throw new Unreachable(url + " is at a private address", null);
        }
      }
    } catch (UnknownHostException | NullPointerException e) {
      throw new Unreachable(url + " has no known host", e);
    }
  }

  /**
   * By the registries of special-purpose addresses, RFC 6890, as far as anybody could live there.
   */
  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean version4 = bytes.length == 4;
    return address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()
        || (version4 && (first == 0 || first >= 240))
        || (version4 && first == 100 && (second & 0xc0) == 64)
        || (version4 && first == 198 && (second & 0xfe) == 18)
        || (!version4 && (first & 0xfe) == 0xfc)
        || (!version4 && first == 0x00 && second == 0x64);
  }
}
