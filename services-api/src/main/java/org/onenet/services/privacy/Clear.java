package org.onenet.services.privacy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.DiscardDraft;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.Notices;
import org.onenet.services.catalogue.Retention;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.presentations.Presentations;

/**
 * Deletes what is of a person in a case, a certificate or a draft, and writes down what went under
 * which rule: in the list of what went and in the audit log, all in the caller's transaction.
 * Reference, service, dates, state and digests stay, so that statistics and the chain hold.
 */
@Singleton
public class Clear {
  static final List<String> OF_A_CASE =
      List.of(
          "answers",
          "provenance",
          "documents",
          "check-details",
          "event-words",
          "exchange-records",
          "corrections",
          "notices",
          "name",
          "citizen-number");

  static final List<String> OF_A_CERTIFICATE = List.of("facts", "certificate", "name");
  static final List<String> OF_A_DRAFT = List.of("answers", "documents", "exchange-records");

  private static final String DELETE = "delete";
  private static final String MACHINE = "retention";

  private final Applications applications;
  private final DiscardDraft discardDraft;
  private final Cases cases;
  private final Notices notices;
  private final Exchanges exchanges;
  private final Presentations presentations;
  private final KeptCredentials credentials;
  private final Corrections corrections;
  private final Remains remains;
  private final ReadLog log;
  private final Clock clock;

  @Inject
  public Clear(
      Applications applications,
      DiscardDraft discardDraft,
      Cases cases,
      Notices notices,
      Exchanges exchanges,
      Presentations presentations,
      KeptCredentials credentials,
      Corrections corrections,
      Remains remains,
      ReadLog log,
      Clock clock) {
    this.applications = applications;
    this.discardDraft = discardDraft;
    this.cases = cases;
    this.notices = notices;
    this.exchanges = exchanges;
    this.presentations = presentations;
    this.credentials = credentials;
    this.corrections = corrections;
    this.remains = remains;
    this.log = log;
    this.clock = clock;
  }

  void file(Case file, Retention rule, String purpose) {
    Case.Facts facts = file.facts();
    cases.clear(facts.reference());
    notices.clear(facts.reference());
    applications.clear(facts.application());
    exchanges.clear(facts.application());
    presentations.clear(facts.application());
    corrections.clear(facts.reference());
    written(Kept.Kind.CASE, facts.reference(), OF_A_CASE, rule);
    log.log(
        Access.act(
                Actor.machine(facts.department(), MACHINE),
                DELETE,
                "case",
                facts.reference(),
                purpose)
            .of(facts.owner())
            .inCase(facts.reference())
            .items(OF_A_CASE));
  }

  void certificate(KeptCredentials.Kept one, Retention rule, String purpose) {
    credentials.clear(one.id(), clock.instant());
    written(Kept.Kind.CERTIFICATE, one.id().toString(), OF_A_CERTIFICATE, rule);
    log.log(
        Access.act(
                Actor.machine(one.department(), MACHINE),
                DELETE,
                "credential",
                one.id().toString(),
                purpose)
            .of(one.holder())
            .inCase(one.caseReference())
            .items(OF_A_CERTIFICATE));
  }

  void draft(UUID id, String owner, String purpose) {
    discardDraft.discard(id);
    exchanges.clear(id);
    written(Kept.Kind.DRAFT, id.toString(), OF_A_DRAFT, TellKept.DRAFTS);
    log.log(
        Access.act(
                new Actor(Actor.MACHINE, MACHINE, Optional.empty()),
                DELETE,
                "draft",
                id.toString(),
                purpose)
            .of(owner)
            .items(OF_A_DRAFT));
  }

  private void written(Kept.Kind kind, String id, List<String> what, Retention rule) {
    remains.gone(kind, id, clock.instant(), what, rule);
  }
}
