package org.onenet.credentials.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command's words: {@code FILE --name value --flag}, in any order. */
final class Arguments {
  private final List<String> plain = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private Arguments() {}

  /**
   * @param valued options that have a value
   * @param flags options that have none
   * @throws UsageError naming the word that does not fit
   */
  static Arguments of(List<String> words, Set<String> valued, Set<String> flags) {
    Arguments read = new Arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (!word.startsWith("--")) {
        read.plain.add(word);
      } else if (flags.contains(word)) {
        read.put(word, "");
      } else if (!valued.contains(word)) {
        throw new UsageError("there is no option " + word + " here");
      } else if (i + 1 == words.size() || words.get(i + 1).startsWith("--")) {
        throw new UsageError(word + " needs a value");
      } else {
        read.put(word, words.get(++i));
      }
    }
    return read;
  }

  private void put(String option, String value) {
    if (options.putIfAbsent(option, value) != null) {
      throw new UsageError(option + " is there twice");
    }
  }

  boolean has(String flag) {
    return options.containsKey(flag);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  String required(String name) {
    return option(name).orElseThrow(() -> new UsageError(name + " is missing"));
  }

  /** The one word that is no option. */
  String only(String name) {
    if (plain.isEmpty()) throw new UsageError(name + " is missing");
    if (plain.size() > 1) throw new UsageError("one " + name + " at a time, not " + plain);
    return plain.getFirst();
  }

  void none() {
    if (!plain.isEmpty()) throw new UsageError("what is " + plain.getFirst() + "?");
  }
}
