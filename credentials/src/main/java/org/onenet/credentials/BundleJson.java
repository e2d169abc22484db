package org.onenet.credentials;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.BundleContent.Batch;
import org.onenet.credentials.BundleContent.Chain;
import org.onenet.credentials.BundleContent.Group;
import org.onenet.credentials.BundleContent.Issuer;
import org.onenet.credentials.BundleContent.Type;

/** A bundle's content as the claims of its JWT, and back; {@link TrustBundle} shows them. */
final class BundleJson {
  private BundleJson() {}

  static Map<String, Object> claims(BundleContent content) {
    Map<String, Object> claims = new LinkedHashMap<>();
    Map<String, Object> chain = new LinkedHashMap<>();
    chain.put("id", content.chain().id());
    chain.put("contract", content.chain().contract());
    chain.put("block", content.chain().block());
    claims.put(BundleTerms.CHAIN, chain);
    claims.put(BundleTerms.ISSUERS, content.issuers().stream().map(BundleJson::json).toList());
    Map<String, String> lists = new LinkedHashMap<>();
    content.statusLists().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(list -> lists.put(list.getKey().toString(), list.getValue()));
    claims.put(BundleTerms.STATUS_LISTS, lists);
    claims.put(
        BundleTerms.REGISTERED, content.registered().stream().map(BundleJson::json).toList());
    claims.put(BundleTerms.BATCHES, content.batches().stream().map(BundleJson::json).toList());
    claims.put(BundleTerms.LEAVES, content.leaves().stream().map(BundleJson::json).toList());
    return claims;
  }

  /**
   * @throws MalformedCredential naming the member that is not as it should be
   */
  static BundleContent read(Map<String, Object> claims) {
    Map<String, Object> chain = object(claims.get(BundleTerms.CHAIN), BundleTerms.CHAIN);
    Map<URI, String> lists = new HashMap<>();
    object(claims.get(BundleTerms.STATUS_LISTS), BundleTerms.STATUS_LISTS)
        .forEach((address, list) -> lists.put(URI.create(address), text(list, address)));
    return new BundleContent(
        new Chain(
            number(chain, "id"), text(chain.get("contract"), "contract"), number(chain, "block")),
        objects(claims, BundleTerms.ISSUERS).stream().map(BundleJson::issuer).toList(),
        lists,
        objects(claims, BundleTerms.REGISTERED).stream().map(BundleJson::group).toList(),
        objects(claims, BundleTerms.BATCHES).stream().map(BundleJson::batch).toList(),
        objects(claims, BundleTerms.LEAVES).stream().map(BundleJson::group).toList());
  }

  private static Map<String, Object> json(Issuer issuer) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("document", issuer.document().toJson());
    json.put("types", issuer.types().stream().map(BundleJson::json).toList());
    return json;
  }

  private static Issuer issuer(Map<String, Object> json) {
    Map<String, Object> document = object(json.get("document"), "document");
    Did did = new Did(text(document.get("id"), "document.id"));
    return new Issuer(
        DidDocument.parse(new String(Json.utf8(document), StandardCharsets.UTF_8), did),
        objects(json, "types").stream().map(BundleJson::type).toList());
  }

  private static Map<String, Object> json(Type type) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type.name());
    if (type.accreditation().isEmpty()) return json;
    Accreditation held = type.accreditation().get();
    json.put("account", held.account());
    put(json, held.from(), held.until());
    List<Object> keys = new ArrayList<>();
    type.keys()
        .forEach(
            (thumbprint, key) -> {
              Map<String, Object> one = new LinkedHashMap<>();
              one.put("thumbprint", thumbprint);
              one.put("required", key.required());
              one.put("windows", key.windows().stream().map(BundleJson::json).toList());
              key.stolenSince().ifPresent(since -> one.put("stolenSince", since.getEpochSecond()));
              keys.add(one);
            });
    json.put("keys", keys);
    return json;
  }

  private static Type type(Map<String, Object> json) {
    String name = text(json.get("type"), "type");
    if (!json.containsKey("account")) return new Type(name, Optional.empty(), Map.of());
    Map<String, KeyAccreditation> keys = new HashMap<>();
    for (Map<String, Object> key : objects(json, "keys")) {
      keys.put(
          text(key.get("thumbprint"), "thumbprint"),
          new KeyAccreditation(
              Boolean.TRUE.equals(key.get("required")),
              objects(key, "windows").stream().map(BundleJson::window).toList(),
              time(key, "stolenSince")));
    }
    return new Type(
        name,
        Optional.of(
            new Accreditation(
                text(json.get("account"), "account"), from(json), time(json, "until"))),
        keys);
  }

  private static Map<String, Object> json(KeyAccreditation.Window window) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, window.from(), window.until());
    return json;
  }

  private static KeyAccreditation.Window window(Map<String, Object> json) {
    return new KeyAccreditation.Window(from(json), time(json, "until"));
  }

  private static Map<String, Object> json(Group group) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", group.account());
    json.put("state", word(group.state()));
    json.put("reason", group.reasonCode());
    json.put("digests", group.digests().encoded());
    return json;
  }

  private static Group group(Map<String, Object> json) {
    String word = text(json.get("state"), "state");
    for (RegistryEntry.State state : RegistryEntry.State.values()) {
      if (word(state).equals(word)) {
        return new Group(
            text(json.get("account"), "account"),
            state,
            Math.toIntExact(number(json, "reason")),
            DigestPrefixes.read(text(json.get("digests"), "digests")));
      }
    }
    throw new MalformedCredential("state: expected a registered digest's, got " + word);
  }

  private static String word(RegistryEntry.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> json(Batch batch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("account", batch.account());
    json.put("root", batch.root());
    json.put("leafCount", batch.leafCount());
    json.put("anchoredAt", batch.anchoredAt().getEpochSecond());
    return json;
  }

  private static Batch batch(Map<String, Object> json) {
    return new Batch(
        text(json.get("account"), "account"),
        text(json.get("root"), "root"),
        number(json, "leafCount"),
        Instant.ofEpochSecond(number(json, "anchoredAt")));
  }

  private static void put(Map<String, Object> json, Instant from, Optional<Instant> until) {
    json.put("from", from.getEpochSecond());
    until.ifPresent(end -> json.put("until", end.getEpochSecond()));
  }

  private static Instant from(Map<String, Object> json) {
    return Instant.ofEpochSecond(number(json, "from"));
  }

  private static Optional<Instant> time(Map<String, Object> json, String member) {
    return json.containsKey(member)
        ? Optional.of(Instant.ofEpochSecond(number(json, member)))
        : Optional.empty();
  }

  private static long number(Map<String, Object> json, String member) {
    Object value = json.get(member);
    if (value instanceof Integer || value instanceof Long) return ((Number) value).longValue();
    throw new MalformedCredential(member + ": expected a whole number");
  }

  private static String text(Object value, String member) {
    if (value instanceof String text) return text;
    throw new MalformedCredential(member + ": expected a text");
  }

  private static List<Map<String, Object>> objects(Map<String, Object> json, String member) {
    if (json.get(member) instanceof List<?> list) {
      return list.stream().map(one -> object(one, member)).toList();
    }
    throw new MalformedCredential(member + ": expected a list");
  }

  private static Map<String, Object> object(Object value, String member) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new MalformedCredential(member + ": expected an object");
    }
    Map<String, Object> named = new LinkedHashMap<>();
    map.forEach((name, one) -> named.put(String.valueOf(name), one));
    return named;
  }
}
