package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.X509CertUtils;
import java.net.URI;
import java.nio.file.Path;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemonstrationAuthorityTest {
  private static final String BUREAU = "public-security";
  private static final char[] PASSWORD = "secret".toCharArray();
  private static final Clock CLOCK = Clock.fixed(TestCity.NOW, ZoneOffset.UTC);

  private static final SdJwtVcDraft DRAFT =
      new SdJwtVcDraft(
          "ResidenceCertificate",
          URI.create(TestCity.VCT),
          Optional.empty(),
          TestCity.NOW,
          Optional.empty(),
          Map.of("fullName", "Lin Na"),
          Set.of("fullName"),
          0,
          Optional.empty(),
          new StatusEntry.Token(TestCity.TOKENS, 7));

  @TempDir Path folder;

  @Test
  void each_new_key_has_a_certificate_that_names_its_issuer() throws Exception {
    IssuerKeys keys = keys("keys.jwe");
    X509Certificate root = X509CertUtils.parse(keys.authority().orElseThrow());
    root.verify(root.getPublicKey());
    assertEquals(0, root.getBasicConstraints());
    for (int i = 0; i < 2; i++) {
      X509Certificate leaf = certificate(keys);
      leaf.verify(root.getPublicKey());
      leaf.checkValidity(java.util.Date.from(TestCity.NOW));
      assertEquals(-1, leaf.getBasicConstraints());
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      assertTrue(names.contains(List.of(6, url(BUREAU).toString())), names.toString());
      assertTrue(names.contains(List.of(2, "lanting.example")), names.toString());
      keys.rotate(BUREAU);
    }
  }

  @Test
  void the_authority_is_kept_with_the_keys() {
    byte[] first = keys("keys.jwe").authority().orElseThrow();
    assertArrayEquals(first, keys("keys.jwe").authority().orElseThrow());
    assertThrows(
        SignatureException.class,
        () -> {
          X509Certificate other = X509CertUtils.parse(keys("others.jwe").authority().orElseThrow());
          certificate(keys("keys.jwe")).verify(other.getPublicKey());
        });
  }

  @Test
  void without_it_no_key_is_certified() {
    IssuerKeys keys = IssuerKeys.open(folder.resolve("plain.jwe"), PASSWORD, CLOCK);
    assertTrue(keys.authority().isEmpty());
    assertEquals(null, keys.current(BUREAU).jwk().getX509CertChain());
  }

  @Test
  void a_key_from_before_the_authority_stays_as_it_was_until_it_is_rotated() {
    IssuerKeys before = IssuerKeys.open(folder.resolve("keys.jwe"), PASSWORD, CLOCK);
    String fragment = before.publishedWithOneInUse(BUREAU).getFirst().fragment();
    IssuerKeys keys = keys("keys.jwe");
    assertEquals(fragment, keys.current(BUREAU).fragment());
    assertEquals(null, keys.current(BUREAU).jwk().getX509CertChain());
    keys.rotate(BUREAU);
    assertEquals(1, keys.current(BUREAU).jwk().getX509CertChain().size());
  }

  private static X509Certificate certificate(IssuerKeys keys) throws Exception {
    SignedCredential signed =
        new CredentialIssuer(keys).issueSdJwtVc(BUREAU, TestCity.BUREAU, DRAFT);
    JWSObject jws = JWSObject.parse(signed.compact().substring(0, signed.compact().indexOf('~')));
    assertEquals(1, jws.getHeader().getX509CertChain().size(), "the authority's is not in it");
    return X509CertUtils.parse(jws.getHeader().getX509CertChain().getFirst().decode());
  }

  private IssuerKeys keys(String file) {
    return IssuerKeys.open(
        folder.resolve(file),
        PASSWORD,
        CLOCK,
        Optional.of(
            new DemonstrationAuthority("City of Lanting", DemonstrationAuthorityTest::url)));
  }

  private static URI url(String department) {
    return new Did("did:web:lanting.example:departments:" + department).url();
  }
}
