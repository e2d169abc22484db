package org.onenet.services.wallets.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.onenet.identity.rest.ProofRefused;
import org.onenet.identity.rest.ProofsOfPossession;
import org.onenet.identity.rest.WalletTokens;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.web.OAuthRefusal;
import org.onenet.services.wallets.OneTimeValues;
import org.onenet.services.wallets.RedeemOffer;
import org.onenet.services.wallets.WalletRight;

/**
 * What a wallet's request may do, by its access token: one of ours for a redeemed offer, or one of
 * the identity server's. A token that is bound to a key is good with a fresh DPoP proof alone (RFC
 * 9449 §7), one that is not, as bearer.
 */
@Singleton
class WalletAccess {
  private static final String DPOP = "DPoP";
  private static final String BEARER = "Bearer";
  private static final String INVALID_TOKEN = "invalid_token";

  private final RedeemOffer redeemOffer;
  private final WalletTokens walletTokens;
  private final ProofsOfPossession proofs;
  private final String publicUrl;
  private final HttpServletRequest request;

  private record Presented(WalletRight right, Optional<String> thumbprint) {}

  @Inject
  WalletAccess(
      RedeemOffer redeemOffer,
      WalletTokens walletTokens,
      OneTimeValues values,
      Settings settings,
      HttpServletRequest request,
      Clock clock) {
    this.redeemOffer = redeemOffer;
    this.walletTokens = walletTokens;
    this.proofs =
        new ProofsOfPossession((id, keep) -> values.useProof(id, clock.instant().plus(keep)));
    this.publicUrl = settings.publicUrl().toString();
    this.request = request;
  }

  /** The right of the request at hand, or a refusal. */
  WalletRight right() {
    String authorization = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
    String[] words = authorization.strip().split(" +", 2);
    boolean withProof = DPOP.equalsIgnoreCase(words[0]);
    if (words.length < 2 || !withProof && !BEARER.equalsIgnoreCase(words[0])) {
      throw OAuthRefusal.unauthenticated();
    }
    Presented presented = presented(words[1]);
    if (presented.thumbprint().isPresent() != withProof) {
      throw withProof
          ? OAuthRefusal.unauthorised(BEARER, INVALID_TOKEN, "the token is bound to no key")
          : OAuthRefusal.unauthorised(DPOP, INVALID_TOKEN, "the token is bound to a key");
    }
    if (withProof) mustHold(words[1], presented.thumbprint().get());
    return presented.right();
  }

  /** Our own tokens are no JWTs. */
  private Presented presented(String token) {
    Optional<Presented> found =
        token.indexOf('.') < 0
            ? redeemOffer
                .token(token)
                .map(
                    ours ->
                        new Presented(
                            new WalletRight(
                                ours.offer().holder(),
                                Optional.of(ours.offer().caseReference()),
                                ours.client(),
                                Optional.of(ours.madeAt())),
                            ours.thumbprint()))
            : walletTokens
                .holder(token)
                .map(
                    holder ->
                        new Presented(
                            new WalletRight(
                                holder.account(),
                                Optional.empty(),
                                Optional.of(holder.client()),
                                Optional.empty()),
                            holder.thumbprint()));
    return found.orElseThrow(
        () -> OAuthRefusal.unauthorised(DPOP, INVALID_TOKEN, "unknown, or over"));
  }

  private void mustHold(String token, String thumbprint) {
    try {
      proofs.ofRequest(
          request.getHeader(DPOP),
          request.getMethod(),
          URI.create(publicUrl + request.getRequestURI()),
          token,
          thumbprint);
    } catch (ProofRefused refused) {
      throw OAuthRefusal.unauthorised(DPOP, "invalid_dpop_proof", refused.getMessage());
    }
  }

  /** RFC 9449 §5: a token request with a proof gets a token that is bound to its key. */
  Optional<String> thumbprintOfTokenRequest() {
    String proof = request.getHeader(DPOP);
    if (proof == null) return Optional.empty();
    try {
      return Optional.of(
          proofs.ofTokenRequest(proof, URI.create(publicUrl + request.getRequestURI())));
    } catch (ProofRefused refused) {
      throw OAuthRefusal.of("invalid_dpop_proof", refused.getMessage());
    }
  }
}
