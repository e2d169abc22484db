package org.onenet.services.privacy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Retention;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.statistics.CountCases;

/**
 * Lets go what need no longer be kept: tells the person {@link #BEFORE} days before, then deletes
 * it. Each thing goes in a transaction of its own with its line in the list of what went, so a
 * killed node leaves nothing half done and nodes share the work. A case goes only when statistics
 * have counted it.
 */
@Singleton
public class RunRetention {
  /** Between notice and end, at least. */
  public static final Duration BEFORE = Duration.ofDays(30);

  private static final String PURPOSE = "retention";
  private static final int AT_ONCE = 100;

  private final Remains remains;
  private final TellKept tellKept;
  private final Clear clear;
  private final Cases cases;
  private final Applications applications;
  private final KeptCredentials credentials;
  private final CountCases countCases;
  private final Catalogue catalogue;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public RunRetention(
      Remains remains,
      TellKept tellKept,
      Clear clear,
      Cases cases,
      Applications applications,
      KeptCredentials credentials,
      CountCases countCases,
      Catalogue catalogue,
      Transactions transactions,
      Clock clock) {
    this.remains = remains;
    this.tellKept = tellKept;
    this.clear = clear;
    this.cases = cases;
    this.applications = applications;
    this.credentials = credentials;
    this.countCases = countCases;
    this.catalogue = catalogue;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Tells and deletes what is due now; returns how many things were deleted. */
  public int now() {
    remains.untellSaved();
    tellDrafts();
    for (Remains.Version of : remains.versions()) {
      catalogue
          .version(of.service(), of.version())
          .ifPresent(
              definition -> {
                tell(Kept.Kind.CASE, of, definition.kept());
                tell(Kept.Kind.CERTIFICATE, of, definition.kept());
              });
    }
    countCases.countDue();
    int gone = 0;
    while (transactions.inTransaction(this::clearOne)) gone++;
    return gone;
  }

  private void tellDrafts() {
    Instant savedBy = TellKept.DRAFTS.begunBy(clock.instant().plus(BEFORE));
    int told;
    do {
      told =
          transactions.inTransaction(
              () -> {
                List<Remains.Untold> untold = remains.untoldDrafts(savedBy, AT_ONCE);
                untold.forEach(one -> tell(Kept.Kind.DRAFT, one, TellKept.DRAFTS));
                return untold.size();
              });
    } while (told == AT_ONCE);
  }

  private void tell(Kept.Kind kind, Remains.Version of, Retention rule) {
    Instant endedBy = rule.begunBy(clock.instant().plus(BEFORE));
    int told;
    do {
      told =
          transactions.inTransaction(
              () -> {
                List<Remains.Untold> untold = remains.untold(kind, of, endedBy, AT_ONCE);
                untold.forEach(one -> tell(kind, one, rule));
                return untold.size();
              });
    } while (told == AT_ONCE);
  }

  private void tell(Kept.Kind kind, Remains.Untold one, Retention rule) {
    Instant now = clock.instant();
    Instant end = rule.end(one.since());
    Instant goes = end.isAfter(now.plus(BEFORE)) ? end : now.plus(BEFORE);
    if (!remains.tell(kind, one.id(), now, goes)) return;
    Text day = Text.same(goes.atZone(Clocks.CITY).toLocalDate().toString());
    switch (kind) {
      case CASE ->
          note(
              one.id(),
              now,
              "retention-notice",
              new Text(
                      "On %s what you told and showed for this case is deleted. Take what you need before, under “My data”.",
                      "您为本办件填写和提交的内容将于 %s 删除。如有需要，请提前在“我的数据”中下载。")
                  .with(day));
      case CERTIFICATE ->
          remains
              .caseOfCertificate(one.id())
              .ifPresent(
                  reference ->
                      note(
                          reference,
                          now,
                          "retention-notice",
                          new Text(
                                  "The certificate of this case has ended. On %s what it says is deleted.",
                                  "本办件的证照已失效，其内容将于 %s 删除。")
                              .with(day)));
      case DRAFT -> {
        // a draft has no history: its owner sees the day under "My data"
      }
      case REPORT -> throw noRule();
    }
  }

  private boolean clearOne() {
    Optional<Remains.Notice> due = remains.due(clock.instant());
    due.ifPresent(
        notice -> {
          switch (notice.kind()) {
            case CASE -> clearCase(cases.find(notice.id()).orElseThrow());
            case CERTIFICATE ->
                clearCertificate(credentials.find(UUID.fromString(notice.id())).orElseThrow());
            case DRAFT -> {
              Draft draft = applications.find(UUID.fromString(notice.id())).orElseThrow();
              clear.draft(draft.id(), draft.owner(), PURPOSE);
            }
            case REPORT -> throw noRule();
          }
        });
    return due.isPresent();
  }

  private static IllegalStateException noRule() {
    return new IllegalStateException("reports go with their person, under no rule of time");
  }

  private void clearCase(Case file) {
    Retention rule = tellKept.definition(file).kept();
    clear.file(file, rule, PURPOSE);
    note(
        file.facts().reference(),
        clock.instant(),
        "retention-done",
        new Text("What you told and showed for this case was deleted. %s.", "您为本办件填写和提交的内容已删除。%s。")
            .with(rule.ground()));
  }

  private void clearCertificate(KeptCredentials.Kept one) {
    Case file = cases.find(one.caseReference()).orElseThrow();
    clear.certificate(one, tellKept.definition(file).kept(), PURPOSE);
  }

  private void note(String reference, Instant at, String code, Text text) {
    cases.note(reference, new CaseEvent(at, code, text, Optional.empty()));
  }
}
