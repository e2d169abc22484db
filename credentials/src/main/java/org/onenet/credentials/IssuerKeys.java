package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The issuers' signing keys, one in use for each department, in one encrypted file ({@link
 * JwkFile}). A key is made when a department is first asked for; rotation adds one and ends the old
 * one, which stays published with its dates so that what it signed still verifies.
 *
 * <p>Where a key store is configured ({@link KeyStoreKeys}), new keys are made in it and the file
 * has only their public part.
 */
public final class IssuerKeys {
  /** No department's name has a dot. */
  private static final String AUTHORITY = "demonstration.authority";

  /** Nor this, of the key that requests are encrypted to. */
  private static final String REQUESTS = "credential.requests";

  private final JwkFile file;
  private final Clock clock;
  private final Optional<DemonstrationAuthority> authority;
  private final Optional<KeyStoreKeys> elsewhere;
  private volatile Loaded loaded;

  private record Loaded(
      JwkFile.Content content,
      Map<String, IssuerKey> inUse,
      Map<String, List<PublishedKey>> published) {
    JWKSet keys() {
      return content.keys();
    }
  }

  private IssuerKeys(
      JwkFile file,
      Clock clock,
      Optional<DemonstrationAuthority> authority,
      Optional<KeyStoreKeys> elsewhere) {
    this.file = file;
    this.clock = clock;
    this.authority = authority;
    this.elsewhere = elsewhere;
  }

  /**
   * Opens the file, and makes an empty one when there is none.
   *
   * @throws KeysUnreadable when the password is wrong or the file is not such a file
   */
  public static IssuerKeys open(Path file, char[] password, Clock clock) {
    return open(file, password, clock, Optional.empty());
  }

  /** The same, where each new key is given a certificate by a demonstration's own authority. */
  public static IssuerKeys open(
      Path file, char[] password, Clock clock, Optional<DemonstrationAuthority> authority) {
    return open(file, password, clock, authority, Optional.empty());
  }

  /**
   * The same, where new keys are made in a key store and the file has only their public part; a key
   * that is in the file stays there until it is rotated.
   */
  public static IssuerKeys open(
      Path file,
      char[] password,
      Clock clock,
      Optional<DemonstrationAuthority> authority,
      Optional<KeyStoreKeys> elsewhere) {
    IssuerKeys keys = new IssuerKeys(new JwkFile(file, password), clock, authority, elsewhere);
    keys.change(
        set ->
            authority.isEmpty() || !of(set, AUTHORITY).isEmpty()
                ? set
                : added(set, authority.get().root(AUTHORITY + "#1", clock.instant())));
    return keys;
  }

  /** The certificate of the demonstration's authority, DER; empty when there is none. */
  public Optional<byte[]> authority() {
    return of(upToDate().keys(), AUTHORITY).stream()
        .map(key -> key.getX509CertChain().getFirst().decode())
        .findFirst();
  }

  /** The department's key in use; made now when it has none. */
  IssuerKey current(String department) {
    IssuerKey now = upToDate().inUse.get(department);
    if (now != null) return now;
    change(set -> keyInUse(set, department).isPresent() ? set : with(set, department));
    return loaded.inUse().get(department);
  }

  /**
   * Gives the department a new key and ends the one in use at this instant.
   *
   * @return the new key as it is published
   */
  public PublishedKey rotate(String department) {
    JWKSet changed = change(set -> with(ended(set, department), department));
    return published(keyInUse(changed, department).orElseThrow());
  }

  /**
   * Puts a certificate chain beside the department's key in use, in place of the one it has.
   *
   * @param pem the key's own certificate first, each certified by the next
   * @return the key as it is published
   * @throws ChainRefused when it is no chain for this key
   */
  public PublishedKey certify(String department, String pem) {
    current(department);
    JWKSet changed =
        change(
            set -> {
              ECKey key = keyInUse(set, department).orElseThrow();
              return replaced(set, key, certified(key, pem));
            });
    return published(keyInUse(changed, department).orElseThrow());
  }

  private ECKey certified(ECKey key, String pem) {
    try {
      return new ECKey.Builder(key)
          .x509CertChain(KeyCertification.chain(pem, key.toECPublicKey(), clock.instant()))
          .build();
    } catch (JOSEException e) {
      throw new IllegalStateException("not a P-256 key: " + key.getKeyID(), e);
    }
  }

  private static JWKSet replaced(JWKSet set, ECKey one, ECKey other) {
    return new JWKSet(
        set.getKeys().stream()
            .map(key -> key.getKeyID().equals(one.getKeyID()) ? other : key)
            .toList());
  }

  /** All keys of a department, ended ones included, oldest first; none before the first use. */
  public List<PublishedKey> published(String department) {
    return upToDate().published.getOrDefault(department, List.of());
  }

  /** The same, after making sure that there is one in use. */
  public List<PublishedKey> publishedWithOneInUse(String department) {
    List<PublishedKey> now = published(department);
    if (!now.isEmpty() && now.getLast().until().isEmpty()) return now;
    current(department);
    return published(department);
  }

  /** The key that wallets encrypt their requests to; made at first use. It signs nothing. */
  public DecryptionKey decryptionKey() {
    JWKSet now = upToDate().keys();
    if (of(now, REQUESTS).isEmpty()) {
      now = change(set -> of(set, REQUESTS).isEmpty() ? withDecryptionKey(set) : set);
    }
    return new DecryptionKey(of(now, REQUESTS).getLast());
  }

  private static PublishedKey published(ECKey key) {
    return new PublishedKey(
        fragment(key),
        Collections.unmodifiableMap(key.toPublicJWK().toJSONObject()),
        key.getNotBeforeTime().toInstant(),
        Optional.ofNullable(key.getExpirationTime()).map(Date::toInstant));
  }

  private static Optional<ECKey> keyInUse(JWKSet set, String department) {
    return of(set, department).stream()
        .filter(key -> key.getExpirationTime() == null)
        .reduce((older, newer) -> newer);
  }

  private static Map<String, List<PublishedKey>> published(JWKSet set) {
    return set.getKeys().stream()
        .filter(key -> key.getNotBeforeTime() != null)
        .map(JWK::toECKey)
        .collect(
            Collectors.groupingBy(
                IssuerKeys::owner,
                Collectors.mapping(IssuerKeys::published, Collectors.toUnmodifiableList())));
  }

  private static String owner(JWK key) {
    return key.getKeyID().substring(0, key.getKeyID().indexOf('#'));
  }

  private Map<String, IssuerKey> inUse(JWKSet set) {
    Map<String, IssuerKey> found = new HashMap<>();
    for (JWK key : set.getKeys()) {
      String department = owner(key);
      keyInUse(set, department).ifPresent(one -> found.put(department, issuerKey(one)));
    }
    return Map.copyOf(found);
  }

  /** Each key is where it was made, whatever is configured for new ones. */
  private IssuerKey issuerKey(ECKey key) {
    if (key.isPrivate()) return IssuerKey.of(fragment(key), key);
    KeyStoreKeys store =
        elsewhere.orElseThrow(
            () ->
                new KeysUnreadable(
                    "the key " + key.getKeyID() + " is in a key store, and none is configured",
                    null));
    return new IssuerKey(fragment(key), key, store.privateKey(key.getKeyID()), store.signs());
  }

  private static List<ECKey> of(JWKSet set, String department) {
    return set.getKeys().stream()
        .filter(key -> key.getKeyID().startsWith(department + "#"))
        .map(JWK::toECKey)
        .toList();
  }

  private static String fragment(JWK key) {
    return key.getKeyID().substring(key.getKeyID().indexOf('#') + 1);
  }

  private JWKSet with(JWKSet set, String department) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String id = freeId(set, department, now);
    ECKey key =
        new ECKey.Builder(elsewhere.map(store -> store.fresh(id, now)).orElseGet(() -> inFile(id)))
            .keyUse(KeyUse.SIGNATURE)
            .notBeforeTime(Date.from(now))
            .build();
    return added(
        set,
        authority
            .map(one -> one.certified(key, department, of(set, AUTHORITY).getFirst(), now))
            .orElse(key));
  }

  /** It is in the file also where signing keys are elsewhere: a token that only signs lacks it. */
  private JWKSet withDecryptionKey(JWKSet set) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return added(
        set,
        new ECKey.Builder(inFile(freeId(set, REQUESTS, now)))
            .keyUse(KeyUse.ENCRYPTION)
            .notBeforeTime(Date.from(now))
            .build());
  }

  /** The next of the department's; a key store may still have keys of a file that was lost. */
  private String freeId(JWKSet set, String department, Instant now) {
    String year = department + "#" + now.atZone(ZoneOffset.UTC).getYear() + "-";
    return IntStream.iterate(of(set, department).size() + 1, next -> next + 1)
        .mapToObj(number -> year + number)
        .filter(id -> elsewhere.filter(store -> store.has(id)).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static ECKey inFile(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot make a P-256 key", e);
    }
  }

  private static JWKSet added(JWKSet set, ECKey key) {
    List<JWK> keys = new ArrayList<>(set.getKeys());
    keys.add(key);
    return new JWKSet(keys);
  }

  private JWKSet ended(JWKSet set, String department) {
    Date now = Date.from(clock.instant().truncatedTo(ChronoUnit.SECONDS));
    List<JWK> keys = new ArrayList<>();
    for (JWK key : set.getKeys()) {
      boolean ends = key.getKeyID().startsWith(department + "#") && key.getExpirationTime() == null;
      keys.add(ends ? new ECKey.Builder(key.toECKey()).expirationTime(now).build() : key);
    }
    return new JWKSet(keys);
  }

  private Loaded upToDate() {
    Loaded now = loaded;
    if (file.isStill(now.content)) return now;
    return load(file.read());
  }

  private JWKSet change(UnaryOperator<JWKSet> change) {
    return load(file.change(change)).keys();
  }

  private Loaded load(JwkFile.Content content) {
    Loaded fresh = new Loaded(content, inUse(content.keys()), published(content.keys()));
    loaded = fresh;
    return fresh;
  }
}
