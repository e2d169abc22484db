package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.RequestObject;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.Text;
import org.onenet.services.presentations.Presentation.Facts;

/** Gives a wallet the question that its link leads to, signed. */
@Singleton
public class GiveRequest {
  private final Presentations presentations;
  private final Verifiers verifiers;
  private final IssuerDesk desk;
  private final Text city;
  private final Clock clock;

  @Inject
  GiveRequest(
      Presentations presentations,
      Verifiers verifiers,
      IssuerDesk desk,
      Settings settings,
      Clock clock) {
    this(presentations, verifiers, desk, settings.cityName(), clock);
  }

  public GiveRequest(
      Presentations presentations, Verifiers verifiers, IssuerDesk desk, Text city, Clock clock) {
    this.presentations = presentations;
    this.verifiers = verifiers;
    this.desk = desk;
    this.city = city;
    this.clock = clock;
  }

  /**
   * The signed request.
   *
   * @param walletNonce what the wallet wants to see in it
   * @return empty when it is unknown, answered, over, or its key has been replaced meanwhile
   */
  public Optional<String> give(String token, Optional<String> walletNonce) {
    Instant now = clock.instant();
    Optional<Presentations.Open> open = presentations.open(Secret.hash(token), now);
    if (open.isEmpty()) return Optional.empty();
    Facts facts = open.get().facts();
    Optional<String> verifier = facts.asker().verifier();
    if (!desk.clientId(verifier, facts.prefix()).equals(Optional.of(facts.clientId()))) {
      return Optional.empty();
    }
    RequestObject request =
        new RequestObject(
            byLanguage(verifier.flatMap(verifiers::of).map(Verifier::name).orElse(city)),
            responseUri(desk, token),
            nonce(token),
            state(token),
            facts.query(),
            open.get().responseKey(),
            walletNonce);
    presentations.fetched(facts.id(), now);
    return Optional.of(
        desk.signRequest(
            verifier, facts.prefix(), request, now, Duration.between(now, facts.expiresAt())));
  }

  private static URI responseUri(IssuerDesk desk, String token) {
    return URI.create(desk.publicUrl() + "/openid4vp/responses/" + token);
  }

  /** Both follow from the token, so that neither need be kept. */
  static String nonce(String token) {
    return Secret.hash("nonce of " + token);
  }

  static String state(String token) {
    return Secret.hash("state of " + token);
  }

  private static Map<String, String> byLanguage(Text text) {
    Map<String, String> languages = new LinkedHashMap<>();
    languages.put("en", text.en());
    languages.put("zh", text.zh());
    return languages;
  }
}
