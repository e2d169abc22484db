package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Examples of W3C Recommendations; which ones is told beside them. */
final class W3cVectorsTest {
  @Test
  void the_bitstring_of_the_recommendation_is_an_empty_list_of_the_least_length() {
    BitstringStatusList list =
        BitstringStatusList.decode(vector("bitstring-status-list.encodedList"));
    assertEquals(BitstringStatusList.LEAST_ENTRIES, list.size());
    for (int index = 0; index < list.size(); index++) {
      assertFalse(list.get(index), "at " + index);
    }
  }

  @Test
  void the_credential_of_the_recommendation_is_signed_by_its_key_and_is_its_own_payload()
      throws ParseException, JOSEException {
    JWSObject jws = JWSObject.parse(vector("vc-jose-cose.example-2.vc.jwt"));
    assertTrue(jws.verify(new ECDSAVerifier(ECKey.parse(vector("vc-jose-cose.key.jwk")))));
    Map<String, Object> vc = jws.getPayload().toJSONObject();
    assertEquals(VcTerms.CONTEXT, ((List<?>) vc.get("@context")).getFirst());
    assertFalse(vc.containsKey("vc"));
  }

  /** It is signed by ES384; a verifier here takes ES256 and says so. */
  @Test
  void the_credential_of_the_recommendation_has_an_algorithm_that_is_not_taken_here() {
    Verdict verdict =
        new CredentialVerifier(null, null, null, Clock.systemUTC())
            .verify(vector("vc-jose-cose.example-2.vc.jwt"));
    assertEquals(VerdictCode.ALGORITHM_REFUSED, verdict.checks().getFirst().code());
  }

  private static String vector(String file) {
    try (InputStream in = W3cVectorsTest.class.getResourceAsStream("/w3c/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
