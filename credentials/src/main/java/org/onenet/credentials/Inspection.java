package org.onenet.credentials;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a text says, without any judgement: neither its signature nor its form is checked.
 *
 * <pre>
 * {"header":{…},"payload":{…},
 *  "disclosures":[{"digest":"…","salt":"…","name":"fullName","value":"Lin Na"}],
 *  "keyBinding":{"header":{…},"payload":{…}}}
 * </pre>
 */
public final class Inspection {
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\n\r]&&[\\x{0}-\\x{ffff}]]");

  private Inspection() {}

  /**
   * The parts of a JWT, of an SD-JWT or of a presentation of one, as JSON objects.
   *
   * @throws MalformedCredential naming the part that cannot be read
   */
  public static Map<String, Object> of(String text) {
    String[] parts = text.strip().split(String.valueOf(SdJwtVcTerms.SEPARATOR), -1);
    Map<String, Object> said = new LinkedHashMap<>(jwt(parts[0], ""));
    if (parts.length == 1) return said;
    List<Object> disclosures = new ArrayList<>();
    for (int i = 1; i < parts.length - 1; i++) {
      disclosures.add(disclosure(parts[i], "disclosure " + i + ": "));
    }
    said.put("disclosures", disclosures);
    String last = parts[parts.length - 1];
    if (!last.isEmpty()) said.put("keyBinding", jwt(last, "key binding: "));
    return said;
  }

  private static Map<String, Object> jwt(String compact, String where) {
    String[] parts = compact.split("\\.", -1);
    if (parts.length != 3) {
      throw new MalformedCredential(where + "expected three parts between dots");
    }
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("header", object(parts[0], where + "header: "));
    said.put("payload", object(parts[1], where + "payload: "));
    return said;
  }

  private static Map<String, Object> object(String encoded, String where) {
    try {
      return Json.object(CompactJws.decoded(encoded));
    } catch (MalformedCredential e) {
      throw new MalformedCredential(where + e.getMessage());
    }
  }

  private static Map<String, Object> disclosure(String encoded, String where) {
    List<Object> array;
    try {
      array = Json.array(CompactJws.decoded(encoded));
    } catch (MalformedCredential e) {
      throw new MalformedCredential(where + e.getMessage());
    }
    if (array.size() < 2 || array.size() > 3) {
      throw new MalformedCredential(where + "expected [salt, name, value] or [salt, value]");
    }
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("digest", ReadDisclosure.digest(encoded));
    said.put("salt", array.getFirst());
    if (array.size() == 3) said.put("name", array.get(1));
    said.put("value", array.getLast());
    return said;
  }

  /** The same as JSON text, in which no character steers a terminal. */
  public static String json(String text) {
    return UNSEEN
        .matcher(new String(Json.pretty(of(text)), StandardCharsets.UTF_8))
        .replaceAll(one -> "\\\\u%04x".formatted((int) one.group().charAt(0)));
  }
}
