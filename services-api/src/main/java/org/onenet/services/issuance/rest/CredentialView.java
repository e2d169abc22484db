package org.onenet.services.issuance.rest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.KeptCredentials.Registration;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/** A certificate on the wire; the link is for its holder only. */
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
    Registration registration,
    Link link,
    List<PreviewCredential.Fact> facts,
    String digest,
    List<String> actions) {

  public record Issuer(String id, Text name, String did) {}

  public record Link(boolean enabled, String url) {}

  static CredentialView of(
      Kept kept, String did, String portalUrl, boolean holder, boolean clerk, Instant now) {
    Department department = Department.of(kept.department()).orElseThrow();
    boolean revoked = kept.revocation().isPresent();
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
        revoked ? "revoked" : expired ? "expired" : "valid",
        kept.revocation()
            .map(
                one ->
                    new Text(
                        one.code().text().en() + ": " + one.reason(),
                        one.code().text().zh() + "：" + one.reason()))
            .orElse(null),
        kept.registration(),
        holder ? new Link(kept.linkEnabled(), portalUrl + "/verify/" + kept.linkToken()) : null,
        kept.facts(),
        kept.digest(),
        clerk && !revoked ? List.of("revoke") : List.of());
  }
}
