package org.onenet.identity.login;

import java.time.Instant;
import org.onenet.identity.Caller;

/**
 * What the identity server gave for one sign-in.
 *
 * @param refreshUntil when the refresh token, and with it the sign-in, runs out
 */
record Tokens(
    Caller caller,
    String access,
    Instant accessUntil,
    String refresh,
    Instant refreshUntil,
    String id) {

  boolean overAt(Instant now) {
    return !now.isBefore(refreshUntil);
  }

  /** Never the tokens themselves: they would end up in a log. */
  @Override
  public String toString() {
    return "Tokens[" + caller + ", access until " + accessUntil + "]";
  }
}
