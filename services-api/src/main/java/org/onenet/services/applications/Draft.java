package org.onenet.services.applications;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An application as its citizen has it.
 *
 * @param answers by field id, as typed, complete or not
 * @param fetched what registers said, by field id; kept beside the answers so that provenance is
 *     computed here and never believed from a client
 * @param presented what certificates from wallets said, kept in the same way
 * @param version counts saves, from 1
 * @param caseReference the case it became; it is open again while that waits for its applicant
 */
public record Draft(
    UUID id,
    String owner,
    String ownerName,
    Optional<String> citizenNumber,
    String service,
    int serviceVersion,
    Map<String, JsonNode> answers,
    Map<String, Fetched> fetched,
    Map<String, Presented> presented,
    Consent consent,
    Optional<String> page,
    long version,
    Instant savedAt,
    boolean submitted,
    Optional<String> caseReference) {

  /** The citizen's answer to "may we ask the registers?" */
  public enum Consent {
    NONE,
    GIVEN,
    DECLINED
  }

  /** One that was just opened, before anybody was asked anything. */
  public static Draft begun(
      UUID id,
      String owner,
      String ownerName,
      Optional<String> citizenNumber,
      String service,
      int serviceVersion,
      Map<String, JsonNode> answers,
      Optional<String> page,
      Instant at) {
    return new Draft(
        id,
        owner,
        ownerName,
        citizenNumber,
        service,
        serviceVersion,
        answers,
        Map.of(),
        Map.of(),
        Consent.NONE,
        page,
        1,
        at,
        false,
        Optional.empty());
  }

  /** Where each answer comes from. */
  public Map<String, Provenance> provenance() {
    Map<String, Provenance> all = new LinkedHashMap<>();
    answers.forEach((field, answer) -> all.put(field, provenance(field, answer)));
    return all;
  }

  /** What was shown last counts before what was fetched. */
  private Provenance provenance(String field, JsonNode answer) {
    Presented shown = presented.get(field);
    Fetched known = fetched.get(field);
    if (shown != null && (known == null || shown.value().equals(answer))) {
      boolean same = shown.value().equals(answer);
      return new Provenance(
          same ? "presented" : "corrected",
          shown.provider(),
          shown.providerName(),
          shown.at(),
          shown.value(),
          null,
          same ? null : corrector());
    }
    if (known == null) return Provenance.typed();
    boolean same = known.value().equals(answer);
    return new Provenance(
        same ? "fetched" : "corrected",
        known.provider(),
        known.providerName(),
        known.at(),
        known.value(),
        known.exchange(),
        same ? null : corrector());
  }

  /** A draft is changed by its citizen alone. */
  private Provenance.Corrector corrector() {
    return new Provenance.Corrector("citizen", owner, ownerName, savedAt.toString());
  }
}
