package org.onenet.services.issuance;

/** Signs, stores and queues one credential. */
public interface IssueCredential {
  /** In the caller's transaction, at most once per case: asked again, the same id. */
  CredentialId issue(Grant grant);
}
