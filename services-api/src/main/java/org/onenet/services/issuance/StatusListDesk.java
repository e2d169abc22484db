package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onenet.credentials.SignedCredential;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.PublishedLists.Found;
import org.onenet.services.issuance.PublishedLists.Published;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.issuance.StatusPlaces.States;

/**
 * Where status lists are published: signed from the places by {@link StatusListWorker} before
 * anyone asks, kept for all nodes, and signed at a request only when that has not come yet.
 */
@Singleton
public class StatusListDesk {
  /** How long a verifier may rely on a list. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /**
   * How long anyone may keep a list before asking again: so late is a change seen. A list half its
   * life old still outlives it.
   */
  public static final Duration TTL = Duration.ofMinutes(1);

  /** Nobody is given an older one. */
  private static final Duration OLDEST = LIFETIME.dividedBy(2);

  /** The worker signs earlier, so that no request has to. */
  private static final Duration SIGNED_ANEW_AFTER = LIFETIME.dividedBy(3);

  /** At one signing in so many without a cause, a decoy changes. */
  private static final int STIR_EVERY = 4;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final IssuerDesk desk;
  private final StatusPlaces places;
  private final PublishedLists lists;
  private final Clock clock;
  private final Pattern addresses;

  @Inject
  public StatusListDesk(IssuerDesk desk, StatusPlaces places, PublishedLists lists, Clock clock) {
    this.desk = desk;
    this.places = places;
    this.lists = lists;
    this.clock = clock;
    this.addresses =
        Pattern.compile(
            Pattern.quote(desk.publicUrl().toString())
                + "/(?:token-)?status-lists/([a-z-]+)/([0-9]{1,6})(?:/suspension)?");
  }

  /** The list as it is now; empty when there is none of that number. */
  public Optional<Published> current(ListForm form, String department, int number) {
    ListId id = new ListId(department, number);
    Optional<Found> kept = lists.find(id, form);
    if (kept.filter(found -> isCurrent(found, department)).isPresent()) {
      return kept.map(Found::list);
    }
    return sign(id) ? lists.find(id, form).map(Found::list) : Optional.empty();
  }

  /**
   * The list as it was then, signed as of then by the key of today; empty when there was none yet.
   *
   * @param time in whole seconds
   * @see <a
   *     href="https://www.ietf.org/archive/id/draft-ietf-oauth-status-list-20.html#section-8.4">
   *     Token Status List, draft 20, §8.4 Historical resolution</a>
   */
  public Optional<Published> past(ListForm form, String department, int number, Instant time) {
    ListId id = new ListId(department, number);
    return places.at(id, time).map(states -> signed(id, form, states, time));
  }

  /** Whether lists are published at such an address here. */
  public boolean isOwn(URI address) {
    return addresses.matcher(address.toString()).matches();
  }

  /** What is published now at one of our own addresses; empty when there is no such list. */
  public Optional<Published> at(URI address) {
    Matcher own = addresses.matcher(address.toString());
    if (!own.matches()) return Optional.empty();
    String department = own.group(1);
    int number = Integer.parseInt(own.group(2));
    return Arrays.stream(ListForm.values())
        .filter(form -> form.address(desk.publicUrl(), department, number).equals(address))
        .findFirst()
        .flatMap(form -> current(form, department, number));
  }

  /** Every list of every department as it is now, compact, by its address. */
  public Map<URI, String> all() {
    Map<URI, String> all = new LinkedHashMap<>();
    for (Department department : Department.all()) {
      for (ListId list : lists.all(department.id())) {
        for (ListForm form : ListForm.values()) {
          current(form, list.department(), list.number())
              .ifPresent(
                  one ->
                      all.put(
                          form.address(desk.publicUrl(), list.department(), list.number()),
                          one.compact()));
        }
      }
    }
    return all;
  }

  /** Signs every list that has changed or grows old; how many that were. */
  public int signWhatIsDue() {
    Instant now = clock.instant();
    int signed = 0;
    for (Department department : Department.all()) {
      String keyId = desk.keyId(department.id());
      for (ListId list : lists.due(department.id(), keyId, now.minus(SIGNED_ANEW_AFTER))) {
        if (RANDOM.nextInt(STIR_EVERY) == 0) places.stir(list, now);
        if (sign(list)) signed++;
      }
    }
    return signed;
  }

  private boolean isCurrent(Found found, String department) {
    return found.tellsAll()
        && clock.instant().isBefore(found.list().signedAt().plus(OLDEST))
        && found.list().keyId().equals(desk.keyId(department));
  }

  private boolean sign(ListId id) {
    Optional<States> states = places.now(id);
    Instant now = clock.instant();
    for (ListForm form : ListForm.values()) {
      states.ifPresent(read -> lists.keep(id, form, signed(id, form, read, now)));
    }
    return states.isPresent();
  }

  private Published signed(ListId id, ListForm form, States states, Instant at) {
    SignedCredential signed = desk.sign(id, form, states, at);
    return new Published(
        states.changes(), signed.keyId(), at, signed.compact(), signed.digest().hex());
  }
}
