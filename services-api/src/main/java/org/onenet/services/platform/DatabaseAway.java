package org.onenet.services.platform;

/** The database cannot be reached: nothing was done, and trying again later may help. */
public final class DatabaseAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DatabaseAway(Throwable cause) {
    super("the database cannot be reached", cause);
  }
}
