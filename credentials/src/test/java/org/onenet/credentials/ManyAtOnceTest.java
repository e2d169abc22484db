package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.TestCity.code;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.credentials.Verdict.Outcome;

/** Many credentials judged together: each as if it were alone. */
final class ManyAtOnceTest {
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
  void each_gets_the_verdict_that_it_gets_alone_in_the_order_asked() {
    SignedCredential revoked = city.issueVcJwt();
    city.registry.register(revoked.digest(), RegistryEntry.State.REVOKED, NOW);
    String bound = SdJwtPresentation.of(city.issueSdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW);
    List<Shown> shown =
        List.of(
            Shown.of(city.issueVcJwt().compact()),
            Shown.of("no certificate"),
            Shown.of(revoked.compact()),
            new Shown(bound, Optional.empty(), Optional.of(ASKED)),
            Shown.of(""),
            Shown.of(city.issueSdJwtVc().compact() + "trailing"));
    List<Verdict> together = city.verifier().verify(shown);
    assertEquals(
        shown.stream()
            .map(one -> city.verifier().verify(one.text(), one.receipt(), one.binding()))
            .toList(),
        together);
    assertEquals(
        List.of(
            Outcome.VALID,
            Outcome.INVALID,
            Outcome.INVALID,
            Outcome.VALID,
            Outcome.INVALID,
            Outcome.INVALID),
        together.stream().map(Verdict::overall).toList());
  }

  @Test
  void all_digests_are_asked_for_in_one_question() {
    List<Shown> shown =
        Collections.nCopies(3, 0).stream().map(i -> Shown.of(city.issueVcJwt().compact())).toList();
    city.verifier().verify(shown);
    assertEquals(List.of(3), city.registry.askedTogether);
  }

  @Test
  void a_registry_that_is_away_is_waited_for_once() {
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < 5; i++) shown.add(Shown.of(city.issueVcJwt().compact()));
    city.registry.away = true;
    for (Verdict verdict : city.verifier().verify(shown)) {
      assertEquals(VerdictCode.REGISTRY_UNREACHABLE, code(verdict, "registration"));
      assertEquals(VerdictCode.REGISTRY_UNREACHABLE, code(verdict, "accreditation"));
      assertEquals(Outcome.COULD_NOT_CHECK, verdict.overall());
    }
    assertEquals(1, city.registry.timesAway);
  }
}
