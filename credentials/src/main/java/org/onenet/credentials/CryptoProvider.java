package org.onenet.credentials;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;

/**
 * The JCA provider that signs and verifies: Amazon's Corretto provider where it has a build for
 * this machine (about eight times the JDK's own speed for ES256, see README), else the JDK's own.
 */
public final class CryptoProvider {
  private static final Provider CHOSEN = choose();

  private CryptoProvider() {}

  /** The chosen provider's name, for logs and benchmarks. */
  public static String name() {
    return CHOSEN.getName();
  }

  static Provider get() {
    return CHOSEN;
  }

  /**
   * The same key as the provider's own object, so that it is not taken over anew for each
   * signature.
   */
  @SuppressWarnings("unchecked")
  static <K extends Key> K own(K key) {
    try {
      return (K) KeyFactory.getInstance("EC", CHOSEN).translateKey(key);
    } catch (GeneralSecurityException e) {
      return key;
    }
  }

  private static Provider choose() {
    Provider fast = AmazonCorrettoCryptoProvider.INSTANCE;
    boolean works =
        AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError() == null
            && fast.getService("Signature", "SHA256withECDSAinP1363Format") != null
            && fast.getService("Signature", "SHA256withECDSA") != null;
    return works ? fast : Security.getProvider("SunEC");
  }
}
