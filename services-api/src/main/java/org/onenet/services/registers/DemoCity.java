package org.onenet.services.registers;

/**
 * The demonstration's made-up city in the shipped registers: nothing of it is done outside the
 * demonstration, nor in a register that a city attached itself.
 */
public interface DemoCity {
  /**
   * Makes that register's tables and puts the demonstration's own citizens into them, unless that
   * is done; others come later.
   *
   * @throws RegisterUnavailable when its database does not answer
   */
  void open(Register register);

  /** Puts the next neighbourhood into each register that lacks it; whether any did. */
  boolean grow();
}
