package org.onenet.services.registers.city;

/**
 * One thing that is wrong in a register, and what would be right: the ground truth for work on the
 * quality of data. It is never stored, since it follows from the seed.
 *
 * @param key of the row, by {@link CityTable#key}
 * @param right what the row should say; of a duplicate, what the other row says
 * @param wrong what it says; null when it says nothing
 */
public record Flaw(
    Kind kind, CityTable table, String key, String column, String right, String wrong) {
  public enum Kind {
    /** A slip of the pen. */
    TYPO,
    /** Entered twice. */
    DUPLICATE,
    /** Was right once. */
    STALE,
    /** Left empty. */
    MISSING,
    /** Right, but written in another way. */
    FORMAT,
    /** Another register, which knows it better, says otherwise. */
    DISAGREEMENT
  }
}
