package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The key that wraps other keys: AES-256 in Galois/Counter mode (NIST SP 800-38D), made at first
 * use, in a {@link JwkFile} or in a key store that does not give it away ({@link KeyStoreKeys}).
 * Renewing adds one, which wraps from then on; what the older ones wrapped is opened by them until
 * they are dropped.
 */
public final class MasterKey {
  private static final String NAME = "master-";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Keys keys;
  private volatile Map<String, SecretKey> known = Map.of();
  private volatile String newest;

  /** Where the keys are. */
  private sealed interface Keys {
    /** All of them by name, after making a first one. */
    Map<String, SecretKey> all();

    void add(String name);

    Cipher cipher() throws GeneralSecurityException;
  }

  private MasterKey(Keys keys) {
    this.keys = keys;
    load();
  }

  /**
   * In a file, which is made when there is none.
   *
   * @throws KeysUnreadable when the password is wrong or the file is not such a file
   */
  public static MasterKey open(Path file, char[] password) {
    return new MasterKey(new InFile(new JwkFile(file, password)));
  }

  /**
   * In a key store, where one is made when there is none.
   *
   * @throws KeysUnreadable when the store has no AES in GCM
   */
  public static MasterKey in(KeyStoreKeys store) {
    return new MasterKey(new InStore(store));
  }

  /** The name of the key that wraps now. */
  public String name() {
    return newest;
  }

  /** Makes a new key, which wraps from now on. */
  public synchronized String renew() {
    keys.add(NAME + (number(newest) + 1));
    load();
    return newest;
  }

  /**
   * @param about what the key is for; the same is needed to unwrap
   * @return nonce and ciphertext with its tag
   */
  public byte[] wrap(byte[] key, String about) {
    try {
      Cipher cipher = keys.cipher();
      byte[] nonce = new byte[NONCE];
      RANDOM.nextBytes(nonce);
      cipher.init(Cipher.ENCRYPT_MODE, known.get(newest), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
      byte[] sealed = cipher.doFinal(key);
      byte[] wrapped = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, wrapped, NONCE, sealed.length);
      return wrapped;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the master key " + newest + " does not wrap", e);
    }
  }

  /**
   * @param name of the master key that wrapped it
   * @throws KeysUnreadable when that key is not here, or it did not wrap this for that
   */
  public byte[] unwrap(String name, byte[] wrapped, String about) {
    if (!known.containsKey(name)) load();
    SecretKey key = known.get(name);
    if (key == null) throw new KeysUnreadable("there is no master key " + name, null);
    try {
      Cipher cipher = keys.cipher();
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, wrapped, 0, NONCE));
      cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(wrapped, NONCE, wrapped.length - NONCE);
    } catch (GeneralSecurityException e) {
      throw new KeysUnreadable("the master key " + name + " did not wrap this", e);
    }
  }

  private void load() {
    Map<String, SecretKey> all = keys.all();
    known = all;
    newest =
        all.keySet().stream()
            .max(Comparator.comparingInt(MasterKey::number))
            .orElseThrow(() -> new KeysUnreadable("the key store keeps no master key", null));
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(NAME.length()));
  }

  private record InFile(JwkFile file) implements Keys {
    @Override
    public Map<String, SecretKey> all() {
      JWKSet set = file.change(keys -> keys.isEmpty() ? added(keys, NAME + 1) : keys).keys();
      Map<String, SecretKey> all = new HashMap<>();
      for (JWK key : set.getKeys()) {
        all.put(key.getKeyID(), key.toOctetSequenceKey().toSecretKey("AES"));
      }
      return Map.copyOf(all);
    }

    @Override
    public void add(String name) {
      file.change(keys -> keys.getKeyByKeyId(name) == null ? added(keys, name) : keys);
    }

    private static JWKSet added(JWKSet set, String name) {
      try {
        OctetSequenceKey fresh = new OctetSequenceKeyGenerator(256).keyID(name).generate();
        List<JWK> keys = new ArrayList<>(set.getKeys());
        keys.add(fresh);
        return new JWKSet(keys);
      } catch (JOSEException e) {
        throw new IllegalStateException("this Java cannot make an AES key", e);
      }
    }

    @Override
    public Cipher cipher() throws GeneralSecurityException {
      return Cipher.getInstance("AES/GCM/NoPadding");
    }
  }

  private record InStore(KeyStoreKeys store) implements Keys {
    @Override
    public Map<String, SecretKey> all() {
      Map<String, SecretKey> all = store.secretKeys(NAME);
      if (!all.isEmpty()) return all;
      add(NAME + 1);
      return store.secretKeys(NAME);
    }

    @Override
    public void add(String name) {
      store.freshSecret(name);
    }

    @Override
    public Cipher cipher() throws GeneralSecurityException {
      return store.cipher("AES/GCM/NoPadding");
    }
  }
}
