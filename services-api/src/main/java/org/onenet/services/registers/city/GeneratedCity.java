package org.onenet.services.registers.city;

import java.util.List;
import java.util.Random;

/**
 * A made-up city of so many people, the same for the same seed. Neighbourhoods can be made in any
 * order and anywhere, since what one needs of another (which citizen numbers, homes and firms it
 * has) follows from its number.
 */
public final class GeneratedCity {
  /** What the demonstration runs on. */
  public static final long SEED = 20_261_127L;

  /** Five of the 500 sequence numbers of a day and sex for each: no two share a citizen number. */
  static final int MOST_NEIGHBOURHOODS = 100;

  private static final int USUAL_SIZE = 1_000;

  private final long seed;
  private final int people;
  private final int generated;
  private final int size;

  /**
   * @param people how many, at least; a last household is not cut short
   */
  public GeneratedCity(long seed, int people) {
    this.seed = seed;
    this.people = people;
    this.generated = Math.clamp((people + USUAL_SIZE - 1) / USUAL_SIZE, 1, MOST_NEIGHBOURHOODS);
    this.size = (people + generated - 1) / generated;
  }

  /** The city that a {@link #plan} tells of. */
  public static GeneratedCity of(String plan) {
    String[] parts = plan.split("/");
    return new GeneratedCity(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
  }

  /** What makes it this city: {@code seed/people}. */
  public String plan() {
    return seed + "/" + people;
  }

  /** How many there are, the demonstration's own among them. */
  public int neighbourhoods() {
    return generated + 1;
  }

  /**
   * @param number from 0
   */
  public Neighbourhood neighbourhood(int number) {
    if (number < 0 || number > generated) {
      throw new IllegalArgumentException("expected a number to " + generated + ", got " + number);
    }
    if (number == 0) return new Neighbourhood(0, DemoCitizens.rows(), List.of());
    Random random = new Random(seed * 1_000_003L + number);
    FirmPlan firms = new FirmPlan(generated, Math.max(1, size / 60));
    List<Row> clean = new Settlement(number, size, firms, random).rows();
    return new Dirt(random, number, size).on(clean);
  }
}
