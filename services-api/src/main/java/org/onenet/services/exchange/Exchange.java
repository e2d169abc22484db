package org.onenet.services.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;

/**
 * What is asked of one register for one application: idle until somebody asks, waiting while it is
 * asked, then fetched or unavailable. A fetched one is idle again when its answer may be kept no
 * longer.
 *
 * @param owner the account of whom it is about; {@code subject} their citizen number
 * @param consent the receipt under which it is asked; empty where {@code law} is the ground
 * @param reason why it is unavailable: unreachable, too-slow, answered-badly, refused by the
 *     provider (its own code), consent-withdrawn, no-longer-needed, or what was wrong with the
 *     answer
 * @param attempts how often somebody took it up to ask
 * @param nextAt when it is tried again; empty when it is not
 * @param records what the register said, the newest first
 */
public record Exchange(
    UUID id,
    UUID application,
    String service,
    String requester,
    String register,
    String evidenceType,
    List<String> fields,
    String owner,
    String subject,
    Optional<UUID> consent,
    Optional<Text> law,
    State state,
    Optional<String> reason,
    int attempts,
    Optional<Instant> nextAt,
    Optional<Instant> answeredAt,
    Optional<Instant> keptUntil,
    List<Map<String, String>> records) {

  /** Its words on the wire are lower case. */
  public enum State {
    IDLE,
    WAITING,
    FETCHED,
    UNAVAILABLE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What is to be asked for an application, waiting.
   *
   * @param consent covers all that the need names; empty where its law is the ground
   */
  static Exchange wanted(
      UUID application,
      String owner,
      String subject,
      ServiceDefinition definition,
      Need need,
      Optional<UUID> consent) {
    return new Exchange(
        UUID.randomUUID(),
        application,
        definition.identifier(),
        definition.hasCompetentAuthority(),
        need.register().identifier(),
        need.type().identifier(),
        consent.isPresent() ? need.fields() : need.lawFields(),
        owner,
        subject,
        consent,
        consent.isPresent() ? Optional.empty() : need.law(),
        State.WAITING,
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same with what the register said. */
  Exchange fetched(Instant at, Instant until, List<Map<String, String>> told) {
    return new Exchange(
        id,
        application,
        service,
        requester,
        register,
        evidenceType,
        fields,
        owner,
        subject,
        consent,
        law,
        State.FETCHED,
        Optional.empty(),
        attempts,
        Optional.empty(),
        Optional.of(at),
        Optional.of(until),
        told);
  }

  /** What may still be used of it. */
  public boolean isUsable(Instant now) {
    return state == State.FETCHED && keptUntil.filter(now::isBefore).isPresent();
  }
}
