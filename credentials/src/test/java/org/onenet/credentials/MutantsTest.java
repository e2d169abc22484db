package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;
import static org.onenet.credentials.Verdict.Outcome.VALID;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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
  private static List<String> strangers;

  @BeforeAll
  static void issue() {
    city = new TestCity(TestCity.keysIn(folder));
    strangers =
        List.of(
            city.issueVcJwt().compact(),
            city.issueSdJwtVc().compact(),
            SdJwtPresentation.of(city.issueSdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW),
            city.lists.get(TestCity.TOKENS));
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
      String mutant = text;
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutant = change(random).apply(mutant);
      }
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

  private static UnaryOperator<String> change(Random random) {
    return switch (random.nextInt(11)) {
      case 0 -> text -> at(text, random, (chars, i) -> chars[i] ^= (char) (1 << random.nextInt(8)));
      case 1 -> text -> at(text, random, (chars, i) -> chars[i] = (char) random.nextInt(65_536));
      case 2 -> text -> text.substring(0, random.nextInt(text.length() + 1));
      case 3 -> text -> text.substring(random.nextInt(text.length() + 1));
      case 4 -> text -> span(text, random, "");
      case 5 -> text -> span(text, random, null);
      case 6 -> text -> parts(text, "~", random, MutantsTest::swapped);
      case 7 -> text -> parts(text, "~", random, MutantsTest::doubled);
      case 8 -> text -> parts(text, ".", random, MutantsTest::swapped);
      case 9 -> text -> parts(text, random.nextBoolean() ? "~" : ".", random, MutantsTest::foreign);
      default -> text -> parts(text, "~", random, MutantsTest::dropped);
    };
  }

  private interface CharChange {
    void to(char[] chars, int index);
  }

  private static String at(String text, Random random, CharChange change) {
    if (text.isEmpty()) return "~";
    char[] chars = text.toCharArray();
    change.to(chars, random.nextInt(chars.length));
    return new String(chars);
  }

  /** A piece of up to 40 characters taken out, or doubled. */
  private static String span(String text, Random random, String instead) {
    int from = random.nextInt(text.length() + 1);
    int to = Math.min(text.length(), from + 1 + random.nextInt(40));
    String piece = text.substring(from, to);
    return text.substring(0, from)
        + (instead == null ? piece + piece : instead)
        + text.substring(to);
  }

  private interface PartsChange {
    void to(List<String> parts, Random random);
  }

  private static String parts(String text, String mark, Random random, PartsChange change) {
    List<String> parts = new ArrayList<>(Arrays.asList(text.split(Pattern.quote(mark), -1)));
    change.to(parts, random);
    return String.join(mark, parts);
  }

  private static void swapped(List<String> parts, Random random) {
    Collections.swap(parts, random.nextInt(parts.size()), random.nextInt(parts.size()));
  }

  private static void doubled(List<String> parts, Random random) {
    parts.add(random.nextInt(parts.size()), parts.get(random.nextInt(parts.size())));
  }

  private static void dropped(List<String> parts, Random random) {
    parts.remove(random.nextInt(parts.size()));
  }

  /** A part of another credential in the place of one. */
  private static void foreign(List<String> parts, Random random) {
    String[] others = strangers.get(random.nextInt(strangers.size())).split("[.~]");
    parts.set(random.nextInt(parts.size()), others[random.nextInt(others.length)]);
  }
}
