package org.onenet.services.corrections.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.onenet.services.catalogue.Department;
import org.onenet.services.corrections.Correction;
import org.onenet.services.forms.MaskedAnswer;
import org.onenet.services.platform.Text;

/**
 * A correction on the wire.
 *
 * @param item the field of the evidence type; {@code label} in words, {@code field} of the form
 * @param state open, corrected or not-corrected
 * @param daysLeft working days until the answer is due; negative when it is late
 * @param masked whether both values are hidden: in lists, and to staff where they are sensitive
 * @param citizenNumber masked for the holder, and whole when they look; null for anybody else
 */
record CorrectionView(
    UUID id,
    @JsonProperty("case") String reference,
    Text department,
    Text holder,
    String register,
    Text registerName,
    String item,
    String field,
    Text label,
    boolean masked,
    Text registerValue,
    Text citizenValue,
    String reason,
    UUID document,
    String askedBy,
    String askedAt,
    String dueOn,
    int daysLeft,
    String state,
    String answer,
    String answeredAt,
    String answeredBy,
    long version,
    String applicant,
    String citizenNumber) {

  static CorrectionView of(
      Correction one, Text registerName, Text label, int daysLeft, boolean masked) {
    return new CorrectionView(
        one.id(),
        one.caseReference(),
        Department.of(one.department()).orElseThrow().name(),
        Department.of(one.holder()).orElseThrow().name(),
        one.register(),
        registerName,
        one.evidenceType() + "." + one.field(),
        one.formField(),
        label,
        masked,
        masked ? MaskedAnswer.HIDDEN : one.registerValue(),
        masked ? MaskedAnswer.HIDDEN : one.citizenValue(),
        one.reason(),
        one.document().orElse(null),
        one.askedByName(),
        one.askedAt().toString(),
        one.dueOn().toString(),
        daysLeft,
        one.state(),
        one.answer().map(Correction.Answer::text).orElse(null),
        one.answer().map(answer -> answer.at().toString()).orElse(null),
        one.answer().map(Correction.Answer::accountName).orElse(null),
        one.version(),
        null,
        null);
  }

  /** With whom it is about, for who must find them in the register. */
  CorrectionView about(String name, String number) {
    return new CorrectionView(
        id,
        reference,
        department,
        holder,
        register,
        registerName,
        item,
        field,
        label,
        masked,
        registerValue,
        citizenValue,
        reason,
        document,
        askedBy,
        askedAt,
        dueOn,
        daysLeft,
        state,
        answer,
        answeredAt,
        answeredBy,
        version,
        name,
        number);
  }
}
