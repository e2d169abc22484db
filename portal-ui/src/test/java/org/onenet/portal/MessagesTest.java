package org.onenet.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onenet.portal.api.StatusChange;

class MessagesTest {
  @Test
  void both_languages_have_the_same_texts() throws IOException {
    assertEquals(
        new TreeSet<>(texts("en").stringPropertyNames()),
        new TreeSet<>(texts("zh").stringPropertyNames()));
  }

  @Test
  void every_text_that_a_view_names_is_there() throws IOException {
    Properties known = texts("en");
    Pattern named =
        Pattern.compile("[^a-zA-Z](?:t|getTranslation)\\(\\s*\"([a-zA-Z.-]+[a-zA-Z])\"[,)]");
    TreeSet<String> missing = new TreeSet<>();
    int[] seen = {0};
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/onenet/portal"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.toString().contains("/pages/")) {
          continue;
        }
        named
            .matcher(Files.readString(file))
            .results()
            .map(m -> m.group(1))
            .forEach(
                key -> {
                  seen[0]++;
                  if (!known.containsKey(key)) {
                    missing.add(key);
                  }
                });
      }
    }
    assertTrue(seen[0] > 50, "the pattern finds the views' texts");
    assertEquals(new TreeSet<>(), missing);
  }

  @Test
  void every_change_of_a_status_has_its_words_and_its_reasons() throws IOException {
    TreeSet<String> needed = new TreeSet<>();
    for (StatusChange change : StatusChange.values()) {
      needed.add("issued." + change.word());
      needed.add("history." + change.word());
      for (String part : List.of("title", "text", "confirm")) {
        needed.add("status." + change.word() + "." + part);
      }
      change.reasonCodes().forEach(code -> needed.add("reason." + code));
    }
    needed.removeAll(texts("en").stringPropertyNames());
    assertEquals(new TreeSet<>(), needed);
  }

  private static Properties texts(String language) throws IOException {
    Properties texts = new Properties();
    try (var in =
        Files.newBufferedReader(
            Path.of("src/main/resources/messages_" + language + ".properties"))) {
      texts.load(in);
    }
    return texts;
  }
}
