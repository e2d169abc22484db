package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestAuthority.pem;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.NOW;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.X509CertChainUtils;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real authority's certificate: the request out, the chain in, and used from then on. */
final class KeyCertificationTest {
  private static final String DEPARTMENT = "public-security";
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @TempDir Path folder;

  private IssuerKeys keys;
  private TestCity city;
  private TestAuthority authority;
  private String request;

  @BeforeEach
  void ask() throws Exception {
    keys =
        IssuerKeys.open(
            folder.resolve("keys.jwe"),
            "secret".toCharArray(),
            CLOCK,
            Optional.of(new DemonstrationAuthority("City of Lanting", name -> BUREAU.url())));
    city = new TestCity(keys);
    authority = new TestAuthority(NOW);
    request = city.issuer.certificationRequest(DEPARTMENT, BUREAU, "City of Lanting");
  }

  @Test
  void the_request_names_who_asks_and_is_signed_by_the_key() throws Exception {
    assertEquals(
        "O=City of Lanting,CN=public-security",
        TestAuthority.read(request).getSubject().toString());
    X509Certificate granted = authority.certificate(request);
    assertEquals(
        List.of(List.of(6, BUREAU.url().toString()), List.of(2, "lanting.example")),
        List.copyOf(granted.getSubjectAlternativeNames()));
    assertTrue(granted.getKeyUsage()[0]);
  }

  @Test
  void the_chain_takes_the_place_of_the_demonstration_s_and_changes_no_key() throws Exception {
    String before = city.issueSdJwtVc().compact();
    X509Certificate own = authority.certificate(request);
    PublishedKey key = keys.certify(DEPARTMENT, pem(own, authority.below, authority.root));
    assertEquals(city.publishedKey().fragment(), key.fragment());

    String after = city.issueSdJwtVc().compact();
    List<X509Certificate> sent =
        X509CertChainUtils.parse(
            JWSHeader.parse(new Base64URL(after.substring(0, after.indexOf('.'))))
                .getX509CertChain());
    assertEquals(List.of(own, authority.below), sent, "the root is not in it");
    assertEquals(Verdict.Outcome.VALID, city.verify(before).overall());
    assertEquals(Verdict.Outcome.VALID, city.verify(after).overall());

    byte[] pdf = city.issuer.signPdf(DEPARTMENT, BUREAU, page(city.issueVcJwt()), NOW);
    Verdict printed = city.verifier().verify(PdfCertificate.read(pdf), PrintedText.UNKNOWN);
    assertEquals(VerdictCode.PDF_SIGNED, TestCity.code(printed, "pdf-signature"));
    String inside = new String(pdf, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    assertTrue(inside.contains(hex(own)) && inside.contains(hex(authority.below)));

    assertEquals(
        own,
        IssuerKeys.open(folder.resolve("keys.jwe"), "secret".toCharArray(), CLOCK)
            .current(DEPARTMENT)
            .jwk()
            .getParsedX509CertChain()
            .getFirst(),
        "it is kept");
  }

  @Test
  void what_is_no_chain_for_this_key_is_refused_and_told() throws Exception {
    X509Certificate own = authority.certificate(request);
    refused("certificates in PEM", "no certificate");
    refused("certificates in PEM", pem(own).replace("MII", "AII"));
    refused("certificate 2: expected that of", pem(own, new TestAuthority(NOW).below));
    refused("another key", pem(authority.below, own));
    refused("certificate 2: expected that of", pem(own, authority.root));
    refused("certificate 2: expected an authority's", pem(own, own));
    refused("1 to 6", pem(own, own, own, own, own, own, own));
    refused(
        "certificate 1: expected one that is in force",
        pem(authority.certificate(request, NOW.minusSeconds(9), NOW.minusSeconds(1), null)));
    refused(
        "certificate 1: expected one that is in force",
        pem(
            authority.certificate(
                request, NOW.plusSeconds(9), NOW.plus(Duration.ofDays(1)), null)));
    refused(
        "digitalSignature",
        pem(
            authority.certificate(
                request, NOW, NOW.plusSeconds(9), new KeyUsage(KeyUsage.keyEncipherment))));
    keys.rotate(DEPARTMENT);
    refused("another key", pem(own, authority.below));
  }

  private void refused(String why, String chain) {
    List<X509Certificate> before = keys.current(DEPARTMENT).jwk().getParsedX509CertChain();
    String told =
        assertThrows(ChainRefused.class, () -> keys.certify(DEPARTMENT, chain)).getMessage();
    assertTrue(told.contains(why), told);
    assertEquals(before, keys.current(DEPARTMENT).jwk().getParsedX509CertChain());
  }

  private static byte[] page(SignedCredential certificate) throws Exception {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.addPage(new PDPage());
      document.save(out);
      return PdfCertificate.carrying(out.toByteArray(), certificate.compact());
    }
  }

  private static String hex(X509Certificate one) throws Exception {
    return HexFormat.of().formatHex(one.getEncoded());
  }
}
