package org.onenet.identity;

import java.io.Serial;

/** The identity server could not be asked who works in a department. */
public final class StaffDirectoryUnreachable extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StaffDirectoryUnreachable(String message, Throwable cause) {
    super(message, cause);
  }
}
