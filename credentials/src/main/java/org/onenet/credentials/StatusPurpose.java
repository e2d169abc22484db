package org.onenet.credentials;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a set bit of a list says of a credential.
 *
 * @see <a href="https://www.w3.org/TR/vc-bitstring-status-list/#bitstringstatuslistentry">Bitstring
 *     Status List 1.0 §2.1, statusPurpose</a>
 */
public enum StatusPurpose {
  /** Out of force for good. */
  REVOCATION("revocation"),
  /** Out of force until it is reinstated. */
  SUSPENSION("suspension");

  private final String word;

  StatusPurpose(String word) {
    this.word = word;
  }

  /** The word of the standard. */
  public String word() {
    return word;
  }

  static Optional<StatusPurpose> of(Object word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }
}
