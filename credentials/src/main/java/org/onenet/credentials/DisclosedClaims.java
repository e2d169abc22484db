package org.onenet.credentials;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.CompactReader.Refused;

/**
 * A signed payload with its disclosures put where their digests stand, at any depth. What is not as
 * the standard wants it is refused, each fault with its own code: a verifier that overlooks one
 * believes what nobody signed.
 *
 * <pre>
 * {"_sd":["jsu9yV…"],"nationalities":[{"...":"pFndjk…"}]}   as signed
 * {"given_name":"John","nationalities":["US"]}              with both shown</pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-7.1">RFC 9901 §7.1, steps 3 to 5</a>
 */
final class DisclosedClaims {
  /** Deeper than any credential needs, and shallow enough for every stack. */
  private static final int MOST_DEPTH = 32;

  private final Map<String, ReadDisclosure> unplaced = new HashMap<>();
  private final Set<String> digests = new HashSet<>();
  private final Map<String, ReadDisclosure> placed = new LinkedHashMap<>();
  private final Map<String, Object> claims;

  /**
   * @throws Refused when a disclosure or a digest is not in order
   */
  DisclosedClaims(Map<String, Object> payload, List<ReadDisclosure> disclosures) {
    if (!SdJwtVcTerms.SHA_256.equals(
        payload.getOrDefault(SdJwtVcTerms.DIGEST_ALGORITHM, SdJwtVcTerms.SHA_256))) {
      throw new Refused(
          VerdictCode.DIGEST_ALGORITHM_REFUSED,
          "_sd_alg " + SdJwtVcTerms.SHA_256,
          "_sd_alg " + payload.get(SdJwtVcTerms.DIGEST_ALGORITHM));
    }
    for (ReadDisclosure one : disclosures) {
      if (unplaced.put(one.digest(), one) != null) {
        throw new Refused(VerdictCode.DISCLOSURE_TWICE, "each disclosure once", one.digest());
      }
    }
    claims = object(payload, "", 0);
    claims.remove(SdJwtVcTerms.DIGEST_ALGORITHM);
    if (!unplaced.isEmpty()) {
      throw new Refused(
          VerdictCode.DISCLOSURE_UNMATCHED,
          "a signed digest for each disclosure",
          "none " + unplaced.keySet());
    }
  }

  /** What is said, without digests. */
  Map<String, Object> claims() {
    return claims;
  }

  /** What was shown by choice, outer before inner, by JSON Pointer without the first slash. */
  Map<String, ReadDisclosure> placed() {
    return placed;
  }

  private Map<String, Object> object(Map<?, ?> signed, String at, int depth) {
    mustBeShallow(depth);
    Map<String, Object> shown = new LinkedHashMap<>();
    for (Map.Entry<?, ?> claim : signed.entrySet()) {
      String name = (String) claim.getKey();
      if (name.equals(SdJwtVcTerms.ELEMENT)) throw misplaced("an object");
      if (!name.equals(SdJwtVcTerms.DIGESTS)) {
        shown.put(name, value(claim.getValue(), below(at, name), depth + 1));
      }
    }
    for (String digest : digestsOf(signed)) {
      Optional<ReadDisclosure> found = take(digest);
      if (found.isPresent()) put(found.get(), shown, at, depth);
    }
    return shown;
  }

  private void put(ReadDisclosure disclosure, Map<String, Object> shown, String at, int depth) {
    String name =
        disclosure
            .name()
            .orElseThrow(
                () -> ReadDisclosure.refused("a claim with its name", "an element of an array"));
    boolean ours = name.equals(SdJwtVcTerms.DIGESTS) || name.equals(SdJwtVcTerms.ELEMENT);
    boolean kept = depth == 0 && SdJwtVcTerms.NEVER_DISCLOSED.contains(name);
    if (ours || kept || shown.containsKey(name)) {
      throw new Refused(
          VerdictCode.DISCLOSED_NAME_REFUSED, "a name that is free and may be disclosed", name);
    }
    String place = below(at, name);
    placed.put(place, disclosure);
    shown.put(name, value(disclosure.value(), place, depth + 1));
  }

  private List<Object> array(List<?> signed, String at, int depth) {
    mustBeShallow(depth);
    List<Object> shown = new ArrayList<>();
    for (Object element : signed) {
      String place = below(at, String.valueOf(shown.size()));
      if (element instanceof Map<?, ?> hidden && hidden.containsKey(SdJwtVcTerms.ELEMENT)) {
        if (hidden.size() > 1 || !(hidden.get(SdJwtVcTerms.ELEMENT) instanceof String digest)) {
          throw misplaced("more than a digest");
        }
        Optional<ReadDisclosure> found = take(digest);
        if (found.isEmpty()) continue;
        if (found.get().name().isPresent()) {
          throw ReadDisclosure.refused("an element of an array", "a claim with its name");
        }
        placed.put(place, found.get());
        shown.add(value(found.get().value(), place, depth + 1));
      } else {
        shown.add(value(element, place, depth + 1));
      }
    }
    return shown;
  }

  private Object value(Object signed, String at, int depth) {
    return switch (signed) {
      case Map<?, ?> object -> object(object, at, depth);
      case List<?> array -> array(array, at, depth);
      case null, default -> signed;
    };
  }

  /** The disclosure of a digest, if it was shown; a decoy has none. */
  private Optional<ReadDisclosure> take(String digest) {
    if (!digests.add(digest)) {
      throw new Refused(VerdictCode.DIGEST_TWICE, "each digest once", digest);
    }
    return Optional.ofNullable(unplaced.remove(digest));
  }

  private static List<String> digestsOf(Map<?, ?> signed) {
    Object digests = signed.containsKey(SdJwtVcTerms.DIGESTS) ? signed.get("_sd") : List.of();
    if (!(digests instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw Claims.refused("_sd: a list of digests", digests);
    }
    return list.stream().map(String.class::cast).toList();
  }

  private static String below(String at, String name) {
    String escaped = name.replace("~", "~0").replace("/", "~1");
    return at.isEmpty() ? escaped : at + "/" + escaped;
  }

  private static void mustBeShallow(int depth) {
    if (depth > MOST_DEPTH) {
      throw ReadDisclosure.refused("at most " + MOST_DEPTH + " levels", "more");
    }
  }

  private static Refused misplaced(String actual) {
    return Claims.refused("... only as the one member of an array's element", actual);
  }
}
