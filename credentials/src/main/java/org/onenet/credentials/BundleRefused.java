package org.onenet.credentials;

/** A text is no trust bundle of whom the verifier trusts: nothing of it was believed. */
public final class BundleRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BundleRefused(String message) {
    super(message);
  }
}
