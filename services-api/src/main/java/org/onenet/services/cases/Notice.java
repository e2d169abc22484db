package org.onenet.services.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * A one-time notice (一次性告知): everything that is missing in an application, told once. Until it ends
 * the application is open to its citizen again, and the authority's term stands still.
 *
 * @param number 1; a second is a supervisor's, for a reason, and is counted in public
 * @param reason why there is a second; empty for the first
 * @param answerBy the day until which the citizen should have answered; the authority may go on
 *     without afterwards, and before
 */
public record Notice(
    String reference,
    int number,
    Instant sentAt,
    Case.Clerk by,
    List<Item> items,
    Optional<String> reason,
    LocalDate answerBy,
    Optional<End> end) {
  /** Working days that the citizen has. */
  public static final int DAYS = 15;

  /**
   * One thing that is missing.
   *
   * @param field of the form
   * @param text what is wrong with it, in the clerk's words
   */
  public record Item(String field, String text) {}

  /** How it ended. */
  public enum How {
    /** The citizen sent the application again. */
    COMPLETED,
    /** The clerk went on without an answer. */
    TAKEN_BACK,
    /** The citizen withdrew. */
    WITHDRAWN;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static How of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * The end of a notice.
   *
   * @param before the answers that the citizen changed, as they were; null stands for none
   */
  public record End(Instant at, How how, Map<String, JsonNode> before) {}

  /** What the citizen reads in the case's way. */
  Text told() {
    return new Text(
            "Something is missing. Please complete your application by %s.", "材料不齐，请于 %s 前补正。")
        .with(DisplayAnswer.day(answerBy));
  }
}
