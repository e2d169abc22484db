package org.onenet.services.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.services.verification.VerifierWorld.DEPARTMENT;
import static org.onenet.services.verification.VerifierWorld.NOW;
import static org.onenet.services.verification.VerifierWorld.TYPE;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.BundleContent;
import org.onenet.credentials.CredentialVerifier;
import org.onenet.credentials.Digest;
import org.onenet.credentials.IssuerKeys;
import org.onenet.credentials.PublishedKey;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.RegistryEntry.State;
import org.onenet.credentials.Shown;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.TrustAnchor;
import org.onenet.credentials.TrustBundle;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.Verdict.Outcome;
import org.onenet.credentials.VerdictCode;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.web.Json;
import org.onenet.services.verification.MakeTrustBundle.Made;

/** What a verifier with the city's bundle and no network finds, against what the city finds. */
final class MakeTrustBundleTest {
  @TempDir static Path folder;
  private static IssuerKeys keys;

  private VerifierWorld city;
  private MakeTrustBundle make;

  @BeforeAll
  static void open() {
    keys = VerifierWorld.keysIn(folder);
  }

  @BeforeEach
  void begin() {
    city = new VerifierWorld(keys);
    make = city.makeTrustBundle();
  }

  @Test
  void valid_in_each_form_on_and_offline() {
    SignedCredential registered = city.vcJwt();
    city.chain.register(registered.digest(), State.IN_FORCE, 0);
    same(Outcome.VALID, "REGISTERED", registered);
    same(Outcome.VALID, "NOT_YET_REGISTERED", city.vcJwt());
    same(Outcome.VALID, "NOT_REVOKED", city.sdJwtVc());
  }

  @Test
  void revoked_and_suspended_on_and_offline() {
    SignedCredential onChain = city.vcJwt();
    city.chain.register(onChain.digest(), State.REVOKED, 4);
    SignedCredential suspendedOnChain = city.vcJwt();
    city.chain.register(suspendedOnChain.digest(), State.SUSPENDED, 2);
    SignedCredential revoked = city.vcJwt();
    city.revoked.set(city.lastPlace());
    SignedCredential suspended = city.vcJwt();
    city.suspended.set(city.lastPlace());
    SignedCredential copy = city.sdJwtVc();
    city.suspended.set(city.lastPlace());
    same(Outcome.INVALID, "REVOKED_ON_CHAIN", onChain);
    same(Outcome.INVALID, "SUSPENDED_ON_CHAIN", suspendedOnChain);
    same(Outcome.INVALID, "REVOKED", revoked);
    same(Outcome.INVALID, "SUSPENDED", suspended);
    same(Outcome.INVALID, "SUSPENDED", copy);
  }

  @Test
  void in_a_batch_with_its_receipt_on_and_offline() {
    SignedCredential inForce = city.vcJwt();
    SignedCredential revoked = city.vcJwt();
    SignedCredential copy = city.sdJwtVc();
    city.chain.registerByRoot(List.of(inForce.digest(), revoked.digest(), copy.digest()));
    city.chain.changeLeaf(revoked.digest(), State.REVOKED, 4);
    same(Outcome.VALID, "REGISTERED", inForce, receipt(inForce));
    same(Outcome.VALID, "REGISTERED", copy, receipt(copy));
    same(Outcome.INVALID, "REVOKED_ON_CHAIN", revoked, receipt(revoked));
    assertEquals(
        List.of(),
        read(made()).content().registered(),
        "a batch is its root, however many stand in it");
  }

  @Test
  void days_later_without_its_receipt_the_city_knows_it_and_the_bundle_asks_for_it() {
    SignedCredential inForce = city.vcJwt();
    SignedCredential revoked = city.vcJwt();
    city.chain.registerByRoot(List.of(inForce.digest(), revoked.digest()));
    city.chain.changeLeaf(revoked.digest(), State.REVOKED, 4);
    city.clock.pass(Duration.ofDays(2));
    Verdict online = city.verifyCredential().verify(inForce.compact());
    assertEquals(VerdictCode.REGISTERED, code(online));
    assertEquals(Outcome.VALID, online.overall());
    assertEquals(
        codes(online),
        codes(city.verifyCredential().verify(List.of(Shown.of(inForce.compact()))).getFirst()),
        "the same among many");
    assertEquals(
        VerdictCode.REVOKED_ON_CHAIN, code(city.verifyCredential().verify(revoked.compact())));

    CredentialVerifier offline = read(made()).verifier();
    Verdict alone = offline.verify(inForce.compact());
    assertEquals(VerdictCode.RECEIPT_NEEDED, code(alone));
    assertEquals(Outcome.COULD_NOT_CHECK, alone.overall());
    Verdict shown = offline.verify(inForce.compact(), receipt(inForce));
    assertEquals(VerdictCode.REGISTERED, code(shown));
    assertEquals(Outcome.VALID, shown.overall());
    assertEquals(VerdictCode.REVOKED_ON_CHAIN, code(offline.verify(revoked.compact())));
    assertEquals(
        VerdictCode.RECEIPT_OF_ANOTHER, code(offline.verify(inForce.compact(), receipt(revoked))));
  }

  @Test
  void expired_stolen_and_unaccredited_on_and_offline() {
    SignedCredential ends = city.vcJwt(TYPE, Optional.of(NOW.plusSeconds(30)));
    SignedCredential other = city.vcJwt("SoleTraderLicence", Optional.empty());
    SignedCredential ofBefore = city.vcJwt("TypeOfBefore", Optional.empty());
    city.clock.pass(Duration.ofSeconds(30));
    same(Outcome.INVALID, "EXPIRED", ends);
    same(Outcome.INVALID, "NOT_ACCREDITED", other);
    same(Outcome.INVALID, "NOT_ACCREDITED", ofBefore);
    SignedCredential stolen = city.vcJwt();
    PublishedKey key = city.desk.document(DEPARTMENT).keys().getLast();
    city.chain.stolen.put(city.desk.did(DEPARTMENT) + " " + key.thumbprint(), NOW);
    same(Outcome.INVALID, "KEY_STOLEN", stolen);
  }

  @Test
  void what_a_retired_key_signed_on_and_offline(@TempDir Path own) {
    IssuerKeys rotated = VerifierWorld.keysIn(own);
    city = new VerifierWorld(rotated);
    make = city.makeTrustBundle();
    SignedCredential before = city.vcJwt();
    city.desk.rotate(DEPARTMENT);
    same(Outcome.VALID, "SIGNATURE_VALID", before);
  }

  @Test
  void hours_later_it_still_answers_and_after_a_day_no_more() {
    SignedCredential credential = city.vcJwt();
    city.chain.register(credential.digest(), State.IN_FORCE, 0);
    TrustBundle bundle = read(made());
    city.clock.pass(Duration.ofHours(23));
    assertEquals(Outcome.VALID, bundle.verifier().verify(credential.compact()).overall());
    city.clock.pass(Duration.ofHours(1));
    Verdict verdict = bundle.verifier().verify(credential.compact());
    for (Verdict.Axis axis : Verdict.Axis.values()) {
      assertEquals(Outcome.COULD_NOT_CHECK, verdict.of(axis), axis.toString());
    }
  }

  @Test
  void it_tells_of_every_department_and_type_and_of_the_chains_height() {
    BundleContent content = read(made()).content();
    assertEquals(Department.all().size(), content.issuers().size());
    for (BundleContent.Issuer issuer : content.issuers()) {
      assertEquals(
          List.of(
              "DegreeCertificate",
              "DisabledParkingPermit",
              "ResidenceCertificate",
              "SeniorCitizenCard",
              "SoleTraderLicence",
              "TypeOfBefore"),
          issuer.types().stream().map(BundleContent.Type::name).toList());
    }
    assertEquals(4_711, content.chain().block());
    assertEquals(3, content.statusLists().size(), "one list in each form");
  }

  @Test
  void it_is_made_once_a_minute_and_is_another_then() {
    Made first = made();
    int asked = city.chain.asked;
    city.clock.pass(Duration.ofSeconds(59));
    assertSame(first, made());
    assertEquals(asked, city.chain.asked);
    city.clock.pass(Duration.ofSeconds(1));
    assertNotEquals(first.tag(), made().tag());
  }

  @Test
  void with_the_registry_away_there_is_none_and_soon_after_there_is() {
    city.chain.away = true;
    assertInstanceOf(MakeTrustBundle.Result.RegistryAway.class, make.current());
    int asked = city.chain.asked;
    assertInstanceOf(MakeTrustBundle.Result.RegistryAway.class, make.current());
    assertEquals(asked, city.chain.asked, "nobody waits for it again at once");
    city.chain.away = false;
    city.clock.pass(Duration.ofSeconds(5));
    assertTrue(read(made()).isCurrent());
  }

  @Test
  void a_hundred_thousand_digests_are_some_two_megabytes() {
    for (int i = 0; i < 100_000; i++) {
      city.chain.register(Digest.ofCompact("credential " + i), State.IN_FORCE, 0);
    }
    long began = System.nanoTime();
    Made made = made();
    long signed = System.nanoTime();
    TrustBundle bundle = read(made);
    long read = System.nanoTime();
    System.out.printf(
        "trust bundle of 100,000 digests: %,d characters, made in %d ms, read in %d ms%n",
        made.compact().length(), (signed - began) / 1_000_000, (read - signed) / 1_000_000);
    assertTrue(made.compact().length() < 2_000_000, made.compact().length() + " characters");
    assertInstanceOf(
        org.onenet.credentials.RegistryEntry.Registered.class,
        bundle.entry(Digest.ofCompact("credential 77777")));
  }

  private Optional<RegistrationReceipt> receipt(SignedCredential credential) {
    return Optional.of(city.chain.receipts.get(credential.digest()));
  }

  private static VerdictCode code(Verdict verdict) {
    return verdict.checks().stream()
        .filter(check -> check.id().equals("registration"))
        .findFirst()
        .orElseThrow()
        .code();
  }

  private void same(Outcome overall, String code, SignedCredential credential) {
    same(overall, code, credential, Optional.empty());
  }

  private void same(
      Outcome overall,
      String code,
      SignedCredential credential,
      Optional<RegistrationReceipt> receipt) {
    Verdict online =
        city.verifyCredential().verify(new Shown(credential.compact(), receipt, Optional.empty()));
    city.clock.pass(MakeTrustBundle.KEEP);
    Instant now = city.clock.instant();
    Verdict offline = read(made()).verifier().verify(credential.compact(), receipt);
    assertEquals(now, offline.asOf());
    assertEquals(codes(online), codes(offline));
    assertEquals(overall, offline.overall(), offline.toString());
    assertTrue(
        offline.checks().stream().anyMatch(check -> check.code().name().equals(code)),
        offline.toString());
  }

  private static List<String> codes(Verdict verdict) {
    return verdict.checks().stream()
        .map(check -> check.id() + " " + check.outcome() + " " + check.code())
        .toList();
  }

  private Made made() {
    return assertInstanceOf(Made.class, make.current());
  }

  private TrustBundle read(Made made) {
    String pinned = Json.MAPPER.writeValueAsString(city.desk.cityDocument().toJson());
    return TrustBundle.read(made.compact(), TrustAnchor.parse(pinned), city.clock);
  }
}
