package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Date;
import java.util.List;

/** A department's key with a certificate that it signed itself, by the JDK's own tool. */
record CertifiedKey(ECKey jwk, Certificate certificate) {
  private static final char[] PASSWORD = "secret".toCharArray();

  /**
   * Makes one.
   *
   * @param alternativeName as keytool writes it: {@code uri:https://…}, {@code dns:…}
   */
  static CertifiedKey of(String name, String alternativeName, Path folder) throws Exception {
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
                "-ext",
                "san=" + alternativeName,
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
    Certificate certificate = store.getCertificate("key");
    return new CertifiedKey(
        new ECKey.Builder(Curve.P_256, (ECPublicKey) certificate.getPublicKey())
            .privateKey((PrivateKey) store.getKey("key", PASSWORD))
            .keyID("public-security#2026-1")
            .notBeforeTime(Date.from(TestCity.NOW))
            .x509CertChain(List.of(Base64.encode(certificate.getEncoded())))
            .build(),
        certificate);
  }

  /** Writes it as the one key of {@link TestCity#keysIn}. */
  void seal(Path file) throws IOException, JOSEException {
    JWEObject sealed =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM),
            new Payload(new JWKSet(jwk).toString(false)));
    sealed.encrypt(new PasswordBasedEncrypter(new String(PASSWORD), 16, 1_000));
    Files.writeString(file, sealed.serialize());
  }
}
