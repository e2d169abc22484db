package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate an SD-JWT VC may bring: it must be of the key that the issuer publishes. */
final class CertificateTest {
  private static final char[] PASSWORD = "secret".toCharArray();

  @TempDir static Path folder;
  private static TestCity city;
  private static Certificate own;
  private static Certificate other;

  /** Two keys with certificates, the first of them the department's. */
  @BeforeAll
  static void certify() throws Exception {
    KeyStore mine = keyPair("mine");
    own = mine.getCertificate("key");
    other = keyPair("other").getCertificate("key");
    ECKey key =
        new ECKey.Builder(Curve.P_256, (ECPublicKey) own.getPublicKey())
            .privateKey((PrivateKey) mine.getKey("key", PASSWORD))
            .keyID("public-security#2026-1")
            .notBeforeTime(Date.from(TestCity.NOW))
            .x509CertChain(List.of(Base64.encode(own.getEncoded())))
            .build();
    seal(new JWKSet(key), folder.resolve("keys.jwe"));
    city = new TestCity(TestCity.keysIn(folder));
  }

  @Test
  void a_department_whose_key_is_certified_sends_the_certificate_along() {
    String compact = city.issueSdJwtVc().compact();
    assertEquals(List.of(encoded(own)), header(compact).get("x5c"));
    assertEquals(VALID, city.verify(compact).overall(), city.verify(compact).toString());
    assertNull(header(city.issueVcJwt().compact()).get("x5c"));
  }

  @Test
  void a_certificate_of_another_key_is_refused_though_the_signature_is_right() {
    Verdict verdict = city.verify(signedWith("[\"" + encoded(other) + "\"]"));
    assertEquals(VerdictCode.CERTIFICATE_OF_ANOTHER_KEY, code(verdict, "signature"));
    assertEquals(INVALID, verdict.overall());
    String chain = "[\"" + encoded(own) + "\",\"" + encoded(other) + "\"]";
    assertEquals(VALID, city.verify(signedWith(chain)).overall());
  }

  @Test
  void what_is_no_certificate_is_refused() {
    for (String odd : List.of("[]", "\"x\"", "[1]", "[\"AAAA\"]", "[\"%\"]", "null")) {
      assertEquals(VerdictCode.HEADER_REFUSED, code(city.verify(signedWith(odd)), "format"), odd);
    }
  }

  private static String signedWith(String x5c) {
    String header = city.header("dc+sd-jwt").replace("}", ",\"x5c\":" + x5c + "}");
    return city.sdJwt(header, TestCity.required() + "}");
  }

  private static Map<String, Object> header(String compact) {
    return Json.object(CompactJws.decoded(compact.substring(0, compact.indexOf('.'))));
  }

  private static String encoded(Certificate certificate) {
    try {
      return Base64.encode(certificate.getEncoded()).toString();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** By the JDK's own tool, since the JDK has no API that makes certificates. */
  private static KeyStore keyPair(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                tool,
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                "secret",
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, made.waitFor());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static void seal(JWKSet keys, Path file) throws IOException, JOSEException {
    JWEObject sealed =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM),
            new Payload(keys.toString(false)));
    sealed.encrypt(new PasswordBasedEncrypter(new String(PASSWORD), 16, 1_000));
    Files.writeString(file, sealed.serialize());
  }
}
