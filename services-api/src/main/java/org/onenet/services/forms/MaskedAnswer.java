package org.onenet.services.forms;

import org.onenet.services.catalogue.ServiceDefinition.Field;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * What everybody but its owner sees of a sensitive answer until they ask for it: that there is one.
 * Of a citizen number the known parts are left, by which two can be told apart.
 */
public final class MaskedAnswer {
  /** In place of what is hidden. */
  public static final Text HIDDEN = new Text("•••••• (hidden)", "••••••（已隐藏）");

  /** In place of a document's name. */
  public static final String HIDDEN_NAME = "••••••";

  private MaskedAnswer() {}

  /**
   * Whether there is something to hide; of documents it is their names, not their number.
   *
   * @param told what a register says otherwise, also where nothing is answered; may be null
   */
  public static boolean hides(Field field, JsonNode answer, JsonNode told) {
    return field.isSensitive()
        && !field.type().equals("file")
        && !(Answers.isEmpty(answer) && Answers.isEmpty(told));
  }

  /** In place of the value; null where there is none, and where nothing of it may be seen. */
  public static JsonNode value(Field field, JsonNode answer) {
    return field.isCitizenNumber() && !Answers.isEmpty(answer)
        ? StringNode.valueOf(CitizenNumber.masked(answer.asString("")))
        : null;
  }

  /** In place of the value as people read it. */
  public static Text display(Field field, JsonNode answer) {
    if (Answers.isEmpty(answer)) return DisplayAnswer.of(field, answer);
    return field.isCitizenNumber() ? Text.same(CitizenNumber.masked(answer.asString(""))) : HIDDEN;
  }
}
