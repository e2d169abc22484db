package org.onenet.services.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/** Tells a person who used which of their data, when, why and for which case. */
@Singleton
public class TellDataUses {
  private static final int MOST_REPORTS = 200;

  private final AuditLog log;
  private final Reports reports;
  private final CasesOfPeople cases;
  private final Catalogue catalogue;
  private final AuditWords words;

  @Inject
  public TellDataUses(
      AuditLog log, Reports reports, CasesOfPeople cases, Catalogue catalogue, AuditWords words) {
    this.log = log;
    this.reports = reports;
    this.cases = cases;
    this.catalogue = catalogue;
    this.words = words;
  }

  /**
   * One page, the newest first.
   *
   * @param next where the next page begins; empty when this is the last
   */
  public record Page(List<Group> groups, Optional<Place> next) {}

  /** What one department did for one case on one day; each may be missing but the day. */
  public record Group(
      Optional<Matter> matter, Optional<Text> where, LocalDate day, List<Use> uses) {}

  /**
   * The application that it was for.
   *
   * @param service its name; the identifier when the service is gone
   */
  public record Matter(String reference, Text service) {}

  /**
   * @param reason in the words of who did it
   * @param items what was read, in words, where {@code told} does not say it; of a list the
   *     person's own cases alone
   * @param shared whether the entry is about others too
   */
  public record Use(
      AuditEntry entry,
      AuditWords.Told told,
      Optional<String> reason,
      List<Text> items,
      boolean shared,
      boolean sealed,
      Optional<Report> report) {}

  public Page page(String person, Instant from, Instant until, Place behind, int size) {
    Map<String, CasesOfPeople.CaseOf> own = own(person);
    List<AuditEntry> found =
        log.about(person, List.copyOf(own.keySet()), from, until, behind, size + 1);
    List<AuditEntry> shown = found.subList(0, Math.min(size, found.size()));
    Map<String, Report> reported =
        reports.of(person, MOST_REPORTS).stream()
            .collect(Collectors.toMap(one -> one.stream() + "/" + one.number(), one -> one));
    Map<String, Long> sealed = log.sealedUpTo();
    Map<List<Object>, Group> groups = new LinkedHashMap<>();
    for (AuditEntry entry : shown) {
      Use use =
          use(
              entry,
              own,
              sealed,
              Optional.ofNullable(reported.get(entry.stream() + "/" + entry.number())));
      Optional<Matter> matter = matter(entry, own);
      LocalDate day = LocalDate.ofInstant(entry.at(), Clocks.CITY);
      groups
          .computeIfAbsent(
              List.of(matter, entry.organisation(), day),
              key ->
                  new Group(
                      matter, Optional.ofNullable(use.told().where()), day, new ArrayList<>()))
          .uses()
          .add(use);
    }
    boolean more = found.size() > size;
    return new Page(
        List.copyOf(groups.values()),
        more ? Optional.of(Place.of(shown.getLast())) : Optional.empty());
  }

  /** The person's reports with what they are about, the newest first. */
  public List<Use> reported(String person) {
    Map<String, CasesOfPeople.CaseOf> own = own(person);
    Map<String, Long> sealed = log.sealedUpTo();
    return reports.of(person, MOST_REPORTS).stream()
        .flatMap(
            report ->
                log.entry(report.stream(), report.number()).stream()
                    .map(chained -> use(chained.entry(), own, sealed, Optional.of(report))))
        .toList();
  }

  /** The entry, when it is about this person and somebody else made it. */
  public Optional<Use> one(String person, String stream, long number) {
    Map<String, CasesOfPeople.CaseOf> own = own(person);
    return log.entry(stream, number)
        .map(AuditLog.Chained::entry)
        .filter(entry -> isAbout(person, own, entry))
        .map(entry -> use(entry, own, log.sealedUpTo(), reports.of(person, stream, number)));
  }

  private static boolean isAbout(
      String person, Map<String, CasesOfPeople.CaseOf> own, AuditEntry entry) {
    if (entry.account().equals(person)) return false;
    return entry
        .person()
        .map(person::equals)
        .orElseGet(
            () ->
                entry.caseReference().map(own::containsKey).orElse(false)
                    || entry.items().stream().anyMatch(own::containsKey));
  }

  private Use use(
      AuditEntry entry,
      Map<String, CasesOfPeople.CaseOf> own,
      Map<String, Long> sealed,
      Optional<Report> report) {
    boolean shared = entry.person().isEmpty() && !entry.items().isEmpty();
    List<Text> items =
        entry.items().stream()
            .filter(item -> !AuditWords.isNamed(entry))
            .filter(item -> !shared || own.containsKey(item))
            .map(item -> shared ? Text.same(item) : words.item(item))
            .toList();
    return new Use(
        entry,
        words.tell(entry, log.reason(entry)),
        log.reason(entry),
        items,
        shared,
        entry.number() <= sealed.getOrDefault(entry.stream(), 0L),
        report);
  }

  /** The case the entry names; of a list, the person's case when it is one alone. */
  private Optional<Matter> matter(AuditEntry entry, Map<String, CasesOfPeople.CaseOf> own) {
    Optional<String> reference = entry.caseReference();
    if (reference.isEmpty() && entry.person().isEmpty()) {
      List<String> listed = entry.items().stream().filter(own::containsKey).toList();
      if (listed.size() == 1) reference = Optional.of(listed.getFirst());
    }
    return reference
        .map(own::get)
        .map(
            one ->
                new Matter(
                    one.reference(),
                    catalogue
                        .current(one.service())
                        .map(ServiceDefinition::name)
                        .orElseGet(() -> Text.same(one.service()))));
  }

  private Map<String, CasesOfPeople.CaseOf> own(String person) {
    Map<String, CasesOfPeople.CaseOf> own = new HashMap<>();
    for (CasesOfPeople.CaseOf one : cases.of(person)) {
      own.put(one.reference(), one);
      own.put(one.application(), one);
    }
    return own;
  }
}
