package org.onenet.portal.api;

import java.util.List;

/**
 * What a clerk can do to a certificate's status: the API's word for it among a certificate's
 * actions, the path's last part, and the codes of the reasons that it may have.
 */
public enum StatusChange {
  SUSPEND(
      "suspend",
      "suspension",
      "under-review",
      "reported-lost",
      "obligation-not-met",
      "holder-request"),
  REINSTATE(
      "reinstate",
      "reinstatement",
      "cleared",
      "obligation-met",
      "suspended-in-error",
      "holder-request"),
  REVOKE(
      "revoke",
      "revocation",
      "issued-in-error",
      "facts-changed",
      "holder-request",
      "key-compromised");

  private final String word;
  private final String path;
  private final List<String> reasonCodes;

  StatusChange(String word, String path, String... reasonCodes) {
    this.word = word;
    this.path = path;
    this.reasonCodes = List.of(reasonCodes);
  }

  public String word() {
    return word;
  }

  public List<String> reasonCodes() {
    return reasonCodes;
  }

  String path() {
    return path;
  }
}
