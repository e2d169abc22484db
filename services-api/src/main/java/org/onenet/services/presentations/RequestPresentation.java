package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.DcqlQuery.ClaimQuery;
import org.onenet.credentials.DcqlQuery.CredentialQuery;
import org.onenet.credentials.ResponseKey;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Text;
import org.onenet.services.presentations.Presentation.Asker;
import org.onenet.services.presentations.Presentation.Facts;
import org.onenet.services.presentations.Presentation.Profile;
import org.onenet.services.presentations.Presentation.Why;

/** Puts a question to whatever wallet fetches it next, for some minutes. */
@Singleton
public class RequestPresentation {
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private final Presentations presentations;
  private final CredentialTypes types;
  private final IssuerDesk desk;
  private final Clock clock;

  /**
   * How it is asked.
   *
   * @param encrypted whether the answer must be ({@code direct_post.jwt})
   * @param redirectUri for a wallet on the same device
   */
  public record Manner(
      Profile profile, ClientIdPrefix prefix, boolean encrypted, Optional<String> redirectUri) {
    /** The high assurance profile leaves no choice. */
    public static Manner haip(Optional<String> redirectUri) {
      return new Manner(Profile.HAIP, ClientIdPrefix.X509_HASH, true, redirectUri);
    }
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param link opens a wallet; who has it can answer
     */
    record Made(Facts facts, String link) implements Result {}

    /** One field is not as it must be. */
    record Refused(String field, Text expected) implements Result {}
  }

  @Inject
  public RequestPresentation(
      Presentations presentations, CredentialTypes types, IssuerDesk desk, Clock clock) {
    this.presentations = presentations;
    this.types = types;
    this.desk = desk;
    this.clock = clock;
  }

  /** What an organisation asks, when it is within one of its purposes. */
  public Result ask(
      Verifier verifier, String purpose, DcqlQuery query, Manner manner, String account) {
    Optional<Result.Refused> refusal = notAllowed(verifier, purpose, query);
    if (refusal.isPresent()) return refusal.get();
    Verifier.Purpose found = verifier.purpose(purpose).orElseThrow();
    Optional<String> redirect = manner.redirectUri();
    if (redirect.isPresent() && !verifier.mayRedirectTo(redirect.get())) {
      return refused("redirectUri", new Text("one of your registered addresses", "贵单位已登记的回跳地址之一"));
    }
    return made(
        new Asker.Organisation(verifier.identifier()),
        new Why(purpose, found.name(), found.reason()),
        query,
        manner,
        account);
  }

  /** What the city asks for an application: the door has seen to whose that is. */
  Result ask(Asker.City city, Why why, DcqlQuery query, Manner manner, String account) {
    return made(city, why, query, manner, account);
  }

  /** Deny by default: the purpose must be registered, and every type and claim stand in it. */
  public Optional<Result.Refused> notAllowed(Verifier verifier, String purpose, DcqlQuery query) {
    Optional<Verifier.Purpose> found = verifier.purpose(purpose);
    if (found.isEmpty()) {
      return Optional.of(
          refused(
              "purpose",
              new Text("one of your registered purposes: %s", "贵单位已登记的用途之一：%s")
                  .with(verifier.purposes().stream().map(Verifier.Purpose::identifier).toList())));
    }
    List<CredentialQuery> wanted = query.credentials();
    for (int i = 0; i < wanted.size(); i++) {
      Optional<Result.Refused> beyond =
          beyond(found.get(), wanted.get(i), "query.credentials[" + i + "]");
      if (beyond.isPresent()) return beyond;
    }
    return Optional.empty();
  }

  private Optional<Result.Refused> beyond(
      Verifier.Purpose purpose, CredentialQuery wanted, String place) {
    for (String vct : wanted.types()) {
      Optional<Verifier.MayAsk> allowed =
          purpose.mayAsk().stream()
              .filter(may -> vct(may.credentialType()).equals(vct))
              .findFirst();
      if (allowed.isEmpty()) {
        return Optional.of(
            refused(
                place + ".meta.vct_values",
                new Text("a type of this purpose, not %s", "该用途允许的证照类型，而非 %s").with(vct)));
      }
      for (ClaimQuery claim : wanted.claims()) {
        if (!allowed.get().claims().contains(String.valueOf(claim.path().getFirst()))) {
          return Optional.of(
              refused(
                  place + ".claims",
                  new Text("claims of this purpose, not %s", "该用途允许的信息项，而非 %s")
                      .with(claim.path())));
        }
      }
    }
    return Optional.empty();
  }

  /** A city's own type by its name, another's by its address. */
  private String vct(String credentialType) {
    return credentialType.contains(":") ? credentialType : types.vct(credentialType).toString();
  }

  private Result made(Asker asker, Why why, DcqlQuery query, Manner manner, String account) {
    Optional<String> clientId = desk.clientId(asker.verifier(), manner.prefix());
    if (clientId.isEmpty()) {
      return refused(
          "clientIdPrefix",
          new Text(
              "decentralized_identifier: your key has no certificate for another",
              "decentralized_identifier：贵方密钥没有可用于其他方式的证书"));
    }
    Instant now = clock.instant();
    String token = Ids.token();
    Facts facts =
        new Facts(
            Ids.next(clock),
            asker,
            account,
            why,
            query,
            manner.prefix(),
            clientId.get(),
            manner.profile(),
            manner.encrypted(),
            manner.redirectUri(),
            now,
            now.plus(LIFETIME),
            0,
            Optional.empty());
    presentations.add(
        facts,
        Secret.hash(token),
        manner.encrypted() ? Optional.of(ResponseKey.fresh()) : Optional.empty());
    return new Result.Made(facts, link(facts, token));
  }

  /** OpenID4VP 1.0 §5.1 and §5.10: by reference, fetched by POST from wallets that know it. */
  private String link(Facts facts, String token) {
    return facts.profile().scheme()
        + "://?client_id="
        + encoded(facts.clientId())
        + "&request_uri="
        + encoded(desk.publicUrl() + "/openid4vp/requests/" + token)
        + "&request_uri_method=post";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Result.Refused refused(String field, Text expected) {
    return new Result.Refused(field, expected);
  }
}
