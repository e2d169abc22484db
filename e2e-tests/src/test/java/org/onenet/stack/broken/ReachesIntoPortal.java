package org.onenet.stack.broken;

import org.onenet.identity.Caller;

/** Deliberately broken: decides by who is calling, which is not the stack's business. */
public final class ReachesIntoPortal {
  private final Caller caller;

  public ReachesIntoPortal(Caller caller) {
    this.caller = caller;
  }

  @Override
  public String toString() {
    return caller.username();
  }
}
