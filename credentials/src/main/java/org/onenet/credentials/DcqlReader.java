package org.onenet.credentials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.onenet.credentials.DcqlQuery.ClaimQuery;
import org.onenet.credentials.DcqlQuery.CredentialQuery;
import org.onenet.credentials.DcqlQuery.CredentialSet;

/** JSON as a {@link DcqlQuery}; each fault is told by the member's place. */
final class DcqlReader {
  /** More than any form asks for, and few enough to show. */
  private static final int MOST = 50;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  DcqlQuery query(Map<String, Object> json) {
    mustKnow(json, "", Set.of("credentials", "credential_sets"));
    List<CredentialQuery> credentials = all(json.get("credentials"), "credentials", this::wanted);
    Set<String> ids = new HashSet<>();
    for (CredentialQuery one : credentials) {
      if (!ids.add(one.id())) throw new MalformedQuery("credentials", "each id once");
    }
    List<CredentialSet> sets =
        json.containsKey("credential_sets")
            ? all(json.get("credential_sets"), "credential_sets", this::set)
            : List.of();
    for (CredentialSet set : sets) mustBeAmong(set.options(), ids, "credential_sets");
    return new DcqlQuery(credentials, sets);
  }

  private CredentialQuery wanted(Object value, String place) {
    Map<?, ?> json = object(value, place);
    mustKnow(
        json,
        place,
        Set.of(
            "id",
            "format",
            "multiple",
            "meta",
            "claims",
            "claim_sets",
            "require_cryptographic_holder_binding"));
    String id = id(json.get("id"), place + ".id");
    if (!SdJwtVcTerms.TYP.equals(json.get("format"))) {
      throw new MalformedQuery(place + ".format", SdJwtVcTerms.TYP);
    }
    if (!flag(json, "require_cryptographic_holder_binding", place, true)) {
      throw new MalformedQuery(place + ".require_cryptographic_holder_binding", "true");
    }
    Map<?, ?> meta = object(json.get("meta"), place + ".meta");
    mustKnow(meta, place + ".meta", Set.of("vct_values"));
    List<String> types = all(meta.get("vct_values"), place + ".meta.vct_values", DcqlReader::text);
    List<ClaimQuery> claims =
        json.containsKey("claims")
            ? all(json.get("claims"), place + ".claims", this::claim)
            : List.of();
    List<List<String>> claimSets =
        json.containsKey("claim_sets")
            ? all(json.get("claim_sets"), place + ".claim_sets", DcqlReader::ids)
            : List.of();
    mustBeAmong(claimSets, claimIds(claims, claimSets, place), place + ".claim_sets");
    return new CredentialQuery(
        id, flag(json, "multiple", place, false), new LinkedHashSet<>(types), claims, claimSets);
  }

  /** §6.3: each claim has an id of its own where sets name them. */
  private static Set<String> claimIds(
      List<ClaimQuery> claims, List<List<String>> claimSets, String place) {
    Set<String> ids = new HashSet<>();
    for (ClaimQuery claim : claims) {
      boolean taken = claim.id().isPresent() && !ids.add(claim.id().get());
      if (taken || (!claimSets.isEmpty() && claim.id().isEmpty())) {
        throw new MalformedQuery(place + ".claims", "an id of its own for each claim");
      }
    }
    return ids;
  }

  private ClaimQuery claim(Object value, String place) {
    Map<?, ?> json = object(value, place);
    mustKnow(json, place, Set.of("id", "path", "values"));
    return new ClaimQuery(
        json.containsKey("id") ? Optional.of(id(json.get("id"), place + ".id")) : Optional.empty(),
        Collections.unmodifiableList(path(json.get("path"), place + ".path")),
        json.containsKey("values")
            ? all(json.get("values"), place + ".values", DcqlReader::value)
            : List.of());
  }

  /** §7: a path's elements may be null, which {@link #all} knows nothing of. */
  private static List<Object> path(Object value, String place) {
    String expected = "names, indexes from 0, or null for every element";
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST) {
      throw new MalformedQuery(place, expected);
    }
    List<Object> path = new ArrayList<>();
    for (Object step : list) {
      boolean known =
          step == null
              || (step instanceof String name && !name.isEmpty())
              || (step instanceof Integer index && index >= 0);
      if (!known) throw new MalformedQuery(place, expected);
      path.add(step);
    }
    if (!(path.getFirst() instanceof String)) throw new MalformedQuery(place + "[0]", "a name");
    return path;
  }

  private static Object value(Object value, String place) {
    boolean known =
        value instanceof String
            || value instanceof Integer
            || value instanceof Long
            || value instanceof Boolean;
    if (!known) throw new MalformedQuery(place, "a text, a whole number, true or false");
    return value;
  }

  private CredentialSet set(Object value, String place) {
    Map<?, ?> json = object(value, place);
    mustKnow(json, place, Set.of("options", "required"));
    return new CredentialSet(
        all(json.get("options"), place + ".options", DcqlReader::ids),
        flag(json, "required", place, true));
  }

  private static List<String> ids(Object value, String place) {
    return all(value, place, DcqlReader::id);
  }

  private static String id(Object value, String place) {
    if (value instanceof String id && ID.matcher(id).matches()) return id;
    throw new MalformedQuery(place, "letters, digits, _ and -");
  }

  private static String text(Object value, String place) {
    if (value instanceof String text && !text.isBlank()) return text;
    throw new MalformedQuery(place, "a text");
  }

  private static boolean flag(Map<?, ?> json, String name, String place, boolean otherwise) {
    if (!json.containsKey(name)) return otherwise;
    if (json.get(name) instanceof Boolean flag) return flag;
    throw new MalformedQuery(place + "." + name, "true or false");
  }

  private static Map<?, ?> object(Object value, String place) {
    if (value instanceof Map<?, ?> object) return object;
    throw new MalformedQuery(place, "an object");
  }

  private static <T> List<T> all(Object value, String place, BiFunction<Object, String, T> read) {
    if (!(value instanceof List<?> list) || list.isEmpty() || list.size() > MOST) {
      throw new MalformedQuery(place, "a list of 1 to " + MOST);
    }
    List<T> all = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) all.add(read.apply(list.get(i), place + "[" + i + "]"));
    return Collections.unmodifiableList(all);
  }

  private static void mustKnow(Map<?, ?> json, String place, Set<String> members) {
    for (Object name : json.keySet()) {
      if (!members.contains(name)) {
        throw new MalformedQuery(
            place.isEmpty() ? String.valueOf(name) : place + "." + name,
            "none: of DCQL, " + new java.util.TreeSet<>(members) + " are answered here");
      }
    }
  }

  private static void mustBeAmong(List<List<String>> sets, Set<String> ids, String place) {
    for (List<String> set : sets) {
      for (String id : set) {
        if (!ids.contains(id)) throw new MalformedQuery(place, "ids of " + ids + ", not " + id);
      }
    }
  }
}
