package org.onenet.credentials.audit;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One line of an export (newline-delimited JSON): first the seals, then the entries stream by
 * stream in their order, last each stream's head.
 *
 * <pre>
 * {"seal":{…},"digest":"…","leaves":"base64url of the sealed hashes","timeStamp":"base64url of RFC 3161"}
 * {"entry":{…},"hash":"…"}
 * {"head":"…","stream":"public-security","entries":12}
 * </pre>
 */
public sealed interface ExportLine {
  /** Each entry begins its line so: who looks for seals need not read those. */
  String ENTRY = "{\"entry\":";

  /** The text of the line, without its end. */
  String text();

  /**
   * @param leaves the hashes of the sealed entries, one after the other: by them alone a row can be
   *     named after everything else was computed anew
   * @param timeStamp an RFC 3161 token over the digest
   */
  record Seal(AuditSeal seal, String digest, byte[] leaves, Optional<byte[]> timeStamp)
      implements ExportLine {
    @Override
    public String text() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("seal", seal.toJson());
      line.put("digest", digest);
      line.put("leaves", Base64.getUrlEncoder().withoutPadding().encodeToString(leaves));
      timeStamp.ifPresent(
          token ->
              line.put("timeStamp", Base64.getUrlEncoder().withoutPadding().encodeToString(token)));
      return Wire.MAPPER.writeValueAsString(line);
    }
  }

  /** An entry and the hash that is kept beside it. */
  record Row(AuditEntry entry, byte[] hash) implements ExportLine {
    @Override
    public String text() {
      return ENTRY
          + new String(entry.canonical(), java.nio.charset.StandardCharsets.UTF_8)
          + ",\"hash\":\""
          + HexFormat.of().formatHex(hash)
          + "\"}";
    }
  }

  /** How far a stream is. */
  record Head(String stream, long entries, byte[] hash) implements ExportLine {
    @Override
    public String text() {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("head", HexFormat.of().formatHex(hash));
      line.put("stream", stream);
      line.put("entries", entries);
      return Wire.MAPPER.writeValueAsString(line);
    }
  }

  /**
   * @throws MalformedExport naming what is not as it must be
   */
  static ExportLine parse(String text) {
    Map<String, Object> json = Wire.object(text);
    if (json.containsKey("entry")) {
      Members members = new Members("line", json, Set.of("entry", "hash"), Set.of());
      return new Row(AuditEntry.of(members.object("entry")), members.hash("hash"));
    }
    if (json.containsKey("seal")) {
      Members members =
          new Members("line", json, Set.of("seal", "digest", "leaves"), Set.of("timeStamp"));
      members.hash("digest");
      return new Seal(
          AuditSeal.of(members.object("seal")),
          members.text("digest"),
          Wire.bytes("leaves", members.text("leaves")),
          members.optional("timeStamp").map(token -> Wire.bytes("timeStamp", token)));
    }
    Members members = new Members("line", json, Set.of("head", "stream", "entries"), Set.of());
    return new Head(members.text("stream"), members.number("entries"), members.hash("head"));
  }

  /** How lines are read and written. */
  final class Wire {
    private static final JsonMapper MAPPER =
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Wire() {}

    static Map<String, Object> object(String text) {
      try {
        Map<String, Object> json = MAPPER.readValue(text, OBJECT);
        if (json != null) return json;
      } catch (JacksonException e) {
        throw new MalformedExport(e.getOriginalMessage());
      }
      throw new MalformedExport("null instead of an object");
    }

    private static byte[] bytes(String name, String text) {
      try {
        return Base64.getUrlDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new MalformedExport("line." + name + ": expected base64url");
      }
    }
  }
}
