package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.onenet.credentials.CredentialDraft;
import org.onenet.credentials.SignedCredential;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.identifiers.CityRegion;
import org.onenet.services.identifiers.UnifiedSocialCreditCode;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;

/** Makes the credential of a granted case, or shows what it would say. */
@Singleton
public class SigningDesk implements IssueCredential, PreviewCredential {
  private static final Text LATER = new Text("given when it is issued", "签发时生成");

  private final Credentials credentials;
  private final IssuerDesk desk;
  private final Clock clock;

  @Inject
  public SigningDesk(Credentials credentials, IssuerDesk desk, Clock clock) {
    this.credentials = credentials;
    this.desk = desk;
    this.clock = clock;
  }

  @Override
  public CredentialId issue(Grant grant) {
    UUID id = Ids.next(clock);
    UUID claimed = credentials.claim(grant.caseReference(), id);
    if (!claimed.equals(id)) return new CredentialId(claimed);
    ServiceDefinition definition = grant.definition();
    Department department = Department.answering(definition);
    List<Fact> facts = CredentialFacts.of(grant, this::newCode);
    Credentials.Place place = credentials.takePlace(department.id(), id);
    Instant from = grant.grantedAt().truncatedTo(ChronoUnit.SECONDS);
    Optional<Instant> until = end(grant);
    SignedCredential signed =
        desk.sign(
            department.id(),
            new CredentialDraft(
                "urn:uuid:" + UUID.randomUUID(),
                definition.output().credentialType(),
                byLanguage(department.name()),
                byLanguage(definition.output().name()),
                from,
                until,
                subject(facts),
                desk.schemaAddress(definition.output().credentialType()),
                desk.statusEntries(department.id(), place)));
    credentials.store(
        new Credentials.Issued(
            id,
            grant,
            definition.output().name(),
            facts,
            signed,
            from,
            until.orElse(null),
            Ids.token()));
    return new CredentialId(id);
  }

  @Override
  public Preview preview(Grant grant) {
    return new Preview(
        grant.definition().output().name(),
        CredentialFacts.of(grant, () -> LATER),
        day(grant.grantedAt()),
        end(grant).map(SigningDesk::day).orElse(null));
  }

  private Text newCode() {
    return Text.same(
        UnifiedSocialCreditCode.soleTrader(CityRegion.CODE, credentials.nextOrganisationNumber()));
  }

  private static Optional<Instant> end(Grant grant) {
    return Optional.ofNullable(grant.definition().output().validityMonths())
        .map(
            months ->
                grant
                    .grantedAt()
                    .truncatedTo(ChronoUnit.SECONDS)
                    .atZone(Clocks.CITY)
                    .plusMonths(months)
                    .toInstant());
  }

  private static LocalDate day(Instant instant) {
    return instant.atZone(Clocks.CITY).toLocalDate();
  }

  private static Map<String, Object> subject(List<Fact> facts) {
    Map<String, Object> subject = new LinkedHashMap<>();
    facts.forEach(fact -> subject.put(fact.name(), fact.value()));
    return subject;
  }

  private static Map<String, String> byLanguage(Text text) {
    Map<String, String> languages = new LinkedHashMap<>();
    languages.put("en", text.en());
    languages.put("zh", text.zh());
    return languages;
  }
}
