package org.onenet.services.issuance;

import org.onenet.identity.Caller;
import org.onenet.services.issuance.KeptCredentials.Kept;

/** Staff read a certificate: under the rules of the case that it came from. */
public interface OpenCertificate {
  /**
   * Logs that it is read, before it is given out.
   *
   * @return false, and nothing is logged, when a reason for its case must be given first
   */
  boolean read(Caller caller, Kept kept);
}
