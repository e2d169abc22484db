package org.onenet.services.exchange;

/** An answer that is not believed, or that tells why nothing is told. */
final class AnswerRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  AnswerRefused(String code) {
    super(code);
    this.code = code;
  }

  String code() {
    return code;
  }
}
