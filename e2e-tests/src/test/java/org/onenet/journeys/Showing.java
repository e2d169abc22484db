package org.onenet.journeys;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.ReaderException;
import com.google.zxing.client.j2se.BufferedImageLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
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
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wallet that is asked to show what it has, as another project would write one: it knows the
 * verifier by OpenID4VP 1.0 and by the link alone.
 */
final class Showing {
  private static final String NONCE = "wallet-nonce-1";

  private final ApiCaller http;
  private final String verifier;
  private final String credential;
  private final ECKey holder;

  /**
   * @param credential an SD-JWT VC with all its disclosures
   * @param holder the key that it is bound to
   */
  Showing(Stack stack, String credential, ECKey holder) {
    this.http = ApiCaller.stranger(stack);
    this.verifier = stack.api();
    this.credential = credential;
    this.holder = holder;
  }

  /** A wallet that was just given a copy of the holder's certificate. */
  static Showing holding(Stack stack, ApiCaller citizen, String reference) {
    JsonNode offer =
        citizen.post("/cases/" + reference + "/wallet-offers", Map.of()).expect(201).json();
    Wallet wallet = new Wallet(stack, true);
    Wallet.Access access =
        wallet.redeem(wallet.offer(offer.get("link").asString()), offer.get("pin").asString());
    ECKey key = Wallet.key();
    return new Showing(
        stack,
        wallet
            .credential(access, wallet.nonce(), List.of(key))
            .expect(200)
            .json()
            .at("/credentials/0/credential")
            .asString(),
        key);
  }

  /** The certificate and its key, for a wallet of other people's. */
  String credential() {
    return credential;
  }

  ECKey holder() {
    return holder;
  }

  /** What a phone reads of a QR code that a page shows as a data URL. */
  static String scanned(String dataUrl) {
    byte[] png = Base64.getDecoder().decode(dataUrl.substring(dataUrl.indexOf(',') + 1));
    try {
      return new QRCodeReader()
          .decode(
              new BinaryBitmap(
                  new HybridBinarizer(
                      new BufferedImageLuminanceSource(
                          ImageIO.read(new ByteArrayInputStream(png))))))
          .getText();
    } catch (IOException | ReaderException e) {
      throw new AssertionError("no phone reads this", e);
    }
  }

  /** A question that holds: it is signed by whom its client id names. */
  JsonNode asked(String link) {
    Map<String, String> parameters = parameters(link);
    ApiCaller.Answer answer =
        http.send(
            "POST",
            path(parameters.get("request_uri")),
            ("wallet_nonce=" + NONCE).getBytes(StandardCharsets.UTF_8),
            Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "application/oauth-authz-req+jwt"));
    try {
      JWSObject signed = JWSObject.parse(answer.expect(200).text());
      JsonNode claims = Wallet.JSON.readTree(signed.getPayload().toString());
      String client = claims.get("client_id").asString();
      mustBe(parameters.get("client_id"), client);
      mustBe(NONCE, claims.get("wallet_nonce").asString());
      mustBe("oauth-authz-req+jwt", signed.getHeader().getType().getType());
      if (!signed.verify(new ECDSAVerifier(signer(client, signed.getHeader(), claims)))) {
        throw new AssertionError("nobody signed this for " + client);
      }
      return claims;
    } catch (ParseException | JOSEException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private ECPublicKey signer(String client, JWSHeader header, JsonNode claims)
      throws ParseException, JOSEException, GeneralSecurityException {
    String name = client.substring(client.indexOf(':') + 1);
    if (client.startsWith("decentralized_identifier:")) {
      mustBe(name, header.getKeyID().substring(0, header.getKeyID().indexOf('#')));
      String[] parts = name.split(":");
      String place =
          parts.length == 3
              ? "/.well-known"
              : "/" + String.join("/", List.of(parts).subList(3, parts.length));
      JsonNode document = http.get(place + "/did.json").expect(200).json();
      for (JsonNode method : document.get("verificationMethod")) {
        if (method.get("id").asString().equals(header.getKeyID())) {
          return ECKey.parse(method.get("publicKeyJwk").toString()).toECPublicKey();
        }
      }
      throw new AssertionError("no key " + header.getKeyID() + " in " + document);
    }
    byte[] der = header.getX509CertChain().getFirst().decode();
    X509Certificate certificate = X509CertUtils.parse(der);
    byte[] authority = http.get("/certificate-authority").expect(200).body();
    certificate.verify(X509CertUtils.parse(authority).getPublicKey());
    if (client.startsWith("x509_hash:")) {
      mustBe(Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(der)).toString(), name);
    } else {
      mustBe("x509_san_dns:" + name, client);
      if (!certificate.getSubjectAlternativeNames().contains(List.of(2, name))) {
        throw new AssertionError(name + " is not in " + certificate.getSubjectAlternativeNames());
      }
      mustBe(URI.create(claims.get("response_uri").asString()).getHost(), name);
    }
    return (ECPublicKey) certificate.getPublicKey();
  }

  /** Shows what is asked for, and no more. */
  ApiCaller.Answer show(String link) {
    JsonNode asked = asked(link);
    return answer(asked, presentation(asked, holder));
  }

  /** Sends that presentation, sealed when it is asked for so. */
  ApiCaller.Answer answer(JsonNode asked, String presentation) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put(
        "vp_token",
        Map.of(asked.at("/dcql_query/credentials/0/id").asString(), List.of(presentation)));
    message.put("state", asked.get("state").asString());
    if ("direct_post.jwt".equals(asked.get("response_mode").asString())) {
      return post(
          asked, Map.of("response", sealed(asked, Wallet.JSON.writeValueAsString(message))));
    }
    return post(
        asked,
        Map.of(
            "vp_token",
            Wallet.JSON.writeValueAsString(message.get("vp_token")),
            "state",
            asked.get("state").asString()));
  }

  ApiCaller.Answer decline(String link) {
    JsonNode asked = asked(link);
    return post(asked, Map.of("error", "access_denied", "state", asked.get("state").asString()));
  }

  private ApiCaller.Answer post(JsonNode asked, Map<String, String> form) {
    return http.send(
        "POST",
        path(asked.get("response_uri").asString()),
        Wallet.form(form).getBytes(StandardCharsets.UTF_8),
        Map.of("Content-Type", "application/x-www-form-urlencoded"));
  }

  /** The first certificate that is asked for, with the facts that are, signed by that key. */
  String presentation(JsonNode asked, ECKey by) {
    Set<String> wanted = new TreeSet<>();
    asked
        .at("/dcql_query/credentials/0/claims")
        .forEach(claim -> wanted.add(claim.get("path").get(0).asString()));
    StringBuilder shown = new StringBuilder();
    String[] parts = credential.split("~");
    shown.append(parts[0]).append('~');
    for (int i = 1; i < parts.length; i++) {
      JsonNode disclosure = Wallet.JSON.readTree(new Base64URL(parts[i]).decodeToString());
      if (wanted.contains(disclosure.get(1).asString())) shown.append(parts[i]).append('~');
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iat", Instant.now().getEpochSecond());
    claims.put("aud", asked.get("client_id").asString());
    claims.put("nonce", asked.get("nonce").asString());
    claims.put("sd_hash", Wallet.hash(shown.toString()));
    JWSObject binding =
        new JWSObject(
            new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType("kb+jwt")).build(),
            new Payload(claims));
    try {
      binding.sign(new ECDSASigner(by));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return shown + binding.serialize();
  }

  private static String sealed(JsonNode asked, String text) {
    JsonNode metadata = asked.get("client_metadata");
    ObjectNode key = (ObjectNode) metadata.at("/jwks/keys/0");
    JWEObject sealed =
        new JWEObject(
            new JWEHeader.Builder(
                    JWEAlgorithm.parse(key.get("alg").asString()),
                    EncryptionMethod.parse(
                        metadata.at("/encrypted_response_enc_values_supported/0").asString()))
                .keyID(key.get("kid").asString())
                .build(),
            new Payload(text));
    try {
      sealed.encrypt(new ECDHEncrypter(ECKey.parse(key.toString())));
      return sealed.serialize();
    } catch (JOSEException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> parameters(String link) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String one : link.substring(link.indexOf('?') + 1).split("&")) {
      int at = one.indexOf('=');
      parameters.put(
          one.substring(0, at), URLDecoder.decode(one.substring(at + 1), StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private String path(String address) {
    if (!address.startsWith(verifier)) throw new AssertionError("not the verifier's: " + address);
    return address.substring(verifier.length());
  }

  private static void mustBe(String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError("expected " + expected + ", got " + actual);
    }
  }
}
