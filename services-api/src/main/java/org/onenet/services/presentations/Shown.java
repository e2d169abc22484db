package org.onenet.services.presentations;

import java.util.List;
import org.onenet.credentials.Verdict;

/**
 * One certificate that was shown, as it was judged then.
 *
 * @param query the id under which it was asked for
 * @param type its type, as the registry knows it
 * @param issuer a DID
 * @param digest by which the registry knows it
 * @param overall the verdict
 * @param claims what was asked for and shown, nothing else
 */
public record Shown(
    String query,
    String type,
    String issuer,
    String digest,
    Verdict.Outcome overall,
    List<Verdict.Check> checks,
    List<Value> claims) {
  /**
   * @param path names, indexes and null for every element, as DCQL writes them
   * @param value JSON
   */
  public record Value(List<Object> path, Object value) {}
}
