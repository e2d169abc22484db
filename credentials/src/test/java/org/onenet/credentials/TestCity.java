package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.onenet.credentials.Verdict.Check;

/**
 * A city with one department, its lists at hand and a registry in memory: what the tests issue,
 * spoil and verify in.
 */
final class TestCity {
  static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  static final Did BUREAU = new Did("did:web:lanting.example:departments:public-security");
  static final String URL = "https://lanting.example/departments/public-security";
  static final String VCT = "https://lanting.example/credential-types/ResidenceCertificate";
  static final URI BITS = URI.create("https://lanting.example/status-lists/psb/1");
  static final URI TOKENS = URI.create("https://lanting.example/token-status-lists/psb/1");
  static final KeyBindingExpected ASKED =
      new KeyBindingExpected("https://verifier.example", "n-0S6_WzA2Mj");
  static final HolderKey HOLDER = HolderKey.fresh();

  static final Did CITY = new Did("did:web:lanting.example");
  static final String CITY_KEY = "the.city";
  static final Duration DAY = Duration.ofDays(1);
  static final BundleContent.Chain CHAIN =
      new BundleContent.Chain(31_337, "0x00000000000000000000000000000000000000cc", 4_711);

  private static final String DEPARTMENT = "public-security";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  final IssuerKeys keys;
  final CredentialIssuer issuer;
  final FakeRegistry registry = new FakeRegistry();
  final Map<URI, String> lists = new HashMap<>();
  final Map<Did, DidDocument> elsewhere = new HashMap<>();
  Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  private CredentialVerifier verifier;

  TestCity(IssuerKeys keys) {
    this.keys = keys;
    this.issuer = new CredentialIssuer(keys);
    accredit("ResidenceCertificate");
    publish(0, BitstringStatusList.empty(BitstringStatusList.LEAST_ENTRIES));
  }

  /** The keys, which cost half a second to open, once for a whole test class. */
  static IssuerKeys keysIn(Path folder) {
    return IssuerKeys.open(
        folder.resolve("keys.jwe"), "secret".toCharArray(), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  void accredit(String type) {
    registry.accreditations.put(
        type,
        new Accreditation(FakeRegistry.ACCOUNT, NOW.minus(Duration.ofDays(1)), Optional.empty()));
  }

  /** Publishes both lists, with that value for the one SD-JWT VC there is. */
  void publish(int value, BitstringStatusList bits) {
    TokenStatusList tokens = TokenStatusList.of(2, 1_024, index -> index == 77 ? value : 0);
    Duration hour = Duration.ofHours(1);
    lists.put(
        TOKENS,
        issuer
            .issueTokenStatusList(
                DEPARTMENT, BUREAU, TOKENS, tokens, NOW, hour, Duration.ofMinutes(1))
            .compact());
    lists.put(
        BITS,
        issuer
            .issueStatusList(DEPARTMENT, BUREAU, BITS, StatusPurpose.REVOCATION, bits, NOW, hour)
            .compact());
  }

  SdJwtVcDraft draft() {
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("fullName", "Lin Na");
    subject.put("birthYear", 1990);
    subject.put("address", Map.of("district", "Yuecheng", "street", "Lanting Road 1"));
    subject.put("residentSince", "2020-05-01");
    return new SdJwtVcDraft(
        "ResidenceCertificate",
        URI.create(VCT),
        Optional.empty(),
        NOW,
        Optional.of(NOW.plus(Duration.ofDays(365))),
        subject,
        Set.of("fullName", "birthYear", "address"),
        3,
        Optional.of(HOLDER.publicJwk()),
        new StatusEntry.Token(TOKENS, 77));
  }

  SignedCredential issueSdJwtVc() {
    return issueSdJwtVc(draft());
  }

  SignedCredential issueSdJwtVc(SdJwtVcDraft draft) {
    return issuer.issueSdJwtVc(DEPARTMENT, BUREAU, draft);
  }

  SignedCredential issueVcJwt() {
    return issuer.issue(
        DEPARTMENT,
        BUREAU,
        new CredentialDraft(
            "urn:uuid:" + UUID.randomUUID(),
            "ResidenceCertificate",
            Map.of("en", "Public Security Bureau", "zh", "公安局"),
            Map.of("en", "Residence certificate", "zh", "居住证"),
            NOW,
            Optional.of(NOW.plus(Duration.ofDays(365))),
            Map.of("fullName", "Lin Na"),
            URI.create("https://lanting.example/schemas/ResidenceCertificate.json"),
            List.of(new StatusEntry.Bit(StatusPurpose.REVOCATION, BITS, 77))));
  }

  /** Any text over any text, signed by the department's own key: only the content can be wrong. */
  String signed(String header, String payload) {
    String text = encoded(header) + "." + encoded(payload);
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(key());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text
          + "."
          + BASE64.encodeToString(
              LowerS.of(ECDSA.transcodeSignatureToConcat(signature.sign(), 64)));
    } catch (GeneralSecurityException | JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private PrivateKey key() throws JOSEException {
    return keys.current(DEPARTMENT).jwk().toECPrivateKey();
  }

  String header(String typ) {
    return "{\"typ\":\"%s\",\"alg\":\"ES256\",\"kid\":\"%s\"}"
        .formatted(typ, issuer.keyId(DEPARTMENT, BUREAU));
  }

  /** An SD-JWT VC with these claims beside the ones it must have, and these disclosures. */
  String sdJwtVc(String claims, String... disclosures) {
    return sdJwt(header("dc+sd-jwt"), required() + claims + "}", disclosures);
  }

  String sdJwt(String header, String payload, String... disclosures) {
    StringBuilder text = new StringBuilder(signed(header, payload)).append('~');
    for (String one : disclosures) text.append(one).append('~');
    return text.toString();
  }

  /** The claims an SD-JWT VC must have here, its object still open. */
  static String required() {
    return ("{\"iss\":\"%s\",\"iat\":%d,\"vct\":\"%s\","
            + "\"status\":{\"status_list\":{\"idx\":77,\"uri\":\"%s\"}}")
        .formatted(URL, NOW.getEpochSecond(), VCT, TOKENS);
  }

  static String encoded(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String digest(String disclosure) {
    return ReadDisclosure.digest(disclosure);
  }

  PublishedKey publishedKey() {
    return keys.published(DEPARTMENT).getFirst();
  }

  Verdict verify(String text) {
    return verifier().verify(text);
  }

  Verdict verify(String text, KeyBindingExpected asked) {
    return verifier().verify(text, Optional.empty(), Optional.of(asked));
  }

  CredentialVerifier verifier() {
    if (verifier == null) {
      verifier =
          new CredentialVerifier(
              registry,
              (did, fragment) ->
                  did.equals(BUREAU)
                      ? new DidDocument(BUREAU, keys.published(DEPARTMENT)).key(fragment)
                      : Optional.ofNullable(elsewhere.get(did))
                          .flatMap(document -> document.key(fragment)),
              address ->
                  Optional.ofNullable(lists.get(address))
                      .orElseThrow(() -> new Unreachable(address + " is away", null)),
              clock);
    }
    return verifier;
  }

  /** The city's DID document, which verifiers pin. */
  String anchor() {
    DidDocument document = new DidDocument(CITY, keys.publishedWithOneInUse(CITY_KEY));
    return new String(Json.utf8(document.toJson()), StandardCharsets.UTF_8);
  }

  /** What a verifier takes along who leaves now, for a day. */
  String bundle() {
    return bundle(bundleContent(), DAY);
  }

  String bundle(BundleContent content, Duration lifetime) {
    return issuer.signTrustBundle(CITY_KEY, CITY, content, NOW, lifetime).compact();
  }

  /** What the city knows now, as one who gathers would find it. */
  BundleContent bundleContent() {
    DidDocument document = new DidDocument(BUREAU, keys.publishedWithOneInUse(DEPARTMENT));
    List<BundleContent.Type> types = new ArrayList<>();
    for (String type : List.of("ResidenceCertificate", "SoleTraderLicence")) {
      Map<String, KeyAccreditation> known = new LinkedHashMap<>();
      Optional<Accreditation> held = registry.accreditation(BUREAU, type);
      if (held.isPresent()) {
        for (PublishedKey key : document.keys()) {
          known.put(key.thumbprint(), registry.key(BUREAU, type, key.thumbprint()));
        }
      }
      types.add(new BundleContent.Type(type, held, known));
    }
    List<BundleContent.Group> groups = new ArrayList<>();
    registry.entries.forEach(
        (digest, entry) -> {
          RegistryEntry.Registered one = (RegistryEntry.Registered) entry;
          groups.add(
              new BundleContent.Group(
                  one.account(),
                  one.state(),
                  one.reasonCode(),
                  DigestPrefixes.of(List.of(digest))));
        });
    return new BundleContent(
        CHAIN,
        List.of(new BundleContent.Issuer(document, types)),
        lists,
        groups,
        List.of(),
        List.of());
  }

  static VerdictCode code(Verdict verdict, String check) {
    return verdict.checks().stream()
        .filter(one -> one.id().equals(check))
        .map(Check::code)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no check " + check + " in " + verdict));
  }
}
