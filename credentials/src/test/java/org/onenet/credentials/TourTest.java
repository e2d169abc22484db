package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.Verdict.Outcome.COULD_NOT_CHECK;
import static org.onenet.credentials.Verdict.Outcome.INVALID;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole room in one walk: keys, issue, publish, verify, revoke, rotate. */
final class TourTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final Did BUREAU = new Did("did:web:lanting.example:departments:public-security");
  private static final URI LIST =
      URI.create("https://lanting.example/status-lists/public-security/1");
  private static final String ACCOUNT = FakeRegistry.ACCOUNT;

  @TempDir Path folder;

  private IssuerKeys keys;
  private CredentialIssuer issuer;
  private FakeRegistry registry;
  private BitstringStatusList bits = BitstringStatusList.empty(131_072);
  private boolean listIsAway;
  private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

  @BeforeEach
  void open() {
    keys = IssuerKeys.open(folder.resolve("keys.jwe"), "secret".toCharArray(), clock);
    issuer = new CredentialIssuer(keys);
    registry = new FakeRegistry();
    registry.accreditations.put(
        "ResidenceCertificate",
        new Accreditation(ACCOUNT, NOW.minus(Duration.ofDays(1)), Optional.empty()));
  }

  @Test
  void a_fresh_credential_is_valid_though_not_yet_registered() {
    Verdict verdict = verify(issue().compact());
    assertEquals(VALID, verdict.overall(), verdict.toString());
    assertEquals(VerdictCode.NOT_YET_REGISTERED, code(verdict, "registration"));
  }

  @Test
  void a_registered_credential_is_valid() {
    SignedCredential credential = issue();
    registry.register(credential.digest(), RegistryEntry.State.IN_FORCE, NOW);
    Verdict verdict = verify(credential.compact());
    assertEquals(VALID, verdict.overall());
    assertEquals(VerdictCode.REGISTERED, code(verdict, "registration"));
    assertEquals("Lin Na", verdict.credential().orElseThrow().subject().get("fullName"));
  }

  @Test
  void a_changed_letter_breaks_the_signature() {
    String compact = issue().compact();
    String[] parts = compact.split("\\.");
    char[] signature = parts[2].toCharArray();
    signature[10] = signature[10] == 'A' ? 'B' : 'A';
    Verdict verdict = verify(parts[0] + "." + parts[1] + "." + new String(signature));
    assertEquals(VerdictCode.SIGNATURE_INVALID, code(verdict, "signature"));
    assertEquals(INVALID, verdict.of(Verdict.Axis.INTEGRITY));
  }

  @Test
  void a_revoked_bit_makes_it_invalid() {
    SignedCredential credential = issue();
    bits = bits.with(77, true);
    assertEquals(VerdictCode.REVOKED, code(verify(credential.compact()), "status-list"));
  }

  @Test
  void an_unreachable_chain_is_never_revoked_and_never_valid() {
    SignedCredential credential = issue();
    registry.away = true;
    Verdict verdict = verify(credential.compact());
    assertEquals(COULD_NOT_CHECK, verdict.overall());
    assertEquals(VALID, verdict.of(Verdict.Axis.INTEGRITY));
    assertEquals(COULD_NOT_CHECK, verdict.of(Verdict.Axis.ISSUER));
    assertEquals(VerdictCode.REGISTRY_UNREACHABLE, code(verdict, "registration"));
  }

  @Test
  void a_list_that_is_away_could_not_be_checked() {
    SignedCredential credential = issue();
    listIsAway = true;
    assertEquals(COULD_NOT_CHECK, verify(credential.compact()).overall());
  }

  @Test
  void what_an_old_key_signed_still_verifies_after_a_rotation() {
    SignedCredential old = issue();
    PublishedKey fresh = keys.rotate("public-security");
    SignedCredential later = issue();
    assertEquals("2026-2", fresh.fragment());
    assertTrue(later.keyId().endsWith("#2026-2"));
    assertEquals(VALID, verify(old.compact()).overall());
    assertEquals(VALID, verify(later.compact()).overall());
  }

  @Test
  void an_issuer_without_accreditation_is_invalid() {
    registry.accreditations.clear();
    Verdict verdict = verify(issue().compact());
    assertEquals(VerdictCode.NOT_ACCREDITED, verdict.codeOf(Verdict.Axis.ISSUER));
    assertEquals(INVALID, verdict.overall());
  }

  @Test
  void an_accreditation_covers_what_was_issued_in_its_time_and_nothing_before() {
    String compact = issue().compact();
    registry.accreditations.put(
        "ResidenceCertificate",
        new Accreditation(ACCOUNT, NOW.plus(Duration.ofSeconds(1)), Optional.empty()));
    Verdict verdict = verify(compact);
    assertEquals(VerdictCode.ACCREDITATION_DID_NOT_COVER, verdict.codeOf(Verdict.Axis.ISSUER));
    assertEquals(INVALID, verdict.overall());

    registry.accreditations.put(
        "ResidenceCertificate", new Accreditation(ACCOUNT, NOW, Optional.empty()));
    assertEquals(VALID, verify(compact).overall());
  }

  @Test
  void a_receipt_finds_what_was_registered_in_a_batch() {
    SignedCredential credential = issue();
    Digest other = Digest.ofCompact("another");
    MerkleTree tree = MerkleTree.of(List.of(other, credential.digest()));
    clock = Clock.offset(clock, Duration.ofDays(2));
    assertEquals(VerdictCode.NOT_REGISTERED, code(verify(credential.compact()), "registration"));
    assertEquals(COULD_NOT_CHECK, verify(credential.compact()).overall());
    registry.inBatches.add(ACCOUNT);
    assertEquals(VerdictCode.RECEIPT_NEEDED, code(verify(credential.compact()), "registration"));
    assertEquals(COULD_NOT_CHECK, verify(credential.compact()).overall());
    registry.batches.put(
        tree.root(),
        new RegistryEntry.Registered(ACCOUNT, NOW, RegistryEntry.State.IN_FORCE, 0, NOW));
    Optional<RegistrationReceipt> receipt = Optional.of(receipt(tree, 1, credential.digest()));
    assertEquals(
        VerdictCode.REGISTERED, code(verify(credential.compact(), receipt), "registration"));
    Optional<RegistrationReceipt> wrong = Optional.of(receipt(tree, 0, other));
    assertEquals(
        VerdictCode.RECEIPT_OF_ANOTHER, code(verify(credential.compact(), wrong), "registration"));
    registry.batches.put(
        tree.root(),
        new RegistryEntry.Registered(ACCOUNT, NOW, RegistryEntry.State.REVOKED, 1, NOW));
    assertEquals(
        VerdictCode.REVOKED_ON_CHAIN, code(verify(credential.compact(), receipt), "registration"));
  }

  @Test
  void once_an_issuer_accredits_keys_only_those_sign_and_only_in_their_time() {
    String compact = issue().compact();
    registry.keysRequired = true;
    Verdict verdict = verify(compact);
    assertEquals(VerdictCode.KEY_NOT_ACCREDITED, verdict.codeOf(Verdict.Axis.ISSUER));
    assertEquals(INVALID, verdict.overall());
    registry.windows.put(
        thumbprint(), new KeyAccreditation.Window(NOW, Optional.of(NOW.plusSeconds(1))));
    assertEquals(VALID, verify(compact).overall());
    registry.windows.put(
        thumbprint(), new KeyAccreditation.Window(NOW.minusSeconds(9), Optional.of(NOW)));
    assertEquals(VerdictCode.KEY_NOT_ACCREDITED, code(verify(compact), "accreditation"));
  }

  @Test
  void what_a_stolen_key_signed_fails_and_what_it_signed_before_holds_if_it_is_registered() {
    SignedCredential credential = issue();
    registry.stolen.put(thumbprint(), NOW);
    assertEquals(VerdictCode.KEY_STOLEN, code(verify(credential.compact()), "accreditation"));
    registry.stolen.put(thumbprint(), NOW.plusSeconds(1));
    Verdict verdict = verify(credential.compact());
    assertEquals(VerdictCode.KEY_STOLEN_AND_UNREGISTERED, code(verdict, "accreditation"));
    assertEquals(COULD_NOT_CHECK, verdict.of(Verdict.Axis.ISSUER));
    registry.register(credential.digest(), RegistryEntry.State.IN_FORCE, NOW);
    assertEquals(VALID, verify(credential.compact()).overall());
  }

  /** Of every signature (r, s) anybody can make (r, n − s), which is as right: SEC 1 §4.1.4. */
  @Test
  void the_twin_of_a_signature_is_known_by_the_same_digest() {
    SignedCredential credential = issue();
    registry.register(credential.digest(), RegistryEntry.State.REVOKED, NOW);
    Verdict verdict = verify(twin(credential.compact()));
    assertEquals(VerdictCode.SIGNATURE_VALID, code(verdict, "signature"));
    assertEquals(VerdictCode.REVOKED_ON_CHAIN, code(verdict, "registration"));
  }

  @Test
  void what_was_registered_with_the_higher_s_is_still_found() {
    String compact = twin(issue().compact());
    registry.register(Digest.ofCompact(compact), RegistryEntry.State.IN_FORCE, NOW);
    assertEquals(VerdictCode.REGISTERED, code(verify(compact), "registration"));
  }

  static String twin(String compact) {
    int end = compact.lastIndexOf('.') + 1;
    byte[] signature = Base64.getUrlDecoder().decode(compact.substring(end));
    BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
    BigInteger s = order.subtract(new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)));
    byte[] bytes = s.toByteArray();
    Arrays.fill(signature, 32, 64, (byte) 0);
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, signature, 64 - length, length);
    return compact.substring(0, end)
        + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  @Test
  void one_signature_has_one_spelling_so_that_a_credential_has_one_digest() {
    String compact = issue().compact();
    char last = compact.charAt(compact.length() - 1);
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String twin =
        compact.substring(0, compact.length() - 1) + digits.charAt(digits.indexOf(last) + 1);
    assertEquals(VerdictCode.NOT_A_CREDENTIAL, code(verify(twin), "format"));
    assertEquals(VerdictCode.NOT_A_CREDENTIAL, code(verify(compact + "="), "format"));
  }

  @Test
  void a_verifier_that_knows_a_list_still_asks_for_the_newest_and_for_its_key() {
    String compact = issue().compact();
    boolean[] keyGone = new boolean[1];
    CredentialVerifier verifier =
        new CredentialVerifier(
            registry,
            (did, fragment) ->
                keyGone[0]
                    ? Optional.empty()
                    : new DidDocument(BUREAU, keys.published("public-security")).key(fragment),
            address ->
                issuer
                    .issueStatusList(
                        "public-security",
                        BUREAU,
                        LIST,
                        StatusPurpose.REVOCATION,
                        bits,
                        NOW,
                        Duration.ofMinutes(15))
                    .compact(),
            clock);
    assertEquals(VALID, verifier.verify(compact).overall());
    bits = bits.with(77, true);
    assertEquals(VerdictCode.REVOKED, code(verifier.verify(compact), "status-list"));
    keyGone[0] = true;
    assertEquals(VerdictCode.STATUS_LIST_REFUSED, code(verifier.verify(compact), "status-list"));
    assertEquals(VerdictCode.KEY_UNKNOWN, code(verifier.verify(compact), "signature"));
  }

  @Test
  void an_issuer_whose_key_is_of_another_kind_could_not_be_checked() {
    String compact = issue().compact();
    IssuerDocuments odd =
        (did, fragment) ->
            Optional.of(
                new PublishedKey(
                    fragment,
                    Map.of("kty", "RSA", "n", "AQAB", "e", "AQAB"),
                    NOW,
                    Optional.empty()));
    StatusLists none =
        address -> {
          throw new Unreachable(address + " is away", null);
        };
    Verdict verdict = new CredentialVerifier(registry, odd, none, clock).verify(compact);
    assertEquals(VerdictCode.ISSUER_DOCUMENT_MALFORMED, code(verdict, "signature"));
    assertEquals(COULD_NOT_CHECK, verdict.overall());
  }

  @Test
  void a_text_that_is_no_credential_is_named_as_such() {
    for (String text : new String[] {"", "hello", "a.b.c", "x".repeat(70_000)}) {
      Verdict verdict = verify(text);
      assertEquals(INVALID, verdict.overall());
      assertFalse(verdict.credential().isPresent());
    }
  }

  @Test
  void the_key_file_needs_its_password_and_survives_a_restart() {
    SignedCredential credential = issue();
    IssuerKeys again = IssuerKeys.open(folder.resolve("keys.jwe"), "secret".toCharArray(), clock);
    assertEquals(1, again.published("public-security").size());
    assertEquals(VALID, verify(credential.compact()).overall());
    assertThrows(
        KeysUnreadable.class,
        () -> IssuerKeys.open(folder.resolve("keys.jwe"), "wrong".toCharArray(), clock));
  }

  @Test
  void a_did_document_comes_back_as_it_was_written() {
    keys.rotate("public-security");
    keys.rotate("public-security");
    DidDocument document = new DidDocument(BUREAU, keys.published("public-security"));
    String json = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(document.toJson());
    DidDocument read = DidDocument.parse(json, BUREAU);
    assertEquals(2, read.keys().size());
    assertEquals(document.keys().getFirst().until(), read.keys().getFirst().until());
    assertThrows(
        MalformedCredential.class,
        () -> DidDocument.parse(json, new Did("did:web:another.example")));
  }

  private SignedCredential issue() {
    return issuer.issue(
        "public-security",
        BUREAU,
        new CredentialDraft(
            "urn:uuid:9d2a3c5e-6f8b-4e7b-9a51-0c8a3a1d7b11",
            "ResidenceCertificate",
            Map.of("en", "Public Security Bureau", "zh", "公安局"),
            Map.of("en", "Residence certificate", "zh", "居住证"),
            NOW,
            Optional.of(NOW.plus(Duration.ofDays(365))),
            Map.of("fullName", "Lin Na"),
            URI.create("https://lanting.example/schemas/ResidenceCertificate.json"),
            List.of(new StatusEntry.Bit(StatusPurpose.REVOCATION, LIST, 77))));
  }

  private String thumbprint() {
    try {
      return com.nimbusds.jose.jwk.ECKey.parse(keys.published("public-security").getFirst().jwk())
          .computeThumbprint()
          .toString();
    } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static RegistrationReceipt receipt(MerkleTree tree, int leaf, Digest digest) {
    return new RegistrationReceipt(
        digest,
        leaf,
        tree.path(leaf).stream().map(java.util.HexFormat.of()::formatHex).toList(),
        tree.root(),
        tree.leafCount(),
        31_337,
        "0x00000000000000000000000000000000000000cc",
        ACCOUNT,
        "0x" + "ab".repeat(32),
        12,
        NOW);
  }

  private Verdict verify(String compact) {
    return verify(compact, Optional.empty());
  }

  private Verdict verify(String compact, Optional<RegistrationReceipt> receipt) {
    StatusLists lists =
        address -> {
          if (listIsAway) throw new Unreachable(address + " is away", null);
          return issuer
              .issueStatusList(
                  "public-security",
                  BUREAU,
                  LIST,
                  StatusPurpose.REVOCATION,
                  bits,
                  NOW,
                  Duration.ofMinutes(15))
              .compact();
        };
    IssuerDocuments documents =
        (did, fragment) -> new DidDocument(BUREAU, keys.published("public-security")).key(fragment);
    return new CredentialVerifier(registry, documents, lists, clock).verify(compact, receipt);
  }

  private static VerdictCode code(Verdict verdict, String check) {
    return verdict.checks().stream()
        .filter(one -> one.id().equals(check))
        .findFirst()
        .orElseThrow()
        .code();
  }
}
