package org.onenet.services.issuance.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.MaskFacts;
import org.onenet.services.platform.Settings;

/** A certificate as this caller may see it. */
@Singleton
public class CredentialViews {
  private final IssuerDesk desk;
  private final Catalogue catalogue;
  private final Settings settings;
  private final Clock clock;

  @Inject
  public CredentialViews(IssuerDesk desk, Catalogue catalogue, Settings settings, Clock clock) {
    this.desk = desk;
    this.catalogue = catalogue;
    this.settings = settings;
    this.clock = clock;
  }

  /** Among others: what it says is for its holder, and for staff who open it. */
  CredentialView listed(Kept kept, Caller caller) {
    CredentialView whole = whole(kept, caller);
    return isHolder(kept, caller) ? whole : whole.with(List.of());
  }

  /** Staff see what is sensitive masked, as on the case, where they may ask for it. */
  CredentialView of(Kept kept, Caller caller) {
    CredentialView whole = whole(kept, caller);
    if (isHolder(kept, caller)) return whole;
    List<ServiceDefinition> definitions =
        catalogue.versions().stream()
            .filter(one -> one.output().credentialType().equals(kept.type()))
            .toList();
    return whole.with(MaskFacts.of(definitions, kept.facts()));
  }

  private CredentialView whole(Kept kept, Caller caller) {
    return CredentialView.of(
        kept,
        desk.did(kept.department()).value(),
        settings.portalUrl().toString(),
        isHolder(kept, caller),
        caller.worksFor(kept.department()) ? caller.subject() : null,
        clock.instant());
  }

  static boolean isHolder(Kept kept, Caller caller) {
    return caller.is(Role.CITIZEN) && kept.holder().equals(caller.subject());
  }
}
