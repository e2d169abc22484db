package org.onenet.credentials;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * Private keys in a key store of Java's (JCA) that needs no file of ours: a hardware module by
 * PKCS#11, a cloud's key service by its own provider. They are made there and need never leave; how
 * they are called, since when they sign and their certificates stand in {@link IssuerKeys}' file.
 */
public final class KeyStoreKeys {
  private static final String FILE = "file";
  private static final String PKCS11 = "pkcs11:";
  private static final String JCA = "jca:";
  private static final String ALGORITHM = "SHA256withECDSA";

  private final Provider provider;
  private final KeyStore store;
  private final char[] pin;

  private KeyStoreKeys(Provider provider, KeyStore store, char[] pin) {
    this.provider = provider;
    this.store = store;
    this.pin = pin.clone();
  }

  /**
   * Opens the key store that a setting names: {@code file} for none; {@code pkcs11:PATH}, where the
   * file there configures Java's SunPKCS11 (name, library, slot); {@code jca:PROVIDER/TYPE}, where
   * PROVIDER is an installed provider's name or the class of one, and TYPE its key store's.
   *
   * @return empty for {@code file}
   * @throws KeysUnreadable when it is none of these, or does not open with the PIN
   */
  public static Optional<KeyStoreKeys> of(String setting, char[] pin) {
    if (setting.equals(FILE)) return Optional.empty();
    try {
      if (setting.startsWith(PKCS11)) {
        Provider token =
            Security.getProvider("SunPKCS11").configure(setting.substring(PKCS11.length()));
        return Optional.of(open(token, "PKCS11", pin));
      }
      int slash = setting.lastIndexOf('/');
      if (setting.startsWith(JCA) && slash > JCA.length()) {
        Provider provider = provider(setting.substring(JCA.length(), slash));
        return Optional.of(open(provider, setting.substring(slash + 1), pin));
      }
    } catch (GeneralSecurityException
        | ReflectiveOperationException
        | IOException
        | RuntimeException e) {
      throw new KeysUnreadable("the key store " + setting + " does not open", e);
    }
    throw new KeysUnreadable(
        "expected file, pkcs11:PATH or jca:PROVIDER/TYPE as the keys' provider, got " + setting,
        null);
  }

  private static Provider provider(String name) throws ReflectiveOperationException {
    Provider installed = Security.getProvider(name);
    return installed != null
        ? installed
        : (Provider)
            Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                .getDeclaredConstructor()
                .newInstance();
  }

  private static KeyStoreKeys open(Provider provider, String type, char[] pin)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(type, provider);
    store.load(null, pin);
    return new KeyStoreKeys(provider, store, pin);
  }

  /** Whether a key has that name already. */
  synchronized boolean has(String name) {
    try {
      return store.containsAlias(name);
    } catch (GeneralSecurityException e) {
      throw unusable(name, e);
    }
  }

  /**
   * Makes a key on P-256 under that name.
   *
   * @return its public part
   */
  synchronized ECKey fresh(String name, Instant now) {
    try {
      KeyPairGenerator generator =
          provider.getService("KeyPairGenerator", "EC") == null
              ? KeyPairGenerator.getInstance("EC")
              : KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      Certificate own =
          OwnCertificate.of(
              pair.getPublic(),
              name,
              Optional.empty(),
              now,
              bytes -> signature(pair.getPrivate(), bytes));
      store.setKeyEntry(name, pair.getPrivate(), pin, new Certificate[] {own});
      return new ECKey.Builder(Curve.P_256, (ECPublicKey) own.getPublicKey()).keyID(name).build();
    } catch (GeneralSecurityException e) {
      throw unusable(name, e);
    }
  }

  /**
   * The handle of a private key; another process may have made it since we looked.
   *
   * @throws KeysUnreadable when there is none of that name
   */
  synchronized PrivateKey privateKey(String name) {
    try {
      if (!store.containsAlias(name)) store.load(null, pin);
      if (store.getKey(name, pin) instanceof PrivateKey key) return key;
      throw new KeysUnreadable("the key store of " + provider.getName() + " has no " + name, null);
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(name, e);
    }
  }

  /** The secret keys whose names begin so. */
  synchronized Map<String, SecretKey> secretKeys(String prefix) {
    try {
      store.load(null, pin);
      Map<String, SecretKey> found = new HashMap<>();
      for (String alias : Collections.list(store.aliases())) {
        if (alias.startsWith(prefix) && store.getKey(alias, pin) instanceof SecretKey key) {
          found.put(alias, key);
        }
      }
      return found;
    } catch (GeneralSecurityException | IOException e) {
      throw unusable(prefix, e);
    }
  }

  /** Makes an AES-256 key under that name, when there is none. */
  synchronized void freshSecret(String name) {
    try {
      if (store.containsAlias(name)) return;
      KeyGenerator generator =
          provider.getService("KeyGenerator", "AES") == null
              ? KeyGenerator.getInstance("AES")
              : KeyGenerator.getInstance("AES", provider);
      generator.init(256);
      store.setKeyEntry(name, generator.generateKey(), pin, null);
    } catch (GeneralSecurityException e) {
      throw unusable(name, e);
    }
  }

  /** By the store's own provider, where it has that cipher. */
  Cipher cipher(String transformation) throws GeneralSecurityException {
    return provider.getService("Cipher", transformation) == null
        ? Cipher.getInstance(transformation)
        : Cipher.getInstance(transformation, provider);
  }

  /** Who signs with these keys; empty when Java must look for one itself. */
  Optional<Provider> signs() {
    return Optional.of(provider).filter(one -> one.getService("Signature", ALGORITHM) != null);
  }

  private byte[] signature(PrivateKey key, byte[] bytes) {
    try {
      Signature signature =
          signs().isPresent()
              ? Signature.getInstance(ALGORITHM, provider)
              : Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(provider.getName() + " cannot sign by ECDSA", e);
    }
  }

  private KeysUnreadable unusable(String name, Exception cause) {
    return new KeysUnreadable(
        "the key store of " + provider.getName() + " does not give " + name, cause);
  }
}
