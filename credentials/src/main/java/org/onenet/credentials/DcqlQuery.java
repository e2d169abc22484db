package org.onenet.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which credentials a verifier wants to see, and what of them, in the Digital Credentials Query
 * Language. Read strictly: a member that is not understood here would be a wish that nobody grants.
 *
 * <pre>
 * {"credentials":[{"id":"residence","format":"dc+sd-jwt",
 *    "meta":{"vct_values":["https://lanting.example/credential-types/ResidenceCertificate"]},
 *    "claims":[{"id":"n","path":["fullName"]},{"id":"a","path":["address"]}],"claim_sets":[["n","a"],["n"]]}],
 *  "credential_sets":[{"options":[["residence"]],"required":true}]}
 * </pre>
 *
 * @param credentials at least one, each with an id of its own
 * @param sets which of them together are enough; each of them, when there are no sets
 * @see <a href="https://openid.net/specs/openid-4-verifiable-presentations-1_0.html#section-6">
 *     OpenID4VP 1.0 §6</a>
 */
public record DcqlQuery(List<CredentialQuery> credentials, List<CredentialSet> sets) {

  /**
   * One credential that is wanted.
   *
   * @param multiple whether several of that kind may be shown
   * @param types the {@code vct} it may have
   * @param claims what of it is wanted; nothing that its holder may keep back, when empty
   * @param claimSets which claims together are enough, the best first; all, when empty
   */
  public record CredentialQuery(
      String id,
      boolean multiple,
      Set<String> types,
      List<ClaimQuery> claims,
      List<List<String>> claimSets) {

    /** The sets of claims that are enough, the best first. */
    List<List<ClaimQuery>> enough() {
      if (claimSets.isEmpty()) return List.of(claims);
      Map<String, ClaimQuery> byId =
          claims.stream()
              .filter(one -> one.id().isPresent())
              .collect(Collectors.toMap(one -> one.id().get(), one -> one));
      return claimSets.stream().map(set -> set.stream().map(byId::get).toList()).toList();
    }
  }

  /**
   * One claim that is wanted.
   *
   * @param path names, indexes, and null for every element of an array (§7)
   * @param values one of which it must have; any, when empty
   */
  public record ClaimQuery(Optional<String> id, List<Object> path, List<Object> values) {
    /** What stands there, none when nothing does or nothing that is wanted. */
    List<Object> in(Map<String, Object> claims) {
      List<Object> found = List.of(claims);
      for (Object step : path) {
        found = found.stream().flatMap(place -> below(place, step).stream()).toList();
      }
      return values.isEmpty() ? found : found.stream().filter(this::isWanted).toList();
    }

    private boolean isWanted(Object value) {
      return values.stream().anyMatch(wanted -> plain(wanted).equals(plain(value)));
    }

    /** JSON has one kind of number. */
    private static Object plain(Object value) {
      return value instanceof Integer number ? Long.valueOf(number) : value;
    }

    private static List<Object> below(Object place, Object step) {
      return switch (step) {
        case null ->
            place instanceof List<?> list
                ? list.stream().filter(Objects::nonNull).map(Object.class::cast).toList()
                : List.of();
        case Integer index ->
            place instanceof List<?> list && index < list.size() && list.get(index) != null
                ? List.of(list.get(index))
                : List.of();
        default ->
            place instanceof Map<?, ?> object && object.get(step) != null
                ? List.of(object.get(step))
                : List.of();
      };
    }
  }

  /**
   * A need that several credentials may meet.
   *
   * @param options sets of ids of credentials, the best first
   */
  public record CredentialSet(List<List<String>> options, boolean required) {}

  /**
   * What was shown for a query.
   *
   * @param values what the verifier asked for and got, by path; nothing that it did not ask for
   */
  public record Answer(
      CredentialQuery query, String presentation, Map<List<Object>, Object> values) {}

  /**
   * Reads a query.
   *
   * @throws MalformedQuery naming the member that is not in order, or not known here
   */
  public static DcqlQuery read(Map<String, Object> json) {
    return new DcqlReader().query(json);
  }

  /** The credential that is asked for under that id. */
  public Optional<CredentialQuery> credential(String id) {
    return credentials.stream().filter(one -> one.id().equals(id)).findFirst();
  }

  /**
   * Whether what a wallet sent answers the query; nothing is said yet of whether it is true.
   *
   * @param vpToken presentations by the id of the query's credential (§8.1)
   * @return each presentation with what was asked for, in the query's order
   * @throws MalformedCredential naming what is missing, too much or not what was asked for
   */
  public List<Answer> answeredBy(Map<String, List<String>> vpToken) {
    for (String id : vpToken.keySet()) {
      if (credential(id).isEmpty()) throw new MalformedCredential("vp_token." + id + ": not asked");
    }
    mustBeEnough(vpToken.keySet());
    List<Answer> answers = new ArrayList<>();
    for (CredentialQuery query : credentials) {
      List<String> shown = vpToken.getOrDefault(query.id(), List.of());
      boolean there = vpToken.containsKey(query.id());
      if (there && (shown.isEmpty() || (shown.size() > 1 && !query.multiple()))) {
        throw new MalformedCredential(
            "vp_token.%s: expected %s, got %d"
                .formatted(
                    query.id(),
                    query.multiple() ? "presentations" : "one presentation",
                    shown.size()));
      }
      for (String presentation : shown) {
        answers.add(new Answer(query, presentation, values(query, presentation)));
      }
    }
    return answers;
  }

  private void mustBeEnough(Set<String> shown) {
    if (sets.isEmpty()) {
      for (CredentialQuery query : credentials) {
        if (!shown.contains(query.id())) {
          throw new MalformedCredential("vp_token." + query.id() + ": expected a presentation");
        }
      }
    }
    for (CredentialSet set : sets) {
      if (set.required() && set.options().stream().noneMatch(shown::containsAll)) {
        throw new MalformedCredential("vp_token: expected one of " + set.options());
      }
    }
  }

  private static Map<List<Object>, Object> values(CredentialQuery query, String presentation) {
    String place = "vp_token." + query.id();
    Map<String, Object> claims;
    try {
      claims = SdJwtPresentation.of(presentation).claims();
    } catch (MalformedCredential e) {
      throw new MalformedCredential(place + ": " + e.getMessage());
    }
    if (!query.types().contains(String.valueOf(claims.get(SdJwtVcTerms.TYPE)))) {
      throw new MalformedCredential(
          "%s: expected vct %s, got %s"
              .formatted(place, query.types(), claims.get(SdJwtVcTerms.TYPE)));
    }
    for (List<ClaimQuery> enough : query.enough()) {
      Map<List<Object>, Object> values = new LinkedHashMap<>();
      for (ClaimQuery claim : enough) {
        List<Object> found = claim.in(claims);
        if (found.isEmpty()) break;
        values.put(claim.path(), found.size() == 1 ? found.getFirst() : found);
      }
      if (values.size() == Set.copyOf(paths(enough)).size()) return values;
    }
    throw new MalformedCredential(
        place + ": expected the claims " + query.enough().stream().map(DcqlQuery::paths).toList());
  }

  private static List<String> paths(List<ClaimQuery> claims) {
    return claims.stream().map(claim -> String.valueOf(claim.path())).toList();
  }

  /** As it is sent to wallets. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("credentials", credentials.stream().map(DcqlQuery::json).toList());
    if (!sets.isEmpty()) {
      json.put(
          "credential_sets",
          sets.stream()
              .map(set -> Map.of("options", set.options(), "required", set.required()))
              .toList());
    }
    return json;
  }

  private static Map<String, Object> json(CredentialQuery query) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", query.id());
    json.put("format", SdJwtVcTerms.TYP);
    if (query.multiple()) json.put("multiple", true);
    json.put("meta", Map.of("vct_values", List.copyOf(new LinkedHashSet<>(query.types()))));
    if (!query.claims().isEmpty()) {
      json.put("claims", query.claims().stream().map(DcqlQuery::json).toList());
    }
    if (!query.claimSets().isEmpty()) json.put("claim_sets", query.claimSets());
    return json;
  }

  private static Map<String, Object> json(ClaimQuery claim) {
    Map<String, Object> json = new LinkedHashMap<>();
    claim.id().ifPresent(id -> json.put("id", id));
    json.put("path", claim.path());
    if (!claim.values().isEmpty()) json.put("values", claim.values());
    return json;
  }
}
