package org.onenet.credentials.audit;

/** An export of the audit log that cannot be read; the message names the place. */
public final class MalformedExport extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedExport(String message) {
    super(message);
  }
}
