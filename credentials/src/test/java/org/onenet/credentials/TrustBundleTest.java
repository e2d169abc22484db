package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.BUREAU;
import static org.onenet.credentials.TestCity.CHAIN;
import static org.onenet.credentials.TestCity.CITY_KEY;
import static org.onenet.credentials.TestCity.DAY;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;
import static org.onenet.credentials.TestCity.encoded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.RegistryEntry.State;
import org.onenet.credentials.Verdict.Outcome;

/** The same verdict without a network, for as long as the bundle holds, and no other. */
final class TrustBundleTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private TestCity city;

  @BeforeAll
  static void open() {
    keys = TestCity.keysIn(folder);
  }

  @BeforeEach
  void begin() {
    city = new TestCity(keys);
  }

  @Test
  void what_is_valid_online_is_valid_offline_in_each_form() {
    SignedCredential registered = city.issueVcJwt();
    city.registry.register(registered.digest(), State.IN_FORCE, NOW);
    same(Outcome.VALID, "REGISTERED", registered.compact());
    same(Outcome.VALID, "NOT_YET_REGISTERED", city.issueVcJwt().compact());
    same(Outcome.VALID, "NOT_REVOKED", city.issueSdJwtVc().compact());
    String bound =
        SdJwtPresentation.of(city.issueSdJwtVc().compact())
            .showing(Set.of("fullName"))
            .boundBy(HOLDER, ASKED, NOW);
    Shown shown = new Shown(bound, Optional.empty(), Optional.of(ASKED));
    assertEquals(
        codes(city.verify(bound, ASKED)), codes(offline().verify(List.of(shown)).getFirst()));
  }

  @Test
  void revoked_and_suspended_by_a_list_or_on_chain_are_so_offline() {
    SignedCredential one = city.issueVcJwt();
    SignedCredential two = city.issueVcJwt();
    city.registry.entries.put(
        one.digest(),
        new RegistryEntry.Registered(FakeRegistry.ACCOUNT, NOW, State.REVOKED, 4, NOW));
    city.registry.register(two.digest(), State.SUSPENDED, NOW);
    same(Outcome.INVALID, "REVOKED_ON_CHAIN", one.compact());
    same(Outcome.INVALID, "SUSPENDED_ON_CHAIN", two.compact());
    Verdict verdict = offline().verify(one.compact());
    assertEquals(NOW + ", reason 4", check(verdict, "registration").actual());

    city.publish(TokenStatusList.SUSPENDED, BitstringStatusList.empty(131_072).with(77, true));
    same(Outcome.INVALID, "REVOKED", city.issueVcJwt().compact());
    same(Outcome.INVALID, "SUSPENDED", city.issueSdJwtVc().compact());
  }

  @Test
  void expired_changed_and_registered_by_another_are_so_offline() {
    SdJwtVcDraft draft = city.draft();
    SdJwtVcDraft ended =
        new SdJwtVcDraft(
            draft.type(),
            draft.vct(),
            Optional.empty(),
            NOW.minus(DAY),
            Optional.of(NOW.minusSeconds(1)),
            draft.subject(),
            draft.disclosable(),
            0,
            Optional.empty(),
            draft.status());
    same(Outcome.INVALID, "EXPIRED", city.issueSdJwtVc(ended).compact());
    String whole = city.issueVcJwt().compact();
    String changed = whole.substring(0, whole.lastIndexOf('.') + 1) + encoded("x".repeat(64));
    same(Outcome.INVALID, "SIGNATURE_INVALID", changed);
    SignedCredential taken = city.issueVcJwt();
    city.registry.entries.put(
        taken.digest(),
        new RegistryEntry.Registered("0x" + "b".repeat(40), NOW, State.IN_FORCE, 0, NOW));
    same(Outcome.INVALID, "REGISTERED_BY_ANOTHER", taken.compact());
  }

  @Test
  void a_stolen_key_is_stolen_offline_and_the_registered_before_is_believed() {
    SignedCredential before = city.issueVcJwt();
    SignedCredential unregistered = city.issueVcJwt();
    city.registry.register(before.digest(), State.IN_FORCE, NOW);
    city.registry.stolen.put(city.publishedKey().thumbprint(), NOW.plusSeconds(1));
    same(Outcome.VALID, "ACCREDITED", before.compact());
    same(Outcome.COULD_NOT_CHECK, "KEY_STOLEN_AND_UNREGISTERED", unregistered.compact());
    city.registry.stolen.put(city.publishedKey().thumbprint(), NOW);
    same(Outcome.INVALID, "KEY_STOLEN", before.compact());
  }

  @Test
  void who_is_not_accredited_and_a_key_that_is_not_are_so_offline() {
    String credential = city.issueVcJwt().compact();
    city.registry.keysRequired = true;
    same(Outcome.INVALID, "KEY_NOT_ACCREDITED", credential);
    city.registry.windows.put(
        city.publishedKey().thumbprint(),
        new KeyAccreditation.Window(NOW, Optional.of(NOW.plus(DAY))));
    same(Outcome.VALID, "ACCREDITED", credential);
    city.registry.accreditations.put(
        "ResidenceCertificate",
        new Accreditation(FakeRegistry.ACCOUNT, NOW.minus(DAY), Optional.of(NOW)));
    same(Outcome.INVALID, "ACCREDITATION_DID_NOT_COVER", credential);
    city.registry.accreditations.clear();
    same(Outcome.INVALID, "NOT_ACCREDITED", credential);
  }

  @Test
  void what_a_retired_key_signed_verifies_offline(@TempDir Path own) {
    IssuerKeys rotated = TestCity.keysIn(own);
    city = new TestCity(rotated);
    String before = city.issueVcJwt().compact();
    rotated.rotate("public-security");
    rotated.rotate(CITY_KEY);
    same(Outcome.VALID, "SIGNATURE_VALID", before);
    assertEquals(2, city.bundleContent().issuers().getFirst().document().keys().size());
  }

  @Test
  void a_batch_is_known_by_its_root_and_its_revoked_leaf_is_revoked() {
    List<SignedCredential> issued = List.of(city.issueVcJwt(), city.issueVcJwt());
    MerkleTree tree = MerkleTree.of(issued.stream().map(SignedCredential::digest).toList());
    BundleContent told = city.bundleContent();
    BundleContent batched =
        new BundleContent(
            CHAIN,
            told.issuers(),
            told.statusLists(),
            List.of(),
            List.of(new BundleContent.Batch(FakeRegistry.ACCOUNT, tree.root(), 2, NOW)),
            List.of(group(State.REVOKED, 4, issued.get(1).digest())));
    TrustBundle bundle = read(city.bundle(batched, DAY), NOW);
    Verdict first = bundle.verifier().verify(issued.get(0).compact(), receipt(tree, issued, 0));
    assertEquals(VerdictCode.REGISTERED, code(first, "registration"));
    assertEquals(Outcome.VALID, first.overall());
    Verdict second = bundle.verifier().verify(issued.get(1).compact(), receipt(tree, issued, 1));
    assertEquals(VerdictCode.REVOKED_ON_CHAIN, code(second, "registration"));
    Verdict fresh = bundle.verifier().verify(issued.get(0).compact());
    assertEquals(VerdictCode.NOT_YET_REGISTERED, code(fresh, "registration"));
    Verdict alone = bundle.verifier().verify(issued.get(1).compact());
    assertEquals(VerdictCode.REVOKED_ON_CHAIN, code(alone, "registration"));
    assertTrue(bundle.registersInBatches(FakeRegistry.ACCOUNT));
    assertFalse(bundle.registersInBatches("0x" + "b".repeat(40)));
  }

  @Test
  void lists_are_judged_as_of_the_bundle_until_it_ends_and_then_nothing_is_known() {
    String credential = city.issueVcJwt().compact();
    city.registry.register(Digest.ofCompact(credential), State.IN_FORCE, NOW);
    String bundle = city.bundle();
    Instant last = NOW.plus(DAY).minusSeconds(1);
    assertEquals(Outcome.VALID, read(bundle, last).verifier().verify(credential).overall());

    TrustBundle ended = read(bundle, NOW.plus(DAY));
    assertFalse(ended.isCurrent());
    Verdict verdict = ended.verifier().verify(credential);
    for (Verdict.Axis axis : Verdict.Axis.values()) {
      assertEquals(Outcome.COULD_NOT_CHECK, verdict.of(axis), axis.toString());
    }
    TrustBundle early = read(bundle, NOW.minusSeconds(3_600));
    assertEquals(
        Outcome.COULD_NOT_CHECK, early.verifier().verify(credential).of(Verdict.Axis.ISSUER));
  }

  @Test
  void what_came_after_the_bundle_could_not_be_checked(@TempDir Path own) {
    IssuerKeys rotated = TestCity.keysIn(own);
    city = new TestCity(rotated);
    city.issueVcJwt();
    TrustBundle bundle = read(city.bundle(), NOW);
    rotated.rotate("public-security");
    Verdict newKey = bundle.verifier().verify(city.issueVcJwt().compact());
    assertEquals(VerdictCode.ISSUER_DOCUMENT_UNREACHABLE, code(newKey, "signature"));
    assertEquals(Outcome.COULD_NOT_CHECK, newKey.overall());

    city.accredit("SeniorCitizenCard");
    SdJwtVcDraft draft = city.draft();
    String untold =
        city.issueSdJwtVc(
                new SdJwtVcDraft(
                    "SeniorCitizenCard",
                    draft.vct().resolve("SeniorCitizenCard"),
                    Optional.empty(),
                    NOW,
                    Optional.empty(),
                    draft.subject(),
                    draft.disclosable(),
                    0,
                    Optional.empty(),
                    new StatusEntry.Token(TestCity.TOKENS.resolve("2"), 7)))
            .compact();
    Verdict newType = bundle.verifier().verify(untold);
    assertEquals(VerdictCode.REGISTRY_UNREACHABLE, code(newType, "accreditation"));
    assertEquals(VerdictCode.STATUS_LIST_UNREACHABLE, code(newType, "status-list"));
  }

  @Test
  void a_bundle_that_was_changed_or_is_not_the_citys_is_refused() {
    String bundle = city.bundle();
    String payload = bundle.split("\\.")[1];
    String changed =
        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)
            .replace("\"block\":4711", "\"block\":4712");
    refused("not signed by", bundle.replace(payload, encoded(changed)));
    String header =
        encoded("{\"typ\":\"vc+jwt\",\"alg\":\"ES256\",\"kid\":\"did:web:lanting.example#k\"}");
    refused("typ " + BundleTerms.TYP, header + bundle.substring(bundle.indexOf('.')));
    String none = encoded("{\"typ\":\"onenet-trust-bundle+jwt\",\"alg\":\"none\"}");
    refused("alg ES256", none + bundle.substring(bundle.indexOf('.')));
    refused("no trust bundle", "");
    refused("no trust bundle", city.issueVcJwt().compact());
    String departments =
        city.issuer
            .signTrustBundle("public-security", BUREAU, city.bundleContent(), NOW, DAY)
            .compact();
    refused("not a trusted one", departments);
    refused("within 7 days", city.bundle(city.bundleContent(), Duration.ofDays(8)));
    refused("within 7 days", city.bundle(city.bundleContent(), Duration.ofSeconds(-1)));
  }

  @Test
  void one_pinned_jwk_is_trusted_for_its_own_signature_alone() {
    String bundle = city.bundle();
    String jwk =
        new String(
            Json.utf8(keys.publishedWithOneInUse(CITY_KEY).getLast().jwk()),
            StandardCharsets.UTF_8);
    assertEquals(NOW, TrustBundle.read(bundle, TrustAnchor.parse(jwk), fixed(NOW)).asOf());
    String other = HolderKey.fresh().privateJwk();
    assertThrows(
        BundleRefused.class, () -> TrustBundle.read(bundle, TrustAnchor.parse(other), fixed(NOW)));
  }

  @Test
  void prefixes_find_their_own_and_no_others() {
    List<Digest> some = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) some.add(Digest.ofCompact("in " + i));
    DigestPrefixes prefixes = DigestPrefixes.read(DigestPrefixes.of(some).encoded());
    assertEquals(1_000, prefixes.size());
    assertTrue(some.stream().allMatch(prefixes::contains));
    for (int i = 0; i < 1_000; i++) assertFalse(prefixes.contains(Digest.ofCompact("out " + i)));
    assertFalse(DigestPrefixes.of(List.of()).contains(some.getFirst()));
    assertThrows(MalformedCredential.class, () -> DigestPrefixes.read("AAAA"));
    String backwards =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(("b".repeat(10) + "a".repeat(10)).getBytes(StandardCharsets.US_ASCII));
    assertThrows(MalformedCredential.class, () -> DigestPrefixes.read(backwards));
  }

  private void refused(String why, String bundle) {
    String told = assertThrows(BundleRefused.class, () -> read(bundle, NOW)).getMessage();
    assertTrue(told.contains(why), told);
  }

  /** Online and offline each check says the same, among them this. */
  private void same(Outcome overall, String code, String credential) {
    Verdict online = city.verify(credential);
    Verdict offline = offline().verify(credential);
    assertEquals(codes(online), codes(offline));
    assertEquals(overall, offline.overall(), offline.toString());
    assertTrue(
        codes(offline).toString().contains(" " + code + "]")
            || codes(offline).toString().contains(" " + code + ","),
        offline.toString());
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.checks().stream()
        .map(check -> check.id() + " " + check.outcome() + " " + check.code())
        .toList();
  }

  private static Verdict.Check check(Verdict verdict, String id) {
    return verdict.checks().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
  }

  private CredentialVerifier offline() {
    return read(city.bundle(), NOW).verifier();
  }

  private TrustBundle read(String bundle, Instant now) {
    return TrustBundle.read(bundle, TrustAnchor.parse(city.anchor()), fixed(now));
  }

  private static Clock fixed(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static BundleContent.Group group(State state, int reason, Digest digest) {
    return new BundleContent.Group(
        FakeRegistry.ACCOUNT, state, reason, DigestPrefixes.of(List.of(digest)));
  }

  private static Optional<RegistrationReceipt> receipt(
      MerkleTree tree, List<SignedCredential> issued, int leaf) {
    return Optional.of(
        new RegistrationReceipt(
            issued.get(leaf).digest(),
            leaf,
            tree.path(leaf).stream().map(hash -> java.util.HexFormat.of().formatHex(hash)).toList(),
            tree.root(),
            issued.size(),
            CHAIN.id(),
            CHAIN.contract(),
            FakeRegistry.ACCOUNT,
            "0x" + "0".repeat(64),
            1,
            NOW));
  }
}
