package org.onenet.credentials;

import java.util.Optional;

/**
 * What is laid before a verifier.
 *
 * @param text a {@code vc+jwt}, or an SD-JWT VC with the disclosures its holder chose
 * @param receipt shown with it, when it was registered in a batch
 * @param binding what the holder was asked to sign; empty when nobody asked
 */
public record Shown(
    String text, Optional<RegistrationReceipt> receipt, Optional<KeyBindingExpected> binding) {
  /** A text alone. */
  public static Shown of(String text) {
    return new Shown(text, Optional.empty(), Optional.empty());
  }
}
