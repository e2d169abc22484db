package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.util.Base64;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate an SD-JWT VC may bring: it must be of the key that the issuer publishes. */
final class CertificateTest {
  @TempDir static Path folder;
  private static TestCity city;
  private static Certificate own;
  private static Certificate other;

  /** Two keys with certificates, the first of them the department's. */
  @BeforeAll
  static void certify() throws Exception {
    CertifiedKey mine = CertifiedKey.of("mine", "dns:lanting.example", folder);
    own = mine.certificate();
    other = CertifiedKey.of("other", "dns:lanting.example", folder).certificate();
    mine.seal(folder.resolve("keys.jwe"));
    city = new TestCity(TestCity.keysIn(folder));
  }

  @Test
  void a_department_whose_key_is_certified_sends_the_certificate_along() {
    String compact = city.issueSdJwtVc().compact();
    assertEquals(List.of(encoded(own)), header(compact).get("x5c"));
    assertNull(header(compact).get("kid"));
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
  void a_certificate_alone_names_the_issuers_published_key_and_no_other() {
    String alone = signedWith("[\"" + encoded(own) + "\"]", false);
    assertEquals(VALID, city.verify(alone).overall(), city.verify(alone).toString());
    Verdict stranger = city.verify(signedWith("[\"" + encoded(other) + "\"]", false));
    assertEquals(VerdictCode.KEY_UNKNOWN, code(stranger, "signature"));
    assertEquals(INVALID, stranger.overall());
  }

  @Test
  void what_is_no_certificate_is_refused() {
    for (String odd : List.of("[]", "\"x\"", "[1]", "[\"AAAA\"]", "[\"%\"]", "null")) {
      for (boolean withKeyId : new boolean[] {true, false}) {
        Verdict verdict = city.verify(signedWith(odd, withKeyId));
        assertEquals(VerdictCode.HEADER_REFUSED, code(verdict, "format"), odd);
      }
    }
  }

  private static String signedWith(String x5c) {
    return signedWith(x5c, true);
  }

  private static String signedWith(String x5c, boolean withKeyId) {
    String header = city.header("dc+sd-jwt").replace("}", ",\"x5c\":" + x5c + "}");
    if (!withKeyId) header = header.replaceFirst(",\"kid\":\"[^\"]*\"", "");
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
}
