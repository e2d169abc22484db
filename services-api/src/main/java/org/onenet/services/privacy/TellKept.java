package org.onenet.services.privacy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.audit.Report;
import org.onenet.services.audit.Reports;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.Retention;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.issuance.Validity;
import org.onenet.services.platform.Text;

/** Tells a person what is kept of them, until when and on what ground. */
@Singleton
public class TellKept {
  /** What nobody has saved for so long was given up. */
  static final Retention DRAFTS =
      new Retention(
          12, new Text("Your own draft: for one year after you last saved it", "您的草稿：最后保存后一年"));

  private static final Text REPORT = new Text("Your report of a use of your data", "您对数据使用情况的投诉");

  private static final Text AUDITORS = new Text("The city's auditors", "市审计人员");

  private static final Text ANSWER_DUE =
      new Text("So that they can read it and answer you", "以便审计人员查阅并答复您");

  private static final int PAGE = 200;

  private final Applications applications;
  private final Cases cases;
  private final KeptCredentials credentials;
  private final Reports reports;
  private final Catalogue catalogue;
  private final Remains remains;

  @Inject
  public TellKept(
      Applications applications,
      Cases cases,
      KeptCredentials credentials,
      Reports reports,
      Catalogue catalogue,
      Remains remains) {
    this.applications = applications;
    this.cases = cases;
    this.credentials = credentials;
    this.reports = reports;
    this.catalogue = catalogue;
    this.remains = remains;
  }

  /** Drafts, cases, certificates and open reports, each the newest first but the reports. */
  public List<Kept> of(String person) {
    List<Case> files = files(person);
    List<Kept> all = new ArrayList<>(drafts(person));
    all.addAll(cases(files));
    all.addAll(certificates(person, files));
    reports.openOf(person).forEach(report -> all.add(kept(report)));
    return all;
  }

  /** All cases of a person, the newest first. */
  List<Case> files(String person) {
    List<Case> files = new ArrayList<>();
    for (int page = 0; ; page++) {
      List<Case> some =
          cases.list(
              new Cases.Filter(null, person, null, null, false, null, null, null, page, PAGE));
      files.addAll(some);
      if (some.size() < PAGE) return files;
    }
  }

  private List<Kept> drafts(String person) {
    List<Draft> drafts = applications.drafts(person);
    Map<String, Remains.Notice> told =
        remains.told(Kept.Kind.DRAFT, drafts.stream().map(draft -> draft.id().toString()).toList());
    return drafts.stream()
        .map(
            draft -> {
              ServiceDefinition definition =
                  catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
              return kept(
                  Kept.Kind.DRAFT,
                  draft.id().toString(),
                  definition,
                  definition.name(),
                  draft.savedAt(),
                  Optional.of(draft.savedAt()),
                  DRAFTS,
                  Optional.ofNullable(told.get(draft.id().toString()))
                      .filter(notice -> !draft.savedAt().isAfter(notice.toldAt())),
                  Optional.empty(),
                  Optional.empty());
            })
        .toList();
  }

  private List<Kept> cases(List<Case> files) {
    List<String> references = files.stream().map(file -> file.facts().reference()).toList();
    Map<String, Remains.Notice> told = remains.told(Kept.Kind.CASE, references);
    Map<String, Instant> gone = remains.gone(Kept.Kind.CASE, references);
    return files.stream()
        .map(
            file -> {
              String reference = file.facts().reference();
              ServiceDefinition definition = definition(file);
              return kept(
                  Kept.Kind.CASE,
                  reference,
                  definition,
                  definition.name(),
                  file.facts().submittedAt(),
                  ended(file),
                  definition.kept(),
                  Optional.ofNullable(told.get(reference)),
                  Optional.ofNullable(gone.get(reference)),
                  Optional.empty());
            })
        .toList();
  }

  private List<Kept> certificates(String person, List<Case> files) {
    Map<String, Case> byReference = new LinkedHashMap<>();
    files.forEach(file -> byReference.put(file.facts().reference(), file));
    List<KeptCredentials.Kept> held = credentials.ofHolder(person);
    List<String> ids = held.stream().map(one -> one.id().toString()).toList();
    Map<String, Remains.Notice> told = remains.told(Kept.Kind.CERTIFICATE, ids);
    Map<String, Instant> gone = remains.gone(Kept.Kind.CERTIFICATE, ids);
    return held.stream()
        .filter(one -> !gone.containsKey(one.id().toString()))
        .map(
            one -> {
              ServiceDefinition definition = definition(byReference.get(one.caseReference()));
              return kept(
                  Kept.Kind.CERTIFICATE,
                  one.id().toString(),
                  definition,
                  one.name(),
                  one.validFrom(),
                  ended(one),
                  definition.kept(),
                  Optional.ofNullable(told.get(one.id().toString())),
                  Optional.empty(),
                  one.revocationAskedAt());
            })
        .toList();
  }

  private static Kept kept(
      Kept.Kind kind,
      String id,
      ServiceDefinition definition,
      Text name,
      Instant since,
      Optional<Instant> ended,
      Retention rule,
      Optional<Remains.Notice> told,
      Optional<Instant> gone,
      Optional<Instant> revocationAsked) {
    return new Kept(
        kind,
        id,
        Department.answering(definition).name(),
        name,
        since,
        ended.map(rule::end),
        rule.months(),
        rule.ground(),
        told.map(Remains.Notice::endsAt),
        gone,
        Optional.empty(),
        revocationAsked);
  }

  private static Kept kept(Report report) {
    return new Kept(
        Kept.Kind.REPORT,
        report.id().toString(),
        AUDITORS,
        REPORT,
        report.reportedAt(),
        Optional.empty(),
        0,
        ANSWER_DUE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(report.dueOn()),
        Optional.empty());
  }

  ServiceDefinition definition(Case file) {
    return catalogue.version(file.facts().service(), file.facts().serviceVersion()).orElseThrow();
  }

  /** When nothing more was to be decided; empty while something is. */
  private static Optional<Instant> ended(Case file) {
    return switch (file) {
      case Case.Granted granted -> Optional.of(granted.decision().at());
      case Case.Refused refused -> Optional.of(refused.decision().at());
      case Case.Withdrawn withdrawn -> Optional.of(withdrawn.at());
      case Case.Submitted submitted -> Optional.empty();
      case Case.UnderReview review -> Optional.empty();
      case Case.WaitingForApplicant waiting -> Optional.empty();
    };
  }

  /** When it was revoked, or runs out; empty while it is in force without an end. */
  private static Optional<Instant> ended(KeptCredentials.Kept one) {
    Optional<Instant> revoked =
        one.validity() == Validity.REVOKED
            ? one.outOfForceBy().map(StatusAct::at)
            : Optional.empty();
    return revoked.or(one::validUntil);
  }
}
