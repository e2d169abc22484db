package org.onenet.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a wallet shows: presentations by the id under which they were asked for.
 *
 * <pre>{"residence":["eyJ…~WyJ…~eyJ…"]}</pre>
 *
 * @see <a href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-8.1">
 *     OpenID4VP 1.0 §8.1</a>
 */
public record VpToken(Map<String, List<String>> presentations) {
  private static final int MOST = 50;

  /**
   * As it stands in a form's field.
   *
   * @throws MalformedCredential when it is not a JSON object of lists of texts
   */
  public static VpToken read(String json) {
    return of(Json.object(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  /**
   * As it stands in an answer that was encrypted.
   *
   * @throws MalformedCredential when it is not a JSON object of lists of texts
   */
  public static VpToken of(Object json) {
    if (!(json instanceof Map<?, ?> object) || object.isEmpty() || object.size() > MOST) {
      throw new MalformedCredential("vp_token: expected an object of lists by the query's ids");
    }
    Map<String, List<String>> presentations = new LinkedHashMap<>();
    object.forEach((id, list) -> presentations.put(String.valueOf(id), texts(id, list)));
    return new VpToken(presentations);
  }

  private static List<String> texts(Object id, Object list) {
    List<String> texts = new ArrayList<>();
    if (list instanceof List<?> values && values.size() <= MOST) {
      for (Object value : values) {
        if (value instanceof String text) texts.add(text);
      }
      if (texts.size() == values.size()) return texts;
    }
    throw new MalformedCredential("vp_token." + id + ": expected a list of texts");
  }
}
