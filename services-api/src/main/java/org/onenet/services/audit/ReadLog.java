package org.onenet.services.audit;

import java.util.Optional;
import org.onenet.identity.Caller;

/**
 * Every read of personal data by someone else than its subject, and acts that an auditor must see:
 * appended, never changed. The entry stands in the caller's transaction, or in one of its own. What
 * cannot be logged throws, so call it before the data are given out.
 */
public interface ReadLog {
  /**
   * @param what case, credential or document; {@code subject} its id
   * @param caseReference the case that it is read for
   */
  void read(
      Caller who, String what, String subject, String purpose, Optional<String> caseReference);

  /**
   * An act that is no reading.
   *
   * @param act rotate, certify, seal
   */
  void act(Caller who, String act, String what, String subject, String purpose);
}
