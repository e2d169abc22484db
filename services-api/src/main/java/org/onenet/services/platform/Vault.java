package org.onenet.services.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jooq.Record;
import org.onenet.credentials.KeyStoreKeys;
import org.onenet.credentials.MasterKey;

/**
 * Seals what is of a person by a key of theirs, so that erasing the person is erasing the key: what
 * lies in tables, backups and exports can then be read by nobody.
 *
 * <p>Sealed is {@code 1 | id of the key, 16 bytes | nonce, 12 | AES-256-GCM ciphertext and tag},
 * bound to its place (table, column, row), so that it opens nowhere else. The keys lie in a schema
 * of their own, wrapped by the {@link MasterKey}. Bytes that begin with another number are of
 * before this was sealed and are given back as they are.
 */
@Singleton
public class Vault {
  /** Shown in place of a name that was erased. */
  public static final String ERASED = "—";

  private static final byte SEALED = 1;

  /** The id of no key: of what is {@link #gone}. */
  private static final UUID NOBODYS = new UUID(0, 0);

  private static final String TEXT = "sealed:";
  private static final int ID = 16;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD = 1 + ID + NONCE;
  private static final int KEY_BYTES = 32;

  /** No account is called so: whose key makes names findable. */
  private static final String INDEX = "the.index";

  private static final int LONGEST_GRAM = 3;

  /** For so long a node may still open what another node has erased. */
  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final MasterKey master;
  private final Clock clock;
  private final Map<String, Held> byPerson = new ConcurrentHashMap<>();
  private final Map<UUID, Held> byId = new ConcurrentHashMap<>();

  private record Held(UUID id, SecretKey key, Instant until) {}

  @Inject
  public Vault(Database database, Settings settings, Clock clock) {
    this(database, masterKey(settings), clock);
  }

  public Vault(Database database, MasterKey master, Clock clock) {
    this.database = database;
    this.master = master;
    this.clock = clock;
  }

  private static MasterKey masterKey(Settings settings) {
    return KeyStoreKeys.of(
            settings.text("onenet.master-key.provider", "file"),
            settings.text("onenet.keys.pin", "").toCharArray())
        .map(MasterKey::in)
        .orElseGet(
            () ->
                MasterKey.open(
                    settings.path("onenet.master-key.file"),
                    settings.text("onenet.keys.password").toCharArray()));
  }

  /**
   * Where something is kept, as sealed bytes are bound to it.
   *
   * @param row what tells the row from others of its table, and never changes
   */
  public static String place(String table, String column, Object row) {
    return table + "." + column + " " + row;
  }

  /**
   * @param person the account's id
   * @param place by {@link #place}
   * @return null for null
   */
  public byte[] seal(String person, String place, String clear) {
    return clear == null ? null : sealBytes(person, place, clear.getBytes(StandardCharsets.UTF_8));
  }

  public byte[] sealBytes(String person, String place, byte[] clear) {
    Held held = of(person);
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, held.key, nonce, 0, place);
      ByteBuffer sealed = ByteBuffer.allocate(HEAD + cipher.getOutputSize(clear.length));
      sealed
          .put(SEALED)
          .putLong(held.id.getMostSignificantBits())
          .putLong(held.id.getLeastSignificantBits())
          .put(nonce);
      cipher.doFinal(ByteBuffer.wrap(clear), sealed);
      return sealed.array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot seal by AES-GCM", e);
    }
  }

  /**
   * @return empty for null, and for what was erased
   * @throws IllegalStateException when it was not sealed for this place, or was changed
   */
  public Optional<String> open(String place, byte[] sealed) {
    return openBytes(place, sealed).map(clear -> new String(clear, StandardCharsets.UTF_8));
  }

  public Optional<byte[]> openBytes(String place, byte[] sealed) {
    if (sealed == null) return Optional.empty();
    if (!isSealed(sealed)) return Optional.of(sealed);
    return of(keyOf(sealed))
        .map(
            held -> {
              try {
                return cipher(Cipher.DECRYPT_MODE, held.key, sealed, 1 + ID, place)
                    .doFinal(sealed, HEAD, sealed.length - HEAD);
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException(place + " was changed or is not of here", e);
              }
            });
  }

  /**
   * Fetches in one go the keys of what is opened next, a page of many people for one.
   *
   * @param sealed nulls, and what is not sealed, are passed over
   */
  public void fetchKeys(Stream<byte[]> sealed) {
    UUID[] missing =
        sealed
            .filter(one -> one != null && isSealed(one))
            .map(Vault::keyOf)
            .filter(id -> !id.equals(NOBODYS) && !isHeld(byId.get(id)))
            .distinct()
            .toArray(UUID[]::new);
    if (missing.length == 0) return;
    database
        .sql()
        .fetch(
            "SELECT id, master, wrapped FROM person_key WHERE id = ANY (?::uuid[])",
            (Object) missing)
        .forEach(row -> remember(byId, row.get("id", UUID.class), held(row)));
  }

  /** The same as text, for a column that is text. */
  public String sealText(String person, String place, String clear) {
    return TEXT
        + Base64.getUrlEncoder().withoutPadding().encodeToString(seal(person, place, clear));
  }

  /**
   * @return empty for what was erased; a text that is not sealed as it is
   */
  public Optional<String> openText(String place, String text) {
    return text.startsWith(TEXT)
        ? open(place, Base64.getUrlDecoder().decode(text.substring(TEXT.length())))
        : Optional.of(text);
  }

  /** Ends all that was sealed for this person, everywhere; what comes after has another key. */
  public void erase(String person) {
    database
        .sql()
        .fetch("DELETE FROM person_key WHERE person = ? RETURNING id", person)
        .forEach(row -> byId.remove(row.get("id", UUID.class)));
    byPerson.remove(person);
  }

  /** Since when this person has a key; empty when nothing is sealed for them. */
  public Optional<Instant> since(String person) {
    return database
        .sql()
        .fetchOptional("SELECT made_at FROM person_key WHERE person = ?", person)
        .map(row -> row.get("made_at", Instant.class));
  }

  static boolean isSealed(byte[] kept) {
    return kept.length >= HEAD && kept[0] == SEALED;
  }

  private static UUID keyOf(byte[] sealed) {
    ByteBuffer head = ByteBuffer.wrap(sealed, 1, ID);
    return new UUID(head.getLong(), head.getLong());
  }

  private boolean isHeld(Held held) {
    return held != null && clock.instant().isBefore(held.until);
  }

  /** What nobody can open, in place of what may not be empty. */
  public static byte[] gone() {
    byte[] sealed = new byte[HEAD];
    sealed[0] = SEALED;
    return sealed;
  }

  /** Wraps by the newest master key what an older one has wrapped; returns how many keys. */
  public int wrapAgain(int most) {
    return database.inTransaction(
        () -> {
          int done = 0;
          for (Record row :
              database
                  .sql()
                  .fetch(
                      "SELECT id, master, wrapped FROM person_key WHERE master <> ?"
                          + " LIMIT ? FOR UPDATE SKIP LOCKED",
                      master.name(),
                      most)) {
            UUID id = row.get("id", UUID.class);
            done +=
                database
                    .sql()
                    .execute(
                        "UPDATE person_key SET master = ?, wrapped = ? WHERE id = ?",
                        master.name(),
                        master.wrap(unwrapped(row, id), id.toString()),
                        id);
          }
          return done;
        });
  }

  /**
   * By what a name can be found without being read: a keyed hash of each of its parts of one to
   * three characters, whatever their case.
   */
  public Long[] index(String name) {
    Set<Long> hashes = new HashSet<>();
    for (int length = 1; length <= LONGEST_GRAM; length++) addGrams(hashes, folded(name), length);
    return hashes.toArray(Long[]::new);
  }

  /** What the index of a name has, when these words are in it, but for their order. */
  public Long[] indexed(String words) {
    String folded = folded(words);
    Set<Long> hashes = new HashSet<>();
    addGrams(hashes, folded, Math.min(LONGEST_GRAM, folded.length()));
    return hashes.toArray(Long[]::new);
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }

  private void addGrams(Set<Long> hashes, String text, int length) {
    if (text.isEmpty()) return;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(of(INDEX).key);
      for (int i = 0; i + length <= text.length(); i++) {
        byte[] hash = mac.doFinal(text.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
        hashes.add(ByteBuffer.wrap(hash).getLong());
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HMAC", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, int from, String place)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, from, NONCE));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private Held of(String person) {
    Held held = byPerson.get(person);
    if (isHeld(held)) return held;
    Record row = row(person);
    boolean isKnown = row != null;
    if (!isKnown) {
      UUID id = UUID.randomUUID();
      byte[] key = new byte[KEY_BYTES];
      RANDOM.nextBytes(key);
      database
          .sql()
          .execute(
              "INSERT INTO person_key (id, person, master, wrapped, made_at)"
                  + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (person) DO NOTHING",
              id,
              person,
              master.name(),
              master.wrap(key, id.toString()),
              Database.utc(clock.instant()));
      row = row(person);
    }
    Held fresh = held(row);
    // a key that this transaction has made is gone when it is not kept
    if (!database.isInTransaction() || (isKnown && isOld(row))) {
      remember(byPerson, person, fresh);
    }
    return fresh;
  }

  private boolean isOld(Record row) {
    return row.get("made_at", Instant.class).isBefore(clock.instant().minus(LONGEST_TRANSACTION));
  }

  private Record row(String person) {
    return database
        .sql()
        .fetchOne("SELECT id, master, wrapped, made_at FROM person_key WHERE person = ?", person);
  }

  private Optional<Held> of(UUID id) {
    if (id.equals(NOBODYS)) return Optional.empty();
    Held held = byId.get(id);
    if (isHeld(held)) return Optional.of(held);
    Record row =
        database.sql().fetchOne("SELECT id, master, wrapped FROM person_key WHERE id = ?", id);
    if (row == null) {
      byId.remove(id);
      return Optional.empty();
    }
    Held fresh = held(row);
    remember(byId, id, fresh);
    return Optional.of(fresh);
  }

  private Held held(Record row) {
    UUID id = row.get("id", UUID.class);
    return new Held(
        id, new SecretKeySpec(unwrapped(row, id), "AES"), clock.instant().plus(REMEMBERED));
  }

  private byte[] unwrapped(Record row, UUID id) {
    return master.unwrap(
        row.get("master", String.class), row.get("wrapped", byte[].class), id.toString());
  }

  private static <K> void remember(Map<K, Held> held, K key, Held fresh) {
    if (held.size() >= MOST_REMEMBERED) held.clear();
    held.put(key, fresh);
  }
}
