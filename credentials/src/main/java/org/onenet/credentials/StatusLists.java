package org.onenet.credentials;

import java.net.URI;

/** Where signed status lists come from. */
public interface StatusLists {
  /**
   * The status list credential at that address, compact.
   *
   * @throws Unreachable when it cannot be had
   */
  String fetch(URI address);
}
