package org.onenet.credentials;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a verifier asks of a wallet, before it is signed.
 *
 * <pre>
 * {"typ":"oauth-authz-req+jwt","alg":"ES256","x5c":["MIIB…"]}
 * {"client_id":"x509_san_dns:lanting.example","aud":"https://self-issued.me/v2","response_type":"vp_token",
 *  "response_mode":"direct_post","response_uri":"https://lanting.example/openid4vp/responses/…","nonce":"…","state":"…",
 *  "iat":1795424400,"exp":1795425000,"dcql_query":{"credentials":[…]},"client_metadata":{…}}
 * </pre>
 *
 * @param clientName as whom the verifier names itself, by language (BCP 47)
 * @param responseKey encrypts the answer ({@code direct_post.jwt}); in the clear without
 * @param walletNonce what the wallet sent when it fetched the request by POST (§5.10)
 * @see <a href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-5">
 *     OpenID4VP 1.0 §5</a>
 */
public record RequestObject(
    Map<String, String> clientName,
    URI responseUri,
    String nonce,
    String state,
    DcqlQuery query,
    Optional<ResponseKey> responseKey,
    Optional<String> walletNonce) {
  private static final List<String> ALGORITHMS = List.of("ES256");

  Map<String, Object> claims(String clientId, Instant now, Duration lifetime) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("client_id", clientId);
    claims.put("aud", VpTerms.ANY_WALLET);
    claims.put("response_type", VpTerms.RESPONSE_TYPE);
    claims.put("response_mode", responseKey.isPresent() ? "direct_post.jwt" : "direct_post");
    claims.put("response_uri", responseUri.toString());
    claims.put("nonce", nonce);
    claims.put("state", state);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    walletNonce.ifPresent(one -> claims.put("wallet_nonce", one));
    claims.put("dcql_query", query.json());
    claims.put("client_metadata", metadata());
    return claims;
  }

  /** §5.1 and §11.1; the name as RFC 7591 §2.2 writes it in several languages. */
  private Map<String, Object> metadata() {
    Map<String, Object> metadata = new LinkedHashMap<>();
    clientName.forEach((language, name) -> metadata.put("client_name#" + language, name));
    clientName.values().stream().findFirst().ifPresent(name -> metadata.put("client_name", name));
    Map<String, Object> algorithms = new LinkedHashMap<>();
    algorithms.put("sd-jwt_alg_values", ALGORITHMS);
    algorithms.put("kb-jwt_alg_values", ALGORITHMS);
    metadata.put("vp_formats_supported", Map.of(SdJwtVcTerms.TYP, algorithms));
    responseKey.ifPresent(
        key -> {
          metadata.put("jwks", Map.of("keys", List.of(key.publicJwk())));
          metadata.put("encrypted_response_enc_values_supported", ResponseEncryption.METHODS);
        });
    return metadata;
  }
}
