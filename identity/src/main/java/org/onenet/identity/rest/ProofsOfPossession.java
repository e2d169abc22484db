package org.onenet.identity.rest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProofUse;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPTokenRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.util.singleuse.AlreadyUsedException;
import com.nimbusds.oauth2.sdk.util.singleuse.SingleUseChecker;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Set;

/**
 * DPoP proofs (RFC 9449): that who sends a request holds the key its access token is bound to.
 *
 * <pre>
 * {"typ":"dpop+jwt","alg":"ES256","jwk":{…}}
 * {"jti":"e1j3V_bKic8","htm":"POST","htu":"https://lanting.example/wallet/token","iat":1795424400,"ath":"…"}
 * </pre>
 */
public final class ProofsOfPossession {
  /** The algorithms a proof may be signed by, as the issuer's metadata names them. */
  public static final Set<String> ALGORITHMS = Set.of("ES256");

  private static final Set<JWSAlgorithm> ACCEPTED = Set.of(JWSAlgorithm.ES256);
  private static final long SKEW_SECONDS = 30;
  private static final Duration MOST_AGE = Duration.ofMinutes(2);

  private final SingleUseChecker<DPoPProofUse> once;

  /** Where it is written down which proofs were used. */
  public interface Uses {
    /**
     * Takes a proof's id for its one use.
     *
     * @param id unlike that of every other proof
     * @param keep for how long a second use must be refused
     * @return false when it was taken before
     */
    boolean take(String id, Duration keep);
  }

  public ProofsOfPossession(Uses uses) {
    this.once =
        use -> {
          String id = use.getIssuer().getValue() + " " + use.getJWTID().getValue();
          if (!uses.take(id, MOST_AGE.plusSeconds(2 * SKEW_SECONDS))) {
            throw new AlreadyUsedException("a proof is used once");
          }
        };
  }

  /**
   * Checks the proof of a token request, RFC 9449 §4.3.
   *
   * @param endpoint the token endpoint as the client knows it
   * @return RFC 7638's thumbprint of its key, which the token is to be bound to
   */
  public String ofTokenRequest(String proof, URI endpoint) throws ProofRefused {
    SignedJWT jwt = parsed(proof);
    try {
      return new DPoPTokenRequestVerifier(
              ACCEPTED, endpoint, SKEW_SECONDS, MOST_AGE.toSeconds(), once)
          .verify(holder(jwt), jwt)
          .getValue()
          .toString();
    } catch (InvalidDPoPProofException | JOSEException refused) {
      throw new ProofRefused(refused.getMessage(), refused);
    }
  }

  /**
   * Checks the proof of a request with an access token, RFC 9449 §7.1.
   *
   * @param address of the request as the client knows it, without its query
   * @param thumbprint of the key that the token is bound to
   */
  public void ofRequest(
      String proof, String method, URI address, String accessToken, String thumbprint)
      throws ProofRefused {
    SignedJWT jwt = parsed(proof);
    try {
      new DPoPProtectedResourceRequestVerifier(ACCEPTED, SKEW_SECONDS, MOST_AGE.toSeconds(), once)
          .verify(
              method,
              address,
              holder(jwt),
              jwt,
              new DPoPAccessToken(accessToken),
              new JWKThumbprintConfirmation(new Base64URL(thumbprint)));
    } catch (InvalidDPoPProofException | AccessTokenValidationException | JOSEException refused) {
      throw new ProofRefused(refused.getMessage(), refused);
    }
  }

  /** Ids of proofs are unlike each other for one key, so the key stands for who sends it. */
  private static DPoPIssuer holder(SignedJWT proof) throws ProofRefused {
    JWK key = proof.getHeader().getJWK();
    if (key == null) throw new ProofRefused("a DPoP proof brings its public key as jwk", null);
    try {
      return new DPoPIssuer(key.computeThumbprint().toString());
    } catch (JOSEException e) {
      throw new ProofRefused("a DPoP proof brings its public key as jwk", e);
    }
  }

  private static SignedJWT parsed(String proof) throws ProofRefused {
    if (proof == null) throw new ProofRefused("the header DPoP with a proof was expected", null);
    try {
      return SignedJWT.parse(proof);
    } catch (ParseException e) {
      throw new ProofRefused("the header DPoP is not a signed JWT", e);
    }
  }
}
