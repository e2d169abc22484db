package org.onenet.services.platform.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.onenet.identity.rest.Callers;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;

/**
 * Nobody may ask without end: so many requests a minute from each person who is signed in, and from
 * each address of those who are not, counted on this node. {@code
 * onenet.limits.requests-per-minute} sets it; 0 switches it off (behind a proxy that limits). What
 * {@code X-Forwarded-For} says counts only from {@code onenet.limits.trusted-proxies}, a list of
 * addresses: the portal's, above all, which asks for everybody.
 */
@Provider
@PreMatching
public class Limits implements ContainerRequestFilter {
  private static final int MOST_ADDRESSES = 20_000;

  /** Where departments ask each other, many times a second, from few addresses. */
  private static final Pattern EXCHANGE = Pattern.compile("/?registers/[^/]+/evidence/?");

  @Inject private Callers callers;
  @Context private HttpServletRequest servlet;
  @Context private jakarta.ws.rs.core.HttpHeaders headers;

  private final int perMinute;
  private final int exchangesPerMinute;
  private final Set<String> trustedProxies;
  private final TimeMeter time;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  @Inject
  public Limits(Settings settings) {
    this(
        settings.number("onenet.limits.requests-per-minute", 1_200),
        settings.number("onenet.limits.exchanges-per-minute", 120_000),
        Set.of(settings.text("onenet.limits.trusted-proxies", "none").split("\\s*,\\s*")));
  }

  Limits(int perMinute, int exchangesPerMinute, Set<String> trustedProxies) {
    this(perMinute, exchangesPerMinute, trustedProxies, TimeMeter.SYSTEM_MILLISECONDS);
  }

  Limits(int perMinute, int exchangesPerMinute, Set<String> trustedProxies, TimeMeter time) {
    this.perMinute = perMinute;
    this.exchangesPerMinute = exchangesPerMinute;
    this.trustedProxies = trustedProxies;
    this.time = time;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    boolean exchange = EXCHANGE.matcher(request.getUriInfo().getPath()).matches();
    OptionalLong seconds =
        exchange
            ? secondsToWait("exchange " + whoAsks(request), exchangesPerMinute)
            : secondsToWait(whoAsks(request));
    if (seconds.isEmpty()) return;
    Refusal refusal =
        Refusal.of(
            429,
            "too-many-requests",
            new Text("Wait %s seconds, then ask again.", "请等待 %s 秒后再试。").with(seconds.getAsLong()));
    request.abortWith(
        Response.fromResponse(Problems.response(refusal, Asked.language(headers)))
            .header("Retry-After", seconds.getAsLong())
            .build());
  }

  /** Counts one request of theirs. Returns how long they must wait when it is one too many. */
  OptionalLong secondsToWait(String who) {
    return secondsToWait(who, perMinute);
  }

  private OptionalLong secondsToWait(String who, int most) {
    if (most == 0) return OptionalLong.empty();
    ConsumptionProbe probe = bucket(who, most).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? OptionalLong.empty()
        : OptionalLong.of(Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
  }

  private String whoAsks(ContainerRequestContext request) {
    return callers
        .current()
        .map(caller -> "person " + caller.subject())
        .orElseGet(
            () ->
                "address "
                    + addressOf(
                        servlet.getRemoteAddr(), request.getHeaderString("X-Forwarded-For")));
  }

  /** The last address on the way here that is none of our proxies'. */
  String addressOf(String neighbour, String forwarded) {
    if (forwarded == null || !trustedProxies.contains(neighbour)) return neighbour;
    String[] way = forwarded.split(",");
    for (int i = way.length - 1; i >= 0; i--) {
      String hop = way[i].strip();
      if (!hop.isEmpty() && !trustedProxies.contains(hop)) return hop;
    }
    return neighbour;
  }

  private Bucket bucket(String address, int most) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          address,
          key ->
              Bucket.builder()
                  .withCustomTimePrecision(time)
                  .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofMinutes(1)))
                  .build());
    }
  }
}
