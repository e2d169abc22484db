package org.onenet.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.journeys.ScreenshotOnFailure.People;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Onenet;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/** An administrator gives a department a new signing key, and breaks nothing. */
@Journey
final class KeysIT {
  @TempDir Path folder;

  @Test
  void a_new_key_is_a_button_and_what_the_old_one_signed_still_verifies(
      Stack stack, People people) {
    String old = certificate(stack);
    Browser admin = people.atDesk().go(stack.portal() + "/app").signIn("admin");
    admin.seeText("Civil Affairs Bureau").seeText("in use").mustBeAccessible();
    admin.click("rotate-civil-affairs").see("confirm-rotate");
    admin.mustBeAccessible().click("confirm-rotate").settle();
    String fresh = certificate(stack);
    assertNotEquals(key(old), key(fresh));
    admin.go(stack.portal() + "/app/keys?lang=zh").seeText(number(fresh)).mustBeAccessible();
    assertEquals("valid", verdict(stack, old));
    assertEquals("valid", verdict(stack, fresh));
  }

  @Test
  void a_verifier_has_a_new_key_and_asks_on(Stack stack, People people) {
    String document = "/verifiers/city-library/did.json";
    ApiCaller stranger = ApiCaller.stranger(stack);
    int before = stranger.get(document).expect(200).json().get("verificationMethod").size();
    Browser admin = people.onPhone().go(stack.portal() + "/app/keys?lang=zh").signIn("admin");
    admin.seeText("市图书馆").click("rotate-city-library").see("confirm-rotate");
    admin.mustBeAccessible().click("confirm-rotate").settle();
    assertEquals(
        before + 1, stranger.get(document).expect(200).json().get("verificationMethod").size());
    admin.mustBeAccessible();
  }

  @Test
  void an_authority_s_certificate_is_asked_for_and_put_in_by_command(Stack stack) throws Exception {
    String request = command(stack, "csr", "market-regulation");
    PKCS10CertificationRequest asked;
    try (PEMParser parser = new PEMParser(new StringReader(request))) {
      asked = (PKCS10CertificationRequest) parser.readObject();
    }
    Path chain = Files.writeString(folder.resolve("chain.pem"), certificate(asked));
    String told = command(stack, "chain", "market-regulation", chain.toString());
    assertTrue(told.contains("market-regulation#") && told.contains("has this chain now"), told);

    ApiCaller.Answer refused =
        ApiCaller.as("admin", stack)
            .send(
                "PUT",
                "/departments/public-security/keys/chain",
                Files.readAllBytes(chain),
                Map.of("Content-Type", "application/pem-certificate-chain"));
    assertEquals(422, refused.status());
    assertEquals("chain-refused", refused.json().get("code").asString());
    assertTrue(refused.json().get("detail").asString().contains("another key"), refused.text());
    assertEquals(
        403,
        ApiCaller.as("chen", stack).get("/departments/market-regulation/keys/request").status());
  }

  /** What an authority makes of the request. */
  private static String certificate(PKCS10CertificationRequest asked) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            new X500Name("CN=Trust Centre"),
            BigInteger.TEN,
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(86_400)),
            asked.getSubject(),
            asked.getSubjectPublicKeyInfo());
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(
          builder.build(
              new JcaContentSignerBuilder("SHA256withECDSA")
                  .build(generator.generateKeyPair().getPrivate())));
    }
    return text.toString();
  }

  /** What {@code ./onenet keys} prints. */
  private static String command(Stack stack, String... words) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.of(
                        Stream.of(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Onenet.class.getName(),
                            "keys"),
                        Stream.of(words),
                        Stream.of("--api", stack.api(), "--issuer", stack.issuer()))
                    .flatMap(one -> one)
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  @Test
  void the_keys_are_no_page_for_citizens_and_clerks(Stack stack, People people) {
    people.onPhone().go(stack.portal() + "/app/keys").signIn("lina").see("problem");
    Browser clerk = people.atDesk().go(stack.portal() + "/app/keys").signIn("chen");
    clerk.see("problem");
    clerk.mustBeAccessible();
  }

  private static String certificate(Stack stack) {
    ApiCaller wang = ApiCaller.as("wang", stack);
    String reference = Cases.apply(stack, wang, "senior-citizen-card");
    String id =
        Cases.await(wang, reference, "got its credential", f -> f.path("credential").isString())
            .get("credential")
            .asString();
    return wang.get("/credentials/" + id, "application/vc+jwt").expect(200).text();
  }

  private static String key(String jwt) {
    JsonNode header =
        Wallet.JSON.readTree(Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.'))));
    return header.get("kid").asString();
  }

  private static String number(String jwt) {
    return key(jwt).replaceFirst(".*#", "");
  }

  private static String verdict(Stack stack, String jwt) {
    return ApiCaller.stranger(stack)
        .post("/verifications", Map.of("credential", jwt))
        .expect(200)
        .json()
        .get("verdict")
        .asString();
  }
}
