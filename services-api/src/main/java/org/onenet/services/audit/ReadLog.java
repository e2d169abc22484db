package org.onenet.services.audit;

/**
 * Every read of personal data by someone else than its subject, by person or machine, and acts that
 * an auditor must see: appended, never changed. The entry stands in the caller's transaction, or in
 * one of its own. What cannot be logged throws, so call it before the data are given out.
 */
public interface ReadLog {
  void log(Access access);
}
