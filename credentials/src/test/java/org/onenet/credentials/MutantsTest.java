package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Valid credentials with something done to them, from a fixed seed: none makes the verifier throw,
 * and none is valid but what is no change. An SD-JWT without a key binding may be shown with fewer
 * disclosures and in another order: that is the holder's right, and the only exception.
 */
final class MutantsTest {
  private static final long SEED = 9901;
  private static final int MUTANTS = 12_000;

  @TempDir static Path folder;
  private static TestCity city;
  private static Mutants mutants;

  @BeforeAll
  static void issue() {
    city = new TestCity(TestCity.keysIn(folder));
    mutants = Mutants.in(city);
  }

  @Test
  void no_mutant_of_a_vc_jwt_is_valid() {
    String text = city.issueVcJwt().compact();
    hunt(text, city::verify, text::equals);
  }

  @Test
  void a_mutant_of_an_sd_jwt_is_valid_only_as_a_choice_of_what_was_issued() {
    String text = city.issueSdJwtVc().compact();
    hunt(text, city::verify, mutant -> isChoiceOf(text, mutant));
  }

  @Test
  void no_mutant_of_a_bound_presentation_is_valid() {
    String text = SdJwtPresentation.of(city.issueSdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW);
    hunt(text, mutant -> city.verify(mutant, ASKED), text::equals);
  }

  private static void hunt(
      String text, Function<String, Verdict> verify, Predicate<String> isNoChange) {
    assertEquals(VALID, verify.apply(text).overall());
    Random random = new Random(SEED);
    int changed = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutants.of(text, random);
      boolean same = isNoChange.test(mutant.strip());
      if (!same) changed++;
      Verdict verdict = verify.apply(mutant);
      assertEquals(same, verdict.overall() == VALID, "mutant " + i + " of " + text + ": " + mutant);
    }
    assertTrue(changed > MUTANTS * 3 / 4, "only " + changed + " mutants were changed");
  }

  /** The same signed JWT, some of its disclosures, each once, and nothing else. */
  private static boolean isChoiceOf(String issued, String mutant) {
    if (!mutant.endsWith("~")) return false;
    List<String> all = List.of(issued.split("~"));
    List<String> shown = List.of(mutant.substring(0, mutant.length() - 1).split("~", -1));
    Set<String> once = new HashSet<>(shown);
    return shown.getFirst().equals(all.getFirst())
        && once.size() == shown.size()
        && all.containsAll(once);
  }
}
