package org.onenet.services.evidence;

/** A department's register does not answer: the draft goes on, and a clerk checks later. */
public final class RegisterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegisterUnavailable(Throwable cause) {
    super("the population register does not answer", cause);
  }
}
