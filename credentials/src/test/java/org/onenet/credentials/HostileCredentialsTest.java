package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.TestCity.encoded;
import static org.onenet.credentials.Verdict.Outcome.VALID;
import static org.onenet.credentials.VerdictCode.ALGORITHM_REFUSED;
import static org.onenet.credentials.VerdictCode.CREDENTIAL_TYPE_MISSING;
import static org.onenet.credentials.VerdictCode.DISCLOSURE_REFUSED;
import static org.onenet.credentials.VerdictCode.HEADER_REFUSED;
import static org.onenet.credentials.VerdictCode.ISSUED_IN_THE_FUTURE;
import static org.onenet.credentials.VerdictCode.KEY_UNKNOWN;
import static org.onenet.credentials.VerdictCode.NOT_ACCREDITED;
import static org.onenet.credentials.VerdictCode.NOT_A_CREDENTIAL;
import static org.onenet.credentials.VerdictCode.NOT_YET_VALID;
import static org.onenet.credentials.VerdictCode.PAYLOAD_REFUSED;
import static org.onenet.credentials.VerdictCode.SIGNATURE_INVALID;
import static org.onenet.credentials.VerdictCode.STATUS_LIST_REFUSED;
import static org.onenet.credentials.VerdictCode.TOO_LARGE;
import static org.onenet.credentials.VerdictCode.WRONG_TYPE_HEADER;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What strangers may send, a row each: what it is, and the one code it is refused with. Where a row
 * applies to both forms it is made for both; unless it says otherwise the department's own key has
 * signed it, so that nothing but the fault itself can be the reason.
 */
final class HostileCredentialsTest {
  private static final String DEEP = "[".repeat(20_000) + "]".repeat(20_000);
  private static final String DEEPER = "[".repeat(100_000) + "]".repeat(100_000);

  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void found() {
    city = new TestCity(keys);
  }

  /** One thing refused: by which check, with which code. */
  record Row(String what, Attack attack, String check, VerdictCode code) {
    @Override
    public String toString() {
      return what + " → " + code;
    }
  }

  interface Attack {
    String in(TestCity city);
  }

  /** The two forms, so that a row can be written once. */
  private enum Form {
    VC_JWT("vc+jwt", ""),
    SD_JWT_VC("dc+sd-jwt", "~");

    final String typ;
    final String end;

    Form(String typ, String end) {
      this.typ = typ;
      this.end = end;
    }

    String header(TestCity city) {
      return city.header(typ);
    }

    /** A payload in order, its object still open. */
    String payload() {
      return this == SD_JWT_VC
          ? TestCity.required()
          : """
            {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:1",
             "type":["VerifiableCredential","ResidenceCertificate"],"issuer":"%s",
             "validFrom":"2026-11-23T09:00:00Z","credentialSubject":{"id":"urn:x:1"},
             "credentialStatus":{"type":"BitstringStatusListEntry","statusPurpose":"revocation",
               "statusListIndex":"77","statusListCredential":"%s"}"""
              .formatted(BUREAU, TestCity.BITS);
    }

    String text(TestCity city, UnaryOperator<String> header, String claims) {
      return city.signed(header.apply(header(city)), payload() + claims + "}") + end;
    }
  }

  @Test
  void without_a_fault_both_forms_are_valid() {
    for (Form form : Form.values()) {
      Verdict verdict = city.verify(form.text(city, same -> same, ""));
      assertEquals(VALID, verdict.overall(), verdict.toString());
    }
  }

  /** The whole table. */
  static Stream<Row> rows() {
    return Stream.of(headers(), signatures(), payloads(), otherThings(), lists()).flatMap(r -> r);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void is_refused(Row row) {
    Verdict verdict = city.verify(row.attack.in(city));
    assertEquals(row.code, code(verdict, row.check), verdict.toString());
    assertNotEquals(VALID, verdict.overall(), verdict.toString());
  }

  private static Stream<Row> headers() {
    List<Row> rows = new ArrayList<>();
    for (String alg :
        List.of("none", "None", "HS256", "ES384", "RS256", "ES256K", "EdDSA", "es256")) {
      rows.addAll(header("alg " + alg, "\"ES256\"", "\"" + alg + "\"", ALGORITHM_REFUSED));
    }
    rows.addAll(header("no alg", "\"alg\":\"ES256\",", "", ALGORITHM_REFUSED));
    for (String typ : List.of("at+jwt", "JWT", "statuslist+jwt", "kb+jwt", "vp+jwt", "vc+sd-jwt")) {
      rows.addAll(
          header("typ " + typ, "\"typ\":\"[^\"]*\"", "\"typ\":\"" + typ + "\"", WRONG_TYPE_HEADER));
    }
    rows.addAll(header("no typ", "\"typ\":\"[^\"]*\",", "", WRONG_TYPE_HEADER));
    for (String more :
        List.of(
            "\"jwk\":{\"kty\":\"EC\"}",
            "\"jku\":\"https://evil.example/keys\"",
            "\"x5u\":\"https://evil.example/cert\"",
            "\"crit\":[\"exp\"],\"exp\":1",
            "\"crit\":[]",
            "\"b64\":false")) {
      rows.addAll(header("header " + more, "\\{", "{" + more + ",", HEADER_REFUSED));
    }
    String kid = "\"kid\":\"[^\"]*\"";
    for (String foreign :
        List.of(
            "did:web:evil.example#2026-1",
            BUREAU + "-evil#2026-1",
            "did:web:lanting.example#2026-1",
            "2026-1",
            "#2026-1",
            "https://evil.example/key#1")) {
      rows.addAll(header("kid " + foreign, kid, "\"kid\":\"" + foreign + "\"", HEADER_REFUSED));
    }
    rows.addAll(header("no kid", "," + kid, "", HEADER_REFUSED));
    rows.addAll(header("a list as kid", kid, "\"kid\":[\"x\"]", HEADER_REFUSED));
    rows.addAll(
        header("a doubled name in the header", "\\{", "{\"alg\":\"none\",", NOT_A_CREDENTIAL));
    rows.addAll(header("a deep header", "\\{", "{\"a\":" + DEEP + ",", NOT_A_CREDENTIAL));
    for (Form form : Form.values()) {
      rows.add(
          new Row(
              form + ": kid nobody published",
              city -> form.text(city, header -> header.replace("#2026-1", "#2020-1"), ""),
              "signature",
              KEY_UNKNOWN));
    }
    rows.add(
        new Row(
            "x5c in a vc+jwt",
            city -> Form.VC_JWT.text(city, h -> h.replace("{", "{\"x5c\":[\"AAAA\"],"), ""),
            "format",
            HEADER_REFUSED));
    return rows.stream();
  }

  private static List<Row> header(String what, String pattern, String instead, VerdictCode code) {
    return Stream.of(Form.values())
        .map(
            form ->
                new Row(
                    form + ": " + what,
                    city -> form.text(city, header -> header.replaceFirst(pattern, instead), ""),
                    "format",
                    code))
        .toList();
  }

  private static Stream<Row> signatures() {
    List<Row> rows = new ArrayList<>();
    for (Form form : Form.values()) {
      rows.add(signature(form, "no signature", s -> new byte[0], NOT_A_CREDENTIAL));
      rows.add(signature(form, "r = s = 0", s -> new byte[64], SIGNATURE_INVALID));
      rows.add(signature(form, "a byte too few", s -> Arrays.copyOf(s, 63), SIGNATURE_INVALID));
      rows.add(signature(form, "a byte too many", s -> Arrays.copyOf(s, 65), SIGNATURE_INVALID));
      rows.add(
          signature(
              form,
              "r = 0",
              s -> {
                Arrays.fill(s, 0, 32, (byte) 0);
                return s;
              },
              SIGNATURE_INVALID));
      rows.add(
          new Row(
              form + ": HMAC with the public key as secret",
              city -> hmac(city, form),
              "format",
              ALGORITHM_REFUSED));
      rows.add(
          new Row(
              form + ": a key on P-384", city -> p384(city, form), "signature", SIGNATURE_INVALID));
      rows.add(
          new Row(
              form + ": another claim under the same signature",
              city -> {
                String[] parts = form.text(city, same -> same, "").split("[.~]");
                String forged = encoded(form.payload() + ",\"name\":\"forged\"}");
                return parts[0] + "." + forged + "." + parts[2] + form.end;
              },
              "signature",
              SIGNATURE_INVALID));
    }
    return rows.stream();
  }

  private static Row signature(
      Form form, String what, UnaryOperator<byte[]> change, VerdictCode code) {
    return new Row(
        form + ": " + what,
        city -> {
          String text = form.text(city, same -> same, "");
          int last = text.lastIndexOf('.') + 1;
          byte[] signature =
              Base64.getUrlDecoder()
                  .decode(text.substring(last, text.length() - form.end.length()));
          return text.substring(0, last) + base64(change.apply(signature)) + form.end;
        },
        code == SIGNATURE_INVALID ? "signature" : "format",
        code);
  }

  private static Stream<Row> payloads() {
    List<Row> rows = new ArrayList<>();
    for (Form form : Form.values()) {
      rows.add(claims(form, "a doubled name", ",\"iss\":\"x\",\"iss\":\"x\"", PAYLOAD_REFUSED));
      rows.add(claims(form, "a doubled name inside", ",\"a\":{\"b\":1,\"b\":2}", PAYLOAD_REFUSED));
      rows.add(claims(form, "20,000 levels", ",\"a\":" + DEEP, PAYLOAD_REFUSED));
      rows.add(claims(form, "100,000 levels", ",\"a\":" + DEEPER, TOO_LARGE));
      rows.add(claims(form, "words after the end", "} {\"a\":1", PAYLOAD_REFUSED));
      rows.add(
          claims(form, "a number of 2,000 digits", ",\"a\":" + "9".repeat(2_000), PAYLOAD_REFUSED));
      long later = NOW.plusSeconds(61).getEpochSecond();
      rows.add(
          new Row(
              form + ": issued in the future",
              city ->
                  city.signed(
                          form.header(city),
                          form == Form.VC_JWT
                              ? form.payload() + ",\"iat\":" + later + "}"
                              : form.payload().replaceFirst("\"iat\":\\d+", "\"iat\":" + later)
                                  + ",\"nbf\":"
                                  + NOW.getEpochSecond()
                                  + "}")
                      + form.end,
              "period",
              ISSUED_IN_THE_FUTURE));
    }
    for (String wrong : List.of("vc", "vp")) {
      rows.add(claims(Form.VC_JWT, "a claim " + wrong, ",\"" + wrong + "\":{}", PAYLOAD_REFUSED));
    }
    long from = NOW.getEpochSecond();
    for (String contradiction :
        List.of(
            ",\"iss\":\"did:web:evil.example\"",
            ",\"iss\":null",
            ",\"jti\":\"urn:uuid:2\"",
            ",\"sub\":\"urn:x:2\"",
            ",\"nbf\":" + (from - 1),
            ",\"nbf\":\"" + from + "\"",
            ",\"exp\":" + (from + 1_000),
            ",\"validUntil\":\"2027-11-23T09:00:00Z\",\"exp\":" + (from + 1_000))) {
      rows.add(
          claims(Form.VC_JWT, "a contradiction" + contradiction, contradiction, PAYLOAD_REFUSED));
    }
    for (String odd :
        List.of(
            "\"iat\":\"now\"", "\"iat\":1e300", "\"iat\":99999999999999999999", "\"iat\":null")) {
      rows.add(sdJwtVc(odd, "\"iat\":\\d+", odd, PAYLOAD_REFUSED));
    }
    rows.add(sdJwtVc("neither nbf nor iat", "\"iat\":\\d+,", "", PAYLOAD_REFUSED));
    rows.add(sdJwtVc("no iss", "\"iss\":\"[^\"]*\",", "", PAYLOAD_REFUSED));
    for (String iss :
        List.of(
            "http://lanting.example/departments/public-security",
            "urn:x",
            "",
            "::",
            BUREAU.value())) {
      rows.add(
          sdJwtVc("iss " + iss, "\"iss\":\"[^\"]*\"", "\"iss\":\"" + iss + "\"", PAYLOAD_REFUSED));
    }
    rows.add(
        sdJwtVc(
            "iss of another",
            "\"iss\":\"[^\"]*\"",
            "\"iss\":\"https://lanting.example/departments/health\"",
            HEADER_REFUSED));
    for (String vct : List.of("\"\"", "1", "null", "[\"x\"]")) {
      rows.add(
          sdJwtVc("vct " + vct, "\"vct\":\"[^\"]*\"", "\"vct\":" + vct, CREDENTIAL_TYPE_MISSING));
    }
    for (String idx : List.of("-1", "1024", "99999999")) {
      rows.add(
          new Row(
              "SD_JWT_VC: index " + idx,
              city -> sdJwtVc(city, "\"idx\":77", "\"idx\":" + idx),
              "status-list",
              STATUS_LIST_REFUSED));
    }
    for (String idx : List.of("\"77\"", "7.7", "99999999999", "null")) {
      rows.add(sdJwtVc("index " + idx, "\"idx\":77", "\"idx\":" + idx, PAYLOAD_REFUSED));
    }
    rows.add(sdJwtVc("a status of another kind", "status_list", "attestation", PAYLOAD_REFUSED));
    rows.add(
        new Row(
            "SD_JWT_VC: a type it is not accredited for",
            city -> sdJwtVc(city, "credential-types/ResidenceCertificate", "types/Passport"),
            "accreditation",
            NOT_ACCREDITED));
    rows.add(
        new Row(
            "SD_JWT_VC: valid only later",
            city ->
                Form.SD_JWT_VC.text(
                    city, same -> same, ",\"nbf\":" + NOW.plusSeconds(61).getEpochSecond()),
            "period",
            NOT_YET_VALID));
    return rows.stream();
  }

  private static Row claims(Form form, String what, String claims, VerdictCode code) {
    return new Row(
        form + ": " + what, city -> form.text(city, same -> same, claims), "format", code);
  }

  private static Row sdJwtVc(String what, String pattern, String instead, VerdictCode code) {
    return new Row("SD_JWT_VC: " + what, city -> sdJwtVc(city, pattern, instead), "format", code);
  }

  private static String sdJwtVc(TestCity city, String pattern, String instead) {
    String payload = TestCity.required().replaceFirst(pattern, instead) + "}";
    return city.signed(city.header("dc+sd-jwt"), payload) + "~";
  }

  private static Stream<Row> otherThings() {
    return Stream.of(
        format("a text of 10 MB", city -> "x".repeat(10 << 20), TOO_LARGE),
        format("10 MB of dots", city -> ".".repeat(10 << 20), TOO_LARGE),
        format("10 MB of tildes", city -> "~".repeat(10 << 20), TOO_LARGE),
        format("many tildes", city -> "~".repeat(60_000), DISCLOSURE_REFUSED),
        format(
            "a credential and 60,000 empty disclosures",
            city -> city.sdJwtVc("") + "~".repeat(60_000),
            DISCLOSURE_REFUSED),
        format(
            "a deep disclosure",
            city ->
                city.sdJwtVc("", encoded("[\"s\",\"a\"," + DEEP.substring(5_000, 35_000) + "]")),
            DISCLOSURE_REFUSED),
        format("nothing", city -> "", NOT_A_CREDENTIAL),
        format("a tilde", city -> "~", NOT_A_CREDENTIAL),
        format("JSON", city -> "{\"a\":1}", NOT_A_CREDENTIAL),
        format("a status list", city -> city.lists.get(TestCity.TOKENS), WRONG_TYPE_HEADER),
        format(
            "a status list as an SD-JWT",
            city -> city.lists.get(TestCity.TOKENS) + "~",
            WRONG_TYPE_HEADER),
        format(
            "a vc+jwt as an SD-JWT", city -> city.issueVcJwt().compact() + "~", WRONG_TYPE_HEADER),
        format(
            "an SD-JWT as a vc+jwt",
            city -> city.issueSdJwtVc().compact().split("~")[0],
            WRONG_TYPE_HEADER),
        format(
            "a key binding alone",
            city -> "~" + TestCity.HOLDER.bind(Map.of("nonce", "x")),
            NOT_A_CREDENTIAL),
        new Row(
            "a Bitstring Status List as a certificate",
            city -> city.lists.get(TestCity.BITS),
            "accreditation",
            NOT_ACCREDITED));
  }

  private static Row format(String what, Attack attack, VerdictCode code) {
    return new Row(what, attack, "format", code);
  }

  private static Stream<Row> lists() {
    byte[] zeros = new byte[64 << 20];
    String tokens = "\"sub\":\"%s\",\"iat\":%d,\"status_list\":{\"bits\":2,\"lst\":\"%s\"}";
    String good = TokenStatusList.of(2, 1_024, index -> 0).encoded();
    long now = NOW.getEpochSecond();
    return Stream.of(
        token("a zip bomb", tokens.formatted(TestCity.TOKENS, now, zlib(zeros))),
        token("no end to its ZLIB", tokens.formatted(TestCity.TOKENS, now, good.substring(0, 8))),
        token("three more bytes", tokens.formatted(TestCity.TOKENS, now, good + "AAAA")),
        token("of another address", tokens.formatted("https://evil.example", now, good)),
        token("of the future", tokens.formatted(TestCity.TOKENS, now + 61, good)),
        token(
            "of two days ago, with no end", tokens.formatted(TestCity.TOKENS, now - 172_800, good)),
        token("ended", tokens.formatted(TestCity.TOKENS, now, good) + ",\"exp\":" + now),
        token("of 3 bits", tokens.formatted(TestCity.TOKENS, now, good).replace(":2,", ":3,")),
        token(
            "with a value of the application's own",
            tokens.formatted(
                TestCity.TOKENS, now, TokenStatusList.of(2, 1_024, index -> 3).encoded())),
        token(
            "of 100,000 levels", tokens.formatted(TestCity.TOKENS, now, good) + ",\"a\":" + DEEPER),
        token("not one", "\"sub\":\"" + TestCity.TOKENS + "\",\"iat\":" + now),
        list(
            "Token Status List: of another issuer",
            Form.SD_JWT_VC,
            city -> {
              String header = city.header("statuslist+jwt").replace("public-security", "health");
              String payload = "{" + tokens.formatted(TestCity.TOKENS, now, good) + "}";
              city.lists.put(TestCity.TOKENS, city.signed(header, payload));
            }),
        list(
            "Token Status List: signed as a credential",
            Form.SD_JWT_VC,
            city -> {
              String payload = "{" + tokens.formatted(TestCity.TOKENS, now, good) + "}";
              city.lists.put(TestCity.TOKENS, city.signed(city.header("vc+jwt"), payload));
            }),
        list(
            "Token Status List: one changed letter",
            Form.SD_JWT_VC,
            city -> city.lists.computeIfPresent(TestCity.TOKENS, (at, list) -> "f" + list)),
        list(
            "Token Status List: a Bitstring Status List in its place",
            Form.SD_JWT_VC,
            city -> city.lists.put(TestCity.TOKENS, city.lists.get(TestCity.BITS))),
        list(
            "Bitstring Status List: a Token Status List in its place",
            Form.VC_JWT,
            city -> city.lists.put(TestCity.BITS, city.lists.get(TestCity.TOKENS))),
        bits("a zip bomb", "revocation", "u" + gzip(zeros), BUREAU.value()),
        bits("too short", "revocation", "u" + gzip(new byte[16]), BUREAU.value()),
        bits("of the wrong purpose", "suspension", "u" + gzip(new byte[16 << 10]), BUREAU.value()),
        bits("without multibase", "revocation", gzip(new byte[16 << 10]), BUREAU.value()),
        bits(
            "of another issuer",
            "revocation",
            "u" + gzip(new byte[16 << 10]),
            "did:web:evil.example"));
  }

  private static Row token(String what, String claims) {
    return list(
        "Token Status List: " + what,
        Form.SD_JWT_VC,
        city ->
            city.lists.put(
                TestCity.TOKENS, city.signed(city.header("statuslist+jwt"), "{" + claims + "}")));
  }

  private static Row bits(String what, String purpose, String encodedList, String issuer) {
    String payload =
        """
        {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"%s",
         "type":["VerifiableCredential","BitstringStatusListCredential"],"issuer":"%s",
         "validFrom":"2026-11-23T09:00:00Z","validUntil":"2026-11-24T09:00:00Z",
         "credentialSubject":{"type":"BitstringStatusList","statusPurpose":"%s","encodedList":"%s"}}"""
            .formatted(TestCity.BITS, issuer, purpose, encodedList);
    return list(
        "Bitstring Status List: " + what,
        Form.VC_JWT,
        city ->
            city.lists.put(
                TestCity.BITS,
                city.signed(city.header("vc+jwt").replace(BUREAU.value(), issuer), payload)));
  }

  private interface Publishing {
    void in(TestCity city);
  }

  private static Row list(String what, Form form, Publishing publishing) {
    return new Row(
        what,
        city -> {
          publishing.in(city);
          return form.text(city, same -> same, "");
        },
        "status-list",
        STATUS_LIST_REFUSED);
  }

  private static String hmac(TestCity city, Form form) {
    try {
      String header = form.header(city).replace("ES256", "HS256");
      String text = encoded(header) + "." + encoded(form.payload() + "}");
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] publicKey = ECKey.parse(city.publishedKey().jwk()).toECPublicKey().getEncoded();
      mac.init(new SecretKeySpec(publicKey, "HmacSHA256"));
      return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII))) + form.end;
    } catch (GeneralSecurityException | ParseException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String p384(TestCity city, Form form) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp384r1"));
      String text = encoded(form.header(city)) + "." + encoded(form.payload() + "}");
      Signature signature = Signature.getInstance("SHA384withECDSAinP1363Format");
      signature.initSign(generator.generateKeyPair().getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign()) + form.end;
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String zlib(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(out)) {
      zlib.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return base64(out.toByteArray());
  }

  private static String gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return base64(out.toByteArray());
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
