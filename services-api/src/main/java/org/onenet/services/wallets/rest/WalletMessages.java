package org.onenet.services.wallets.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.MalformedCredential;
import org.onenet.credentials.ResponseEncryption;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.web.Json;
import org.onenet.services.platform.web.OAuthRefusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/**
 * What wallets send and are answered, in clear or encrypted. Who wants an encrypted answer must
 * encrypt the request: else somebody on the way could put a key of his own in it.
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-10">
 *     OpenID4VCI 1.0 §10</a>
 */
@Singleton
class WalletMessages {
  static final String JWT = "application/jwt";

  private static final String WANTED = "credential_response_encryption";
  private static final String INVALID = "invalid_encryption_parameters";
  private static final int MOST_BYTES = 128 << 10;
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final IssuerDesk desk;

  /**
   * A request, in clear now.
   *
   * @param encryption how the answer is wanted; empty for in clear
   */
  record Request(JsonNode wanted, Optional<ResponseEncryption> encryption) {}

  @Inject
  WalletMessages(IssuerDesk desk) {
    this.desk = desk;
  }

  /** A credential request or a deferred one. */
  Request read(String contentType, InputStream body) {
    boolean encrypted =
        contentType != null && JWT.equalsIgnoreCase(contentType.split(";", 2)[0].strip());
    byte[] bytes = limited(body, "invalid_credential_request");
    JsonNode wanted = object(encrypted ? decrypted(bytes) : bytes, "invalid_credential_request");
    if (!wanted.has(WANTED)) return new Request(wanted, Optional.empty());
    ResponseEncryption encryption = encryption(wanted.get(WANTED));
    if (!encrypted) {
      throw OAuthRefusal.of(INVALID, WANTED + ": expected in an encrypted request alone");
    }
    return new Request(wanted, Optional.of(encryption));
  }

  private byte[] decrypted(byte[] jwe) {
    try {
      return desk.decryptionKey().decrypt(new String(jwe, StandardCharsets.US_ASCII));
    } catch (MalformedCredential e) {
      throw OAuthRefusal.of(INVALID, e.getMessage());
    }
  }

  private static ResponseEncryption encryption(JsonNode wanted) {
    if (!wanted.isObject()) throw OAuthRefusal.of(INVALID, WANTED + ": expected an object");
    try {
      return ResponseEncryption.of(Json.MAPPER.convertValue(wanted, OBJECT));
    } catch (MalformedCredential e) {
      throw OAuthRefusal.of(INVALID, e.getMessage());
    }
  }

  static JsonNode object(InputStream body, String error) {
    return object(limited(body, error), error);
  }

  private static byte[] limited(InputStream body, String error) {
    try {
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length <= MOST_BYTES) return bytes;
    } catch (IOException e) {
      throw OAuthRefusal.of(error, "the request broke off");
    }
    throw OAuthRefusal.of(error, "expected at most " + MOST_BYTES + " bytes");
  }

  private static JsonNode object(byte[] json, String error) {
    try {
      JsonNode read = Json.MAPPER.readTree(json);
      if (read.isObject()) return read;
    } catch (JacksonException e) {
      // told below, with what was expected
    }
    throw OAuthRefusal.of(error, "expected a JSON object without doubled names");
  }

  static Response answer(
      int status, Map<String, Object> body, Optional<ResponseEncryption> encryption) {
    Response.ResponseBuilder answer = Response.status(status).header("Cache-Control", "no-store");
    return encryption
        .map(one -> answer.type(JWT).entity(one.encrypt(body)))
        .orElseGet(() -> answer.type(MediaType.APPLICATION_JSON_TYPE).entity(body))
        .build();
  }
}
