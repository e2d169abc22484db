package org.onenet.identity.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.ClaimsRefused;

/**
 * Access tokens that wallets get from the identity server by the authorisation code: they are for
 * another audience than people's own, so that a wallet can fetch certificates and nothing else.
 *
 * <pre>
 * {"iss":"…/realms/onenet","aud":"onenet-wallets","sub":"7b0c…","azp":"wallet","scope":"certificates",
 *  "cnf":{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}}</pre>
 */
@ApplicationScoped
public class WalletTokens {
  private static final String SCOPE = "certificates";

  private final AccessTokens<Holder> tokens;

  /**
   * @param account of the holder, as in {@code Caller.subject}
   * @param client the wallet's client id
   * @param thumbprint RFC 7638's of the key that the token is bound to (RFC 9449 §6.1)
   */
  public record Holder(String account, String client, Optional<String> thumbprint) {}

  /** For the container's proxy only. */
  protected WalletTokens() {
    this(null);
  }

  @Inject
  WalletTokens(
      @ConfigProperty(name = "onenet.oidc.issuer") String issuer,
      @ConfigProperty(name = "onenet.oidc.wallet-audience", defaultValue = "onenet-wallets")
          String audience) {
    this(new AccessTokens<>(issuer, audience, WalletTokens::holder, Clock.systemUTC()));
  }

  WalletTokens(AccessTokens<Holder> tokens) {
    this.tokens = tokens;
  }

  /**
   * Whose wallet it is; empty when the token is not one of the identity server's for wallets.
   *
   * @throws KeysUnreachable when that cannot be told now
   */
  public Optional<Holder> holder(String token) {
    try {
      return Optional.of(tokens.check(token));
    } catch (TokenRefused | ClaimsRefused refused) {
      return Optional.empty();
    }
  }

  private static Holder holder(Map<String, Object> claims) {
    String scope = claims.get("scope") instanceof String scopes ? scopes : "";
    if (!java.util.List.of(scope.split(" ")).contains(SCOPE)) {
      throw new ClaimsRefused(
          ClaimsRefused.Code.CLAIM_MALFORMED, "The token lacks the scope " + SCOPE + ".");
    }
    return new Holder(
        String.valueOf(claims.get("sub")),
        String.valueOf(claims.get("azp")),
        claims.get("cnf") instanceof Map<?, ?> confirmation
                && confirmation.get("jkt") instanceof String thumbprint
            ? Optional.of(thumbprint)
            : Optional.empty());
  }
}
