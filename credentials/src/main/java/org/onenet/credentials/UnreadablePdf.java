package org.onenet.credentials;

/** A file is not taken as a printed certificate; nothing of it was judged. */
public final class UnreadablePdf extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why it is not taken. The names never change their meaning; new ones come at the end. */
  public enum Reason {
    NOT_A_PDF("it is no PDF that can be read"),
    TOO_LARGE("it is larger than a certificate's PDF"),
    ENCRYPTED("it is encrypted"),
    TOO_COMPLEX("there is more in it than in any certificate's PDF"),
    NO_CERTIFICATE("it carries no certificate"),
    SEVERAL_CERTIFICATES("it carries more than one certificate");

    private final String words;

    Reason(String words) {
      this.words = words;
    }

    /** In words, as the end of a sentence that names the file. */
    public String words() {
      return words;
    }
  }

  UnreadablePdf(Reason reason) {
    super(reason.words);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
