package org.onenet.services.registers;

/** A department's register does not answer: a draft goes on, and somebody asks later. */
public final class RegisterUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String register;

  /**
   * @param register its identifier
   * @param why what happened, for the log: no address, no person
   */
  public RegisterUnavailable(String register, String why, Throwable cause) {
    super("the register " + register + " does not answer: " + why, cause);
    this.register = register;
  }

  public String register() {
    return register;
  }
}
