package org.onenet.services.exchange;

/** A provider does not answer, not in time, or not as agreed: asked again later. */
public final class ProviderUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code unreachable, too-slow, answered-badly
   */
  public ProviderUnavailable(String code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
