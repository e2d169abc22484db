package org.onenet.services.issuance.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.KeptCredentials.Registration;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/**
 * A certificate on the wire; the link is for its holder only. In lists of staff without facts.
 *
 * @param since it is suspended or revoked
 * @param revocationAskedAt when its holder asked for that; null once it is revoked
 */
public record CredentialView(
    UUID id,
    String type,
    Text name,
    Issuer issuer,
    String holderName,
    @com.fasterxml.jackson.annotation.JsonProperty("case") String reference,
    String validFrom,
    String validUntil,
    String state,
    Text reason,
    String since,
    String revocationAskedAt,
    Waiting waiting,
    List<Act> history,
    Registration registration,
    Link link,
    List<PreviewCredential.Fact> facts,
    String digest,
    List<String> actions) {

  public record Issuer(String id, Text name, String did) {}

  public record Link(boolean enabled, String url) {}

  /** A revocation that waits for a second person; for the department only. */
  public record Waiting(UUID act, Text reason, String askedBy, String at) {}

  /** What was done to its status; for the department only. */
  public record Act(
      String kind,
      String state,
      Text reason,
      String askedBy,
      String askedAt,
      String answeredBy,
      String answeredAt,
      String answer) {}

  /**
   * @param clerk the account of who works for the department; null for the holder
   */
  static CredentialView of(
      Kept kept, String did, String portalUrl, boolean holder, String clerk, Instant now) {
    Department department = Department.of(kept.department()).orElseThrow();
    Optional<StatusAct> outOfForce = kept.outOfForceBy();
    boolean expired = kept.validUntil().map(end -> !now.isBefore(end)).orElse(false);
    return new CredentialView(
        kept.id(),
        kept.type(),
        kept.name(),
        new Issuer(department.id(), department.name(), did),
        kept.holderName(),
        kept.caseReference(),
        LocalDate.ofInstant(kept.validFrom(), Clocks.CITY).toString(),
        kept.validUntil().map(end -> LocalDate.ofInstant(end, Clocks.CITY).toString()).orElse(null),
        state(kept, expired),
        outOfForce.map(CredentialView::reason).orElse(null),
        outOfForce.map(act -> act.at().toString()).orElse(null),
        kept.revocationAskedAt()
            .filter(at -> kept.validity() != Validity.REVOKED)
            .map(Instant::toString)
            .orElse(null),
        clerk == null ? null : kept.waiting().map(CredentialView::waiting).orElse(null),
        clerk == null ? List.of() : kept.acts().stream().map(CredentialView::act).toList(),
        kept.registration(),
        holder ? new Link(kept.linkEnabled(), portalUrl + "/verify/" + kept.linkToken()) : null,
        kept.facts(),
        kept.digest(),
        clerk == null ? List.of() : actions(kept, clerk));
  }

  /** The same with these facts alone. */
  CredentialView with(List<PreviewCredential.Fact> others) {
    return new CredentialView(
        id,
        type,
        name,
        issuer,
        holderName,
        reference,
        validFrom,
        validUntil,
        state,
        reason,
        since,
        revocationAskedAt,
        waiting,
        history,
        registration,
        link,
        others,
        digest,
        actions);
  }

  private static String state(Kept kept, boolean expired) {
    return switch (kept.validity()) {
      case REVOKED -> "revoked";
      case SUSPENDED -> "suspended";
      case VALID -> expired ? "expired" : "valid";
    };
  }

  private static List<String> actions(Kept kept, String clerk) {
    Optional<StatusAct> waiting = kept.waiting();
    List<String> actions = new ArrayList<>();
    for (ActKind kind : ActKind.values()) {
      boolean asked = kind == ActKind.REVOKE && waiting.isPresent();
      if (kind.isPossibleIn(kept.validity()) && !asked) actions.add(kind.word());
    }
    waiting.ifPresent(
        act -> {
          if (!act.askedBy().subject().equals(clerk)) actions.add("confirm-revocation");
          actions.add("turn-down-revocation");
        });
    return actions;
  }

  private static Text reason(StatusAct act) {
    return new Text("%s: %s", "%s：%s").with(act.code().text(), act.reason());
  }

  private static Waiting waiting(StatusAct act) {
    return new Waiting(act.id(), reason(act), act.askedBy().name(), act.askedAt().toString());
  }

  private static Act act(StatusAct act) {
    Optional<StatusAct.Answer> answer = act.answer();
    return new Act(
        act.kind().word(),
        act.state().word(),
        reason(act),
        act.askedBy().name(),
        act.askedAt().toString(),
        answer.map(one -> one.by().name()).orElse(null),
        answer.map(one -> one.at().toString()).orElse(null),
        answer.map(StatusAct.Answer::reason).orElse(null));
  }
}
