package org.onenet.credentials;

import static org.onenet.credentials.TestCity.ASKED;
import static org.onenet.credentials.TestCity.HOLDER;
import static org.onenet.credentials.TestCity.NOW;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Does something to a text, and to it again: characters, pieces, parts of it and of others. */
final class Mutants {
  private final List<String> strangers;

  private Mutants(List<String> strangers) {
    this.strangers = strangers;
  }

  /** With this city's credentials as the strangers whose parts are put in. */
  static Mutants in(TestCity city) {
    return new Mutants(
        List.of(
            city.issueVcJwt().compact(),
            city.issueSdJwtVc().compact(),
            SdJwtPresentation.of(city.issueSdJwtVc().compact()).boundBy(HOLDER, ASKED, NOW),
            city.lists.get(TestCity.TOKENS)));
  }

  String of(String text, Random random) {
    String mutant = text;
    for (int n = random.nextInt(3); n >= 0; n--) {
      mutant = change(random).apply(mutant);
    }
    return mutant;
  }

  private UnaryOperator<String> change(Random random) {
    return switch (random.nextInt(11)) {
      case 0 -> text -> at(text, random, (chars, i) -> chars[i] ^= (char) (1 << random.nextInt(8)));
      case 1 -> text -> at(text, random, (chars, i) -> chars[i] = (char) random.nextInt(65_536));
      case 2 -> text -> text.substring(0, random.nextInt(text.length() + 1));
      case 3 -> text -> text.substring(random.nextInt(text.length() + 1));
      case 4 -> text -> span(text, random, "");
      case 5 -> text -> span(text, random, null);
      case 6 -> text -> parts(text, "~", random, Mutants::swapped);
      case 7 -> text -> parts(text, "~", random, Mutants::doubled);
      case 8 -> text -> parts(text, ".", random, Mutants::swapped);
      case 9 -> text -> parts(text, random.nextBoolean() ? "~" : ".", random, this::foreign);
      default -> text -> parts(text, "~", random, Mutants::dropped);
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
  private void foreign(List<String> parts, Random random) {
    String[] others = strangers.get(random.nextInt(strangers.size())).split("[.~]");
    parts.set(random.nextInt(parts.size()), others[random.nextInt(others.length)]);
  }
}
