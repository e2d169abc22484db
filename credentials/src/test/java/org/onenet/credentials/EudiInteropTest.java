package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.TOKENS;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import eu.europa.ec.eudi.sdjwt.SdJwt;
import eu.europa.ec.eudi.sdjwt.SdJwtVerificationException;
import eu.europa.ec.eudi.sdjwt.VerificationError;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kotlin.Unit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The EU wallet's library reads what we issue, and we read what it issues and presents. */
final class EudiInteropTest {
  private static final Map<String, String> CHALLENGE =
      Map.of("aud", ASKED.audience(), "nonce", ASKED.nonce());

  @TempDir static Path folder;
  private static CertifiedKey certified;
  private static TestCity city;
  private static ECKey key;
  private static ECKey holder;

  @BeforeAll
  static void start() throws Exception {
    certified = CertifiedKey.of("psb", "uri:" + TestCity.URL, folder);
    certified.seal(folder.resolve("keys.jwe"));
    city = new TestCity(TestCity.keysIn(folder));
    key = certified.jwk();
    holder = ECKey.parse(HOLDER.privateJwk());
  }

  @Test
  void the_library_verifies_what_is_issued_and_reads_the_same() throws Exception {
    Map<String, Object> read = Eudi.verify(city.issueSdJwtVc().compact(), key);
    city.draft().subject().forEach((name, value) -> assertEquals(value, read.get(name)));
    assertEquals(TestCity.VCT, read.get("vct"));
    assertFalse(read.containsKey("_sd"), read.toString());
  }

  @Test
  void the_library_sees_what_is_shown_and_nothing_of_what_is_hidden() throws Exception {
    SdJwtPresentation issued = SdJwtPresentation.of(city.issueSdJwtVc().compact());
    for (Set<String> chosen :
        List.of(Set.<String>of(), Set.of("fullName"), Set.of("birthYear", "address"))) {
      Map<String, Object> read = Eudi.verify(issued.showing(chosen).text(), key);
      for (String name : city.draft().disclosable()) {
        assertEquals(chosen.contains(name), read.containsKey(name), name);
      }
    }
  }

  @Test
  void the_library_believes_the_holder_who_signed_what_was_asked_and_nobody_else()
      throws Exception {
    SdJwtPresentation shown =
        SdJwtPresentation.of(city.issueSdJwtVc().compact()).showing(Set.of("fullName"));
    String bound = shown.boundBy(HOLDER, ASKED, NOW);
    assertEquals("Lin Na", Eudi.verifyBound(bound, key, CHALLENGE).get("fullName"));
    isRefused(
        VerificationError.KeyBindingFailed.class,
        () -> Eudi.verifyBound(bound, key, Map.of("nonce", "yesterday")));
    isRefused(
        VerificationError.KeyBindingFailed.class,
        () -> Eudi.verifyBound(bound, key, Map.of("aud", "https://other.example")));
    isRefused(
        VerificationError.KeyBindingFailed.class,
        () -> Eudi.verifyBound(shown.boundBy(HolderKey.fresh(), ASKED, NOW), key, CHALLENGE));
  }

  @Test
  void the_library_verifies_an_sd_jwt_vc_by_the_certificate_it_brings() throws Exception {
    SdJwtVcDraft draft = city.draft();
    SdJwtVcDraft longAgo = // for the library looks at the machine's clock
        new SdJwtVcDraft(
            draft.type(),
            draft.vct(),
            draft.vctIntegrity(),
            Instant.parse("2020-01-01T00:00:00Z"),
            Optional.empty(),
            draft.subject(),
            draft.disclosable(),
            draft.decoys(),
            draft.holderKey(),
            draft.status());
    Map<String, Object> read = Eudi.verifyByCertificate(city.issueSdJwtVc(longAgo).compact());
    assertEquals(TestCity.URL, read.get("iss"));
    assertEquals("Lin Na", read.get("fullName"));
  }

  @Test
  void the_library_refuses_what_was_changed_after_we_signed_it() {
    String compact = city.issueSdJwtVc().compact();
    isRefused(
        VerificationError.InvalidJwt.class,
        () -> Eudi.verify(compact, CertifiedKey.of("other", "uri:urn:x", folder).jwk()));
    String other = city.issueSdJwtVc().compact();
    String swapped =
        compact.substring(0, compact.indexOf('~')) + other.substring(other.indexOf('~'));
    isRefused(VerificationError.MissingDigests.class, () -> Eudi.verify(swapped, key));
  }

  @Test
  void what_the_library_issues_is_valid_with_all_that_is_nested_in_it() throws Exception {
    Verdict verdict = city.verify(Eudi.text(issued()));
    assertEquals(VALID, verdict.overall(), verdict.toString());
    ReadCredential read = verdict.credential().orElseThrow();
    assertEquals(
        Map.of(
            "fullName",
            "Lin Na",
            "address",
            Map.of("country", "CN", "street", "Lanting Road 1"),
            "nationalities",
            List.of("CN", "DE"),
            "residentSince",
            "2020-05-01"),
        read.subject());
    assertEquals(
        Set.of("fullName", "address", "address/street", "nationalities/1"), read.disclosed());
  }

  @Test
  void what_the_library_presents_for_its_holder_is_valid_and_bound() throws Exception {
    String bound = Eudi.bound(Eudi.present(issued(), "address"), holder, ASKED, NOW);
    Verdict verdict = city.verify(bound, ASKED);
    assertEquals(VALID, verdict.overall(), verdict.toString());
    assertEquals(VerdictCode.KEY_BINDING_VALID, code(verdict, "holder"));
    assertEquals(
        Set.of("address", "address/street"), verdict.credential().orElseThrow().disclosed());
    KeyBindingExpected other = new KeyBindingExpected(ASKED.audience(), "yesterday");
    assertEquals(VerdictCode.KEY_BINDING_WRONG_NONCE, code(city.verify(bound, other), "holder"));
    String more = Eudi.text(issued()) + bound.substring(bound.lastIndexOf('~') + 1);
    assertEquals(VerdictCode.KEY_BINDING_WRONG_SD_HASH, code(city.verify(more, ASKED), "holder"));
  }

  @Test
  void what_the_library_issues_is_refused_once_it_was_changed() throws Exception {
    String text = Eudi.text(issued());
    String other = Eudi.text(issued());
    String swapped = text.substring(0, text.indexOf('~')) + other.substring(other.indexOf('~'));
    assertEquals(VerdictCode.DISCLOSURE_UNMATCHED, code(city.verify(swapped), "format"));
    String[] jwt = text.split("\\.", 2);
    String payload = jwt[1].substring(0, jwt[1].indexOf('.'));
    String changed =
        TestCity.encoded(
            new String(CompactJws.decoded(payload)).replace("2020-05-01", "1990-05-01"));
    assertEquals(
        VerdictCode.SIGNATURE_INVALID,
        code(city.verify(text.replace(payload, changed)), "signature"));
  }

  private static SdJwt<SignedJWT> issued() throws Exception {
    return Eudi.issue(
        key,
        city.issuer.keyId("public-security", TestCity.BUREAU),
        8,
        claims -> {
          claims.claim("iss", TestCity.URL);
          claims.claim("iat", NOW.getEpochSecond());
          claims.claim("exp", NOW.getEpochSecond() + 86_400);
          claims.claim("vct", TestCity.VCT);
          eu.europa.ec.eudi.sdjwt.NimbusIntegrationKt.cnf(claims, holder.toPublicJWK());
          claims.objClaim(
              "status",
              null,
              status -> {
                status.objClaim(
                    "status_list",
                    null,
                    list -> {
                      list.claim("idx", 77);
                      list.claim("uri", TOKENS.toString());
                      return Unit.INSTANCE;
                    });
                return Unit.INSTANCE;
              });
          claims.sdClaim("fullName", "Lin Na");
          claims.sdObjClaim(
              "address",
              4,
              address -> {
                address.claim("country", "CN");
                address.sdClaim("street", "Lanting Road 1");
                return Unit.INSTANCE;
              });
          claims.arrClaim(
              "nationalities",
              4,
              nationalities -> {
                nationalities.claim("CN");
                nationalities.sdClaim("DE");
                return Unit.INSTANCE;
              });
          claims.claim("residentSince", "2020-05-01");
        });
  }

  private static void isRefused(
      Class<? extends VerificationError> why, org.junit.jupiter.api.function.Executable act) {
    assertInstanceOf(why, assertThrows(SdJwtVerificationException.class, act).getReason());
  }
}
