package org.onenet.services.platform.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
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
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;

/**
 * Nobody may ask without end: so many requests a minute from one address, counted on this node.
 * {@code onenet.limits.requests-per-minute} sets it; 0 switches it off (behind a proxy that
 * limits).
 */
@Provider
@PreMatching
public class Limits implements ContainerRequestFilter {
  private static final int MOST_ADDRESSES = 20_000;

  @Context private HttpServletRequest servlet;
  @Context private jakarta.ws.rs.core.HttpHeaders headers;

  private final int perMinute;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  @Inject
  public Limits(Settings settings) {
    this.perMinute = settings.number("onenet.limits.requests-per-minute", 1_200);
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (perMinute == 0) return;
    ConsumptionProbe probe = bucket(servlet.getRemoteAddr()).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
      Refusal refusal =
          Refusal.of(
              429,
              "too-many-requests",
              new Text(
                  "Wait " + seconds + " seconds, then ask again.", "请等待 " + seconds + " 秒后再试。"));
      request.abortWith(
          Response.fromResponse(Problems.response(refusal, Asked.language(headers)))
              .header("Retry-After", seconds)
              .build());
    }
  }

  private Bucket bucket(String address) {
    synchronized (buckets) {
      return buckets.computeIfAbsent(
          address,
          key ->
              Bucket.builder()
                  .addLimit(
                      limit ->
                          limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                  .build());
    }
  }
}
