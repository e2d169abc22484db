package org.onenet.services.exchange;

import org.onenet.services.registers.Register;

/** The way of a request to the department that holds a register. */
public interface Providers {
  /**
   * @param request a compact JWS
   * @return the answer's compact JWS
   * @throws ProviderUnavailable when there is none to be had now
   */
  String ask(Register register, String request);
}
