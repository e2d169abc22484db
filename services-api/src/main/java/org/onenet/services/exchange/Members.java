package org.onenet.services.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.platform.Text;

/** The members of a message; what is not as it must be is refused by its name. */
final class Members {
  private final Map<?, ?> members;

  Members(Map<?, ?> members) {
    this.members = members;
  }

  String text(String name) {
    return optional(name).orElseThrow(() -> new MalformedMessage(name, "a text"));
  }

  Optional<String> optional(String name) {
    Object value = members.get(name);
    if (value == null) return Optional.empty();
    if (value instanceof String text && !text.isBlank()) return Optional.of(text);
    throw new MalformedMessage(name, "a text");
  }

  List<String> texts(String name) {
    if (members.get(name) instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw new MalformedMessage(name, "a list of texts");
  }

  List<Members> objects(String name) {
    if (members.get(name) instanceof List<?> list
        && list.stream().allMatch(Map.class::isInstance)) {
      return list.stream().map(one -> new Members((Map<?, ?>) one)).toList();
    }
    throw new MalformedMessage(name, "a list of objects");
  }

  Members object(String name) {
    if (members.get(name) instanceof Map<?, ?> map) return new Members(map);
    throw new MalformedMessage(name, "an object");
  }

  Text inBothLanguages(String name) {
    Members texts = object(name);
    return new Text(texts.text("en"), texts.text("zh"));
  }

  boolean has(String name) {
    return members.get(name) != null;
  }

  /** All of them, which must be texts. */
  Map<String, String> allTexts() {
    Map<String, String> all = new LinkedHashMap<>();
    members.keySet().forEach(name -> all.put(String.valueOf(name), text(String.valueOf(name))));
    return all;
  }
}
