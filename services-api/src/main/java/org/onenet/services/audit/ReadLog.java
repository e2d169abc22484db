package org.onenet.services.audit;

import org.onenet.identity.Caller;

/** Every read of personal data by someone else than its subject: appended, never changed. */
public interface ReadLog {
  /**
   * @param what case, credential or document; {@code subject} its id
   */
  void read(Caller who, String what, String subject, String purpose);
}
