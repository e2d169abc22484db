package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectDecoder;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.onenet.credentials.CompactReader.Presented;
import org.onenet.credentials.Verdict.Check;

/** The examples of RFC 9901 as they are printed there. */
final class Rfc9901Test {
  private static final Instant THEN = Instant.ofEpochSecond(1748537244);
  private static final KeyBindingExpected ASKED =
      new KeyBindingExpected("https://verifier.example.org", "1234567890");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "section-5.1",
        "section-5.2",
        "appendix-a.1",
        "appendix-a.2",
        "appendix-a.3",
        "appendix-a.4"
      })
  void the_issuers_key_signed_it(String example) throws ParseException, JOSEException {
    ECKey key = ECKey.parse(vector("appendix-a.5.issuer.jwk"));
    JWSObject jws = JWSObject.parse(example(example).issuerSigned());
    assertTrue(jws.verify(new ECDSAVerifier(key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"section-5.2", "appendix-a.1", "appendix-a.2", "appendix-a.3", "appendix-a.4"})
  void what_is_shown_is_what_the_rfc_says_and_what_the_library_reads(String example) {
    Map<String, Object> expected =
        Json.object(vector(example + ".disclosed.json").getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, disclosed(example).claims());

    SDJWT peer = SDJWT.parse(vector(example + ".sd-jwt"));
    Map<String, Object> signed = payload(peer.getCredentialJwt());
    assertEquals(
        expected,
        Json.object(Json.utf8(new SDObjectDecoder().decode(signed, peer.getDisclosures()))));
  }

  @Test
  void each_disclosure_has_the_digest_that_the_library_finds() {
    for (ReadDisclosure one : example("section-5.1").disclosures()) {
      assertEquals(Disclosure.parse(one.encoded()).digest(), one.digest());
    }
    assertEquals(
        "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
        example("section-5.1").disclosures().getFirst().digest());
  }

  @Test
  void all_of_it_is_found_in_its_place() {
    assertEquals(
        Set.of(
            "given_name",
            "family_name",
            "email",
            "phone_number",
            "phone_number_verified",
            "address",
            "birthdate",
            "updated_at",
            "nationalities/0",
            "nationalities/1"),
        disclosed("section-5.1").placed().keySet());
    assertEquals(
        Set.of("address/region", "address/country"), disclosed("appendix-a.1").placed().keySet());
    assertEquals(
        Set.of(
            "verified_claims/verification/time",
            "verified_claims/verification/evidence/0",
            "verified_claims/verification/evidence/0/method",
            "verified_claims/claims/given_name",
            "verified_claims/claims/family_name",
            "verified_claims/claims/address"),
        disclosed("appendix-a.2").placed().keySet());
    assertEquals(
        Set.of("age_equal_or_over", "age_equal_or_over/18", "nationalities"),
        disclosed("appendix-a.3").placed().keySet());
    assertEquals(
        Set.of(
            "credentialSubject/order",
            "credentialSubject/dateOfVaccination",
            "credentialSubject/vaccine/atcCode",
            "credentialSubject/vaccine/medicinalProductName"),
        disclosed("appendix-a.4").placed().keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"section-5.2", "appendix-a.3", "appendix-a.4"})
  void its_key_binding_is_the_holders(String example) {
    SdJwt text = example(example);
    Map<?, ?> cnf = (Map<?, ?>) payload(text.issuerSigned()).get("cnf");
    Presented shown = new Presented(text, Optional.of((Map<?, ?>) cnf.get("jwk")));
    Check check = KeyBindingCheck.of(Optional.of(shown), Optional.of(ASKED), THEN).orElseThrow();
    assertEquals(VerdictCode.KEY_BINDING_VALID, check.code(), check.toString());
  }

  /** A.3 leaves open which key it is: a verifier here wants the DID URL of one. */
  @Test
  void the_example_credential_names_no_key_and_so_is_not_taken() {
    Verdict verdict =
        new CredentialVerifier(null, null, null, Clock.systemUTC())
            .verify(vector("appendix-a.3.sd-jwt"));
    assertEquals(VerdictCode.HEADER_REFUSED, verdict.checks().getFirst().code());
    assertEquals("kid: a DID URL", verdict.checks().getFirst().expected());
  }

  private static DisclosedClaims disclosed(String example) {
    SdJwt text = example(example);
    return new DisclosedClaims(payload(text.issuerSigned()), text.disclosures());
  }

  private static SdJwt example(String name) {
    return SdJwt.read(vector(name + ".sd-jwt"));
  }

  private static Map<String, Object> payload(String compact) {
    return Json.object(CompactJws.decoded(compact.split("\\.")[1]));
  }

  private static String vector(String file) {
    try (InputStream in = Rfc9901Test.class.getResourceAsStream("/rfc9901/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
