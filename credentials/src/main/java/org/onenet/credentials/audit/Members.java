package org.onenet.credentials.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The members of a JSON object; each refusal names the member. */
final class Members {
  private final String where;
  private final Map<String, Object> json;

  Members(String where, Map<String, Object> json, Set<String> needed, Set<String> optional) {
    this.where = where;
    this.json = json;
    for (String name : needed) {
      if (json.get(name) == null) throw new MalformedExport(where + "." + name + ": is missing");
    }
    for (String name : json.keySet()) {
      if (!needed.contains(name) && !optional.contains(name)) {
        throw new MalformedExport(where + "." + name + ": is not known here");
      }
    }
  }

  String text(String name) {
    if (json.get(name) instanceof String text) return text;
    throw new MalformedExport(where + "." + name + ": expected a text");
  }

  Optional<String> optional(String name) {
    return json.containsKey(name) ? Optional.of(text(name)) : Optional.empty();
  }

  long number(String name) {
    Object value = json.get(name);
    if (value instanceof Integer || value instanceof Long) {
      long number = ((Number) value).longValue();
      if (number >= 0) return number;
    }
    throw new MalformedExport(where + "." + name + ": expected a whole number from 0");
  }

  Instant instant(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeParseException e) {
      throw new MalformedExport(where + "." + name + ": expected a time such as 2026-11-27T08:30Z");
    }
  }

  byte[] hash(String name) {
    return hash(name, text(name));
  }

  List<byte[]> hashes(String name) {
    if (!(json.get(name) instanceof List<?> list)) {
      throw new MalformedExport(where + "." + name + ": expected a list of hashes");
    }
    return list.stream().map(one -> hash(name, String.valueOf(one))).toList();
  }

  /** What is written as base64url. */
  Optional<byte[]> optionalBytes(String name) {
    if (!json.containsKey(name)) return Optional.empty();
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text(name)));
    } catch (IllegalArgumentException e) {
      throw new MalformedExport(where + "." + name + ": expected base64url");
    }
  }

  private byte[] hash(String name, String text) {
    try {
      byte[] hash = HexFormat.of().parseHex(text);
      if (hash.length == AuditChain.SIZE) return hash;
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw new MalformedExport(where + "." + name + ": expected 64 hex digits");
  }

  /** Empty when it is not there; when it is, it has one at least. */
  List<String> texts(String name) {
    if (!json.containsKey(name)) return List.of();
    if (!(json.get(name) instanceof List<?> list) || list.isEmpty()) {
      throw new MalformedExport(where + "." + name + ": expected a list of texts");
    }
    List<String> texts = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof String text)) {
        throw new MalformedExport(where + "." + name + ": expected a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> object(String name) {
    if (json.get(name) instanceof Map<?, ?> object) return (Map<String, Object>) object;
    throw new MalformedExport(where + "." + name + ": expected an object");
  }

  @SuppressWarnings("unchecked")
  List<Map<String, Object>> objects(String name) {
    if (!(json.get(name) instanceof List<?> list)) {
      throw new MalformedExport(where + "." + name + ": expected a list");
    }
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Object one : list) {
      if (!(one instanceof Map<?, ?> object)) {
        throw new MalformedExport(where + "." + name + ": expected a list of objects");
      }
      objects.add((Map<String, Object>) object);
    }
    return objects;
  }
}
