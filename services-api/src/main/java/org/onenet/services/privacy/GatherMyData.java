package org.onenet.services.privacy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.Place;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.audit.Report;
import org.onenet.services.audit.TellDataUses;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.consent.Consents;
import org.onenet.services.corrections.Correction;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.exchange.Exchange;
import org.onenet.services.exchange.Exchanges;
import org.onenet.services.forms.DisplayAnswer;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Registers;
import org.onenet.services.wallets.Copies;

/** Puts everything about a person together, for that person; that it was done is logged. */
@Singleton
public class GatherMyData {
  /** More are many megabytes, and have their own pages. */
  static final int MOST_USES = 2_000;

  private static final int MOST_OF_A_KIND = 1_000;
  private static final int PAGE = 200;

  private final Applications applications;
  private final TellKept tellKept;
  private final CaseViews caseViews;
  private final Exchanges exchanges;
  private final KeptCredentials credentials;
  private final Copies copies;
  private final Consents consents;
  private final TellDataUses tellDataUses;
  private final Corrections corrections;
  private final Catalogue catalogue;
  private final Registers registers;
  private final Vault vault;
  private final ReadLog log;
  private final Clock clock;

  @Inject
  public GatherMyData(
      Applications applications,
      TellKept tellKept,
      CaseViews caseViews,
      Exchanges exchanges,
      KeptCredentials credentials,
      Copies copies,
      Consents consents,
      TellDataUses tellDataUses,
      Corrections corrections,
      Catalogue catalogue,
      Registers registers,
      Vault vault,
      ReadLog log,
      Clock clock) {
    this.applications = applications;
    this.tellKept = tellKept;
    this.caseViews = caseViews;
    this.exchanges = exchanges;
    this.credentials = credentials;
    this.copies = copies;
    this.consents = consents;
    this.tellDataUses = tellDataUses;
    this.corrections = corrections;
    this.catalogue = catalogue;
    this.registers = registers;
    this.vault = vault;
    this.log = log;
    this.clock = clock;
  }

  /** The caller's own; it is logged before it is given. */
  public Everything of(Caller caller) {
    String person = caller.subject();
    log.log(
        Access.act(Actor.of(caller), "download", "everything", person, "own-request").of(person));
    List<Everything.Use> uses = new ArrayList<>();
    Optional<Place> next = uses(person, uses);
    return new Everything(
        clock.instant().toString(),
        new Everything.Account(
            person,
            caller.username(),
            caller.name(),
            caller.citizenNumber().orElse(null),
            caller.roles().stream().map(Role::claim).toList()),
        text(vault.since(person)),
        drafts(person),
        tellKept.files(person).stream()
            .map(
                file ->
                    new Everything.CaseOf(
                        caseViews.view(caller, file), asked(file.facts().application())))
            .toList(),
        credentials.ofHolder(person).stream().map(this::certificate).toList(),
        consents.of(person, MOST_OF_A_KIND).stream().map(GatherMyData::consent).toList(),
        uses,
        next.map(Place::token).orElse(null),
        tellDataUses.reported(person).stream()
            .flatMap(use -> use.report().stream())
            .map(GatherMyData::report)
            .toList(),
        corrections.ofPerson(person, MOST_OF_A_KIND).stream()
            .map(GatherMyData::corrected)
            .toList());
  }

  /** What is not sent: drafts, and applications that are open again. */
  private List<Everything.DraftOf> drafts(String person) {
    return Stream.concat(
            applications.drafts(person).stream(),
            tellKept.files(person).stream()
                .filter(Case.WaitingForApplicant.class::isInstance)
                .flatMap(file -> applications.find(file.facts().application()).stream()))
        .map(this::draft)
        .toList();
  }

  private Everything.DraftOf draft(Draft draft) {
    ServiceDefinition definition =
        catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
    return new Everything.DraftOf(
        draft.id().toString(),
        draft.service(),
        definition.name(),
        draft.savedAt().toString(),
        definition
            .fields()
            .filter(field -> draft.answers().containsKey(field.id()))
            .map(field -> answer(field, draft))
            .toList(),
        applications.documents(draft.id()),
        asked(draft.id()));
  }

  private static Everything.Answer answer(ServiceDefinition.Field field, Draft draft) {
    return new Everything.Answer(
        field.id(),
        field.label(),
        field.sensitivity(),
        draft.answers().get(field.id()),
        DisplayAnswer.of(field, draft.answers().get(field.id())),
        draft.provenance().getOrDefault(field.id(), Provenance.typed()));
  }

  private List<Everything.Asked> asked(UUID application) {
    return exchanges.of(application).stream().map(this::asked).toList();
  }

  private Everything.Asked asked(Exchange one) {
    Map<String, Sensitivity> fields = new LinkedHashMap<>();
    for (String field : one.fields()) {
      fields.put(
          field,
          registers
              .item(one.evidenceType() + "." + field)
              .map(DataField::sensitivity)
              .orElse(Sensitivity.SENSITIVE)); // its register is gone: nobody says it may be less
    }
    return new Everything.Asked(
        one.id().toString(),
        one.evidenceType(),
        one.register(),
        one.requester(),
        one.state().word(),
        text(one.answeredAt()),
        text(one.keptUntil()),
        one.consent().map(UUID::toString).orElse(null),
        one.law().orElse(null),
        fields,
        one.records());
  }

  private Everything.Certificate certificate(KeptCredentials.Kept one) {
    return new Everything.Certificate(
        one.id().toString(),
        one.name(),
        Department.of(one.department())
            .map(Department::name)
            .orElseGet(() -> Text.same(one.department())),
        one.caseReference(),
        one.validFrom().toString(),
        text(one.validUntil()),
        one.validity().name().toLowerCase(java.util.Locale.ROOT),
        text(one.revocationAskedAt()),
        one.facts(),
        one.digest(),
        one.registration(),
        one.compact(),
        copies.of(one.id()).stream()
            .map(
                copy ->
                    new Everything.Copy(
                        copy.client().orElse(null),
                        copy.thumbprint(),
                        copy.madeAt().toString(),
                        text(copy.endedAt())))
            .toList());
  }

  private static Everything.Consent consent(ConsentReceipt one) {
    return new Everything.Consent(
        one.id().toString(),
        one.application().toString(),
        one.service(),
        one.requester(),
        one.items(),
        one.givenAt().toString(),
        one.expiresAt().toString(),
        text(one.withdrawnAt()),
        one.record(),
        one.withdrawal().orElse(null));
  }

  /** Adds page after page; returns where the older ones begin. */
  private Optional<Place> uses(String person, List<Everything.Use> all) {
    Optional<Place> behind = Optional.empty();
    do {
      TellDataUses.Page page = tellDataUses.page(person, null, null, behind.orElse(null), PAGE);
      page.groups()
          .forEach(group -> group.uses().forEach(use -> all.add(use(use, group.matter()))));
      behind = page.next();
    } while (behind.isPresent() && all.size() < MOST_USES);
    return behind;
  }

  private static Everything.Use use(TellDataUses.Use use, Optional<TellDataUses.Matter> matter) {
    return new Everything.Use(
        use.entry().stream(),
        use.entry().number(),
        use.entry().at().toString(),
        use.told().who(),
        use.told().where(),
        use.told().what(),
        use.told().purpose(),
        use.items(),
        matter.map(TellDataUses.Matter::reference).orElse(null),
        use.reason().orElse(null));
  }

  private static Everything.Corrected corrected(Correction one) {
    return new Everything.Corrected(
        one.id().toString(),
        one.caseReference(),
        one.register(),
        one.evidenceType() + "." + one.field(),
        one.registerValue(),
        one.citizenValue(),
        one.reason(),
        one.askedAt().toString(),
        one.state(),
        one.answer().map(Correction.Answer::text).orElse(null));
  }

  private static Everything.Reported report(Report one) {
    return new Everything.Reported(
        one.id().toString(),
        one.stream(),
        one.number(),
        one.state(),
        one.reason(),
        one.reportedAt().toString(),
        one.answer().map(Report.Answer::text).orElse(null),
        one.answer().map(answer -> answer.at().toString()).orElse(null));
  }

  private static String text(Optional<Instant> at) {
    return at.map(Instant::toString).orElse(null);
  }
}
