package org.onenet.services.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.platform.Text;

/**
 * Somebody came in person for a case.
 *
 * @param id made by who notes it, so that noting it twice is noting it once
 * @param by the account of who noted it
 */
public record Visit(
    UUID id, String reference, LocalDate on, Purpose purpose, Instant notedAt, String by) {

  /** What a person comes for. */
  public enum Purpose {
    ORIGINAL(new Text("to show an original", "出示原件")),
    DOCUMENT(new Text("to hand in a document", "提交材料")),
    SIGNATURE(new Text("to sign", "当面签字")),
    COLLECTION(new Text("to collect something", "领取证件或材料")),
    QUESTION(new Text("to ask something", "咨询"));

    private final Text text;

    Purpose(Text text) {
      this.text = text;
    }

    public Text text() {
      return text;
    }

    /** Its word on the wire. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Optional<Purpose> of(String word) {
      return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }
  }

  /** Noted by whom and when makes it no other visit. */
  boolean isSame(Visit other) {
    return reference.equals(other.reference) && on.equals(other.on) && purpose == other.purpose;
  }

  Text told() {
    return new Text("You came in person on %s, %s.", "您于 %s 到现场办理：%s。")
        .with(DisplayAnswer.day(on), purpose.text());
  }
}
