package org.onenet.portal.api;

import java.util.List;

/**
 * What is kept of the person who is signed in.
 *
 * @param obstacles those that stand against erasing them
 */
public record MyData(List<Kept> kept, List<Kept> obstacles) {
  /**
   * @param kind draft, case or certificate
   * @param until null while nobody can know
   * @param goesAt when it is deleted, once announced; {@code goneAt} when it was
   */
  public record Kept(
      String kind,
      String id,
      Text name,
      Text authority,
      String since,
      String until,
      int months,
      Text ground,
      String goesAt,
      String goneAt) {}

  /** What an erasure did. */
  public record Erased(String at, List<String> references, int drafts) {}
}
