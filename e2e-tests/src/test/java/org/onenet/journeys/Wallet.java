package org.onenet.journeys;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A wallet as another project would write one: it knows the issuer by its metadata alone. */
final class Wallet {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String PRE_AUTHORISED =
      "urn:ietf:params:oauth:grant-type:pre-authorized_code";

  private final ApiCaller http;
  private final String issuer;
  private final JsonNode metadata;
  private final ECKey dpop = key();
  private final boolean bound;

  /** A token and the configuration it was offered for. */
  record Access(String token, String configuration) {}

  /**
   * @param bound whether it asks for tokens that are bound to its key (DPoP)
   */
  Wallet(Stack stack, boolean bound) {
    this.http = ApiCaller.stranger(stack);
    this.issuer = stack.api();
    this.bound = bound;
    this.metadata = http.get("/.well-known/openid-credential-issuer").expect(200).json();
  }

  JsonNode metadata() {
    return metadata;
  }

  /** The offer behind a link, by reference or by value. */
  JsonNode offer(String link) {
    String query = URI.create(link).getRawQuery();
    String value =
        URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
    return query.startsWith("credential_offer_uri")
        ? http.get(path(value)).expect(200).json()
        : JSON.readTree(value);
  }

  ApiCaller.Answer token(JsonNode offer, String pin) {
    JsonNode server = http.get("/.well-known/oauth-authorization-server").expect(200).json();
    JsonNode grant = offer.get("grants").get(PRE_AUTHORISED);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", PRE_AUTHORISED);
    form.put("pre-authorized_code", grant.get("pre-authorized_code").asString());
    form.put("tx_code", pin);
    form.put("client_id", "a wallet of the tests");
    String address = server.get("token_endpoint").asString();
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    if (bound) headers.put("DPoP", proofOfPossession("POST", address, null));
    return http.send("POST", path(address), form(form).getBytes(StandardCharsets.UTF_8), headers);
  }

  Access redeem(JsonNode offer, String pin) {
    return new Access(
        token(offer, pin).expect(200).json().get("access_token").asString(),
        offer.get("credential_configuration_ids").get(0).asString());
  }

  String nonce() {
    return http.send("POST", endpoint("nonce_endpoint"), null, Map.of())
        .expect(200)
        .json()
        .get("c_nonce")
        .asString();
  }

  ApiCaller.Answer credential(Access access, String nonce, List<ECKey> keys) {
    return call("credential_endpoint", access, wanted(access, nonce, keys));
  }

  private Map<String, Object> wanted(Access access, String nonce, List<ECKey> keys) {
    return Map.of(
        "credential_configuration_id",
        access.configuration(),
        "proofs",
        Map.of("jwt", keys.stream().map(key -> proof(key, nonce)).toList()));
  }

  /** The same, encrypted on the way there and back; {@code how} is added to what is wanted. */
  ApiCaller.Answer credentialEncrypted(
      Access access, String nonce, List<ECKey> keys, Map<String, Object> how) {
    Map<String, Object> body = new HashMap<>(wanted(access, nonce, keys));
    body.putAll(how);
    return call("credential_endpoint", access, sealed(body));
  }

  ApiCaller.Answer deferredEncrypted(Access access, String transaction, Map<String, Object> how) {
    Map<String, Object> body = new HashMap<>(how);
    body.put("transaction_id", transaction);
    return call("deferred_credential_endpoint", access, sealed(body));
  }

  /** A request to the key that the issuer publishes. */
  private String sealed(Map<String, Object> body) {
    JsonNode encryption = metadata.get("credential_request_encryption");
    try {
      ECKey key = ECKey.parse(encryption.at("/jwks/keys/0").toString());
      JWEObject jwe =
          new JWEObject(
              new JWEHeader.Builder(
                      JWEAlgorithm.parse(key.getAlgorithm().getName()),
                      EncryptionMethod.parse(encryption.at("/enc_values_supported/0").asString()))
                  .keyID(key.getKeyID())
                  .build(),
              new Payload(JSON.writeValueAsString(body)));
      jwe.encrypt(new ECDHEncrypter(key));
      return jwe.serialize();
    } catch (java.text.ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What this key alone opens. */
  static JsonNode opened(ApiCaller.Answer answer, ECKey key) {
    try {
      JWEObject jwe = JWEObject.parse(answer.text());
      jwe.decrypt(new ECDHDecrypter(key));
      return JSON.readTree(jwe.getPayload().toString());
    } catch (java.text.ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  ApiCaller.Answer deferred(Access access, String transaction) {
    return call("deferred_credential_endpoint", access, Map.of("transaction_id", transaction));
  }

  ApiCaller.Answer tell(Access access, String notification, String event) {
    return call(
        "notification_endpoint", access, Map.of("notification_id", notification, "event", event));
  }

  private ApiCaller.Answer call(String endpoint, Access access, Map<String, Object> body) {
    return call(endpoint, access, "application/json", JSON.writeValueAsBytes(body));
  }

  private ApiCaller.Answer call(String endpoint, Access access, String sealed) {
    return call(endpoint, access, "application/jwt", sealed.getBytes(StandardCharsets.US_ASCII));
  }

  private ApiCaller.Answer call(String endpoint, Access access, String type, byte[] body) {
    String address = metadata.get(endpoint).asString();
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", type);
    headers.put("Authorization", (bound ? "DPoP " : "Bearer ") + access.token());
    if (bound) headers.put("DPoP", proofOfPossession("POST", address, access.token()));
    return http.send("POST", path(address), body, headers);
  }

  /** Any call of this wallet's, with the headers as they are given. */
  ApiCaller.Answer raw(String endpoint, byte[] body, Map<String, String> headers) {
    return http.send("POST", endpoint(endpoint), body, headers);
  }

  String proofOfPossession(String method, String address, String token) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("htm", method);
    claims.put("htu", address);
    claims.put("iat", Instant.now().getEpochSecond());
    if (token != null) claims.put("ath", hash(token));
    return signed(dpop, "dpop+jwt", claims);
  }

  String proof(ECKey key, String nonce) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", issuer);
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("nonce", nonce);
    return signed(key, "openid4vci-proof+jwt", claims);
  }

  private static String signed(ECKey key, String type, Map<String, Object> claims) {
    JWSObject jws =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .jwk(key.toPublicJWK())
                .build(),
            new Payload(claims));
    try {
      jws.sign(new ECDSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static ECKey key() {
    try {
      return new ECKeyGenerator(Curve.P_256).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hash(String text) {
    try {
      return Base64URL.encode(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
          .toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String form(Map<String, String> members) {
    return members.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private String endpoint(String name) {
    return path(metadata.get(name).asString());
  }

  private String path(String address) {
    if (!address.startsWith(issuer))
      throw new IllegalStateException("not the issuer's: " + address);
    return address.substring(issuer.length());
  }
}
