package org.onenet.services.cases.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.applications.Provenance;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.Cases;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.platform.Database;
import org.onenet.services.platform.JsonText;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Vault;
import tools.jackson.core.type.TypeReference;

/** Cases as rows with a version, what they say sealed; steps as rows that can be inserted once. */
@Singleton
public class PostgresCases implements Cases {
  private static final String OPEN =
      "state IN ('submitted', 'under-review', 'waiting-for-applicant')";

  private static final Text GONE = Text.same(Vault.ERASED);

  private final Database database;
  private final Vault vault;
  private final Clock clock;

  @Inject
  public PostgresCases(Database database, Vault vault, Clock clock) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
  }

  @Override
  public Optional<Case> find(String reference) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM case_file WHERE reference = ?", reference))
        .map(this::file);
  }

  @Override
  public Optional<Case> ofApplication(UUID application) {
    return Optional.ofNullable(
            database.sql().fetchOne("SELECT * FROM case_file WHERE application = ?", application))
        .map(this::file);
  }

  @Override
  public Submission submission(String reference) {
    Record row =
        database
            .sql()
            .fetchOne(
                "SELECT reference, answers, provenance FROM case_file WHERE reference = ?",
                reference);
    return new Submission(
        JsonText.members(opened(row, "answers").orElse("{}")),
        JsonText.read(
            opened(row, "provenance").orElse("{}"),
            new TypeReference<LinkedHashMap<String, Provenance>>() {}));
  }

  @Override
  public String nextReference(int year) {
    long number = database.sql().fetchOne("SELECT nextval('case_number')").get(0, Long.class);
    return "R-%d-%06d".formatted(year, number);
  }

  @Override
  public boolean open(Case.Submitted file, Submission submission) {
    Case.Facts facts = file.facts();
    return database
            .sql()
            .execute(
                "INSERT INTO case_file (reference, application, department, service,"
                    + " service_version, owner, applicant_name, citizen_number, answers,"
                    + " provenance, name_index, state, submitted_at, due_on, pending)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::bigint[], 'submitted', ?, ?, true)"
                    + " ON CONFLICT (application) DO NOTHING",
                facts.reference(),
                facts.application(),
                facts.department(),
                facts.service(),
                facts.serviceVersion(),
                facts.owner(),
                sealed(facts, "applicant_name", facts.applicantName()),
                sealed(facts, "citizen_number", facts.citizenNumber().orElse(null)),
                sealed(facts, "answers", JsonText.of(submission.answers())),
                sealed(facts, "provenance", JsonText.of(submission.provenance())),
                vault.index(facts.applicantName()),
                Database.utc(facts.submittedAt()),
                facts.dueOn())
        == 1;
  }

  @Override
  public boolean keep(Case file, boolean pending) {
    Optional<Case.Clerk> assignee = file.clerk();
    Optional<Case.Decision> decision =
        switch (file) {
          case Case.Granted granted -> Optional.of(granted.decision());
          case Case.Refused refused -> Optional.of(refused.decision());
          case Case.Withdrawn withdrawn ->
              Optional.of(
                  new Case.Decision(
                      "",
                      withdrawn.at(),
                      new Case.Clerk(
                          withdrawn.facts().owner(), withdrawn.facts().applicantName())));
          default -> Optional.empty();
        };
    UUID credential =
        file instanceof Case.Granted granted ? granted.credential().orElse(null) : null;
    return database
            .sql()
            .execute(
                "UPDATE case_file SET state = ?, assignee = ?, assignee_name = ?,"
                    + " decision_reason = coalesce(decision_reason, ?), decided_at = ?,"
                    + " decided_by = ?, decided_by_name = coalesce(decided_by_name, ?),"
                    + " credential = ?, pending = ?, due_on = ?, notices = ?, answer_by = ?,"
                    + " version = version + 1"
                    + " WHERE reference = ? AND version = ?",
                file.state(),
                assignee.map(Case.Clerk::id).orElse(null),
                assignee.map(Case.Clerk::name).orElse(null),
                sealed(
                    file.facts(),
                    "decision_reason",
                    decision.map(Case.Decision::reason).orElse(null)),
                decision.map(Case.Decision::at).map(Database::utc).orElse(null),
                decision.map(d -> d.by().id()).orElse(null),
                sealed(
                    file.facts(), "decided_by_name", decision.map(d -> d.by().name()).orElse(null)),
                credential,
                pending,
                file.facts().dueOn(),
                file.facts().notices(),
                file instanceof Case.WaitingForApplicant waiting ? waiting.answerBy() : null,
                file.facts().reference(),
                file.facts().version())
        == 1;
  }

  @Override
  public void resubmit(Case.Facts facts, String applicantName, Submission submission) {
    database
        .sql()
        .execute(
            "UPDATE case_file SET applicant_name = ?, name_index = ?::bigint[], answers = ?,"
                + " provenance = ? WHERE reference = ?",
            sealed(facts, "applicant_name", applicantName),
            vault.index(applicantName),
            sealed(facts, "answers", JsonText.of(submission.answers())),
            sealed(facts, "provenance", JsonText.of(submission.provenance())),
            facts.reference());
  }

  @Override
  public boolean holdOpen(UUID application) {
    return database
            .sql()
            .fetchOne(
                "SELECT 1 FROM case_file WHERE application = ? AND " + OPEN + " FOR NO KEY UPDATE",
                application)
        != null;
  }

  @Override
  public boolean holdKept(String reference) {
    return database
            .sql()
            .fetchOne(
                "SELECT 1 FROM case_file WHERE reference = ? AND cleared_at IS NULL"
                    + " FOR NO KEY UPDATE",
                reference)
        != null;
  }

  @Override
  public boolean claim(String reference, String step) {
    return database
            .sql()
            .execute(
                "INSERT INTO step_claim (reference, step, taken_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                reference,
                step,
                Database.utc(clock.instant()))
        == 1;
  }

  @Override
  public void note(String reference, CaseEvent event) {
    String owner = owner(reference);
    database
        .sql()
        .execute(
            "INSERT INTO case_event (reference, at, code, text, by) VALUES (?, ?, ?, ?, ?)",
            reference,
            Database.utc(event.at()),
            event.code(),
            vault.seal(owner, eventPlace("text", reference), JsonText.of(event.text())),
            vault.seal(
                owner, eventPlace("by", reference), event.by().map(JsonText::of).orElse(null)));
  }

  @Override
  public List<CaseEvent> events(String reference) {
    return database
        .sql()
        .fetch("SELECT * FROM case_event WHERE reference = ? ORDER BY id", reference)
        .map(
            row ->
                new CaseEvent(
                    row.get("at", Instant.class),
                    row.get("code", String.class),
                    vault
                        .open(eventPlace("text", reference), row.get("text", byte[].class))
                        .map(PostgresCases::text)
                        .orElse(GONE),
                    vault
                        .open(eventPlace("by", reference), row.get("by", byte[].class))
                        .map(PostgresCases::text)));
  }

  @Override
  public void keepChecks(String reference, List<CheckResult> checks) {
    int position = 0;
    String owner = owner(reference);
    for (CheckResult check : checks) {
      database
          .sql()
          .execute(
              "INSERT INTO case_check (reference, position, id, name, outcome, detail)"
                  + " VALUES (?, ?, ?, ?::jsonb, ?, ?) ON CONFLICT (reference, id)"
                  + " DO UPDATE SET outcome = excluded.outcome, detail = excluded.detail",
              reference,
              position++,
              check.id(),
              JsonText.of(check.name()),
              check.outcome().name(),
              vault.seal(owner, detailPlace(reference, check.id()), JsonText.of(check.detail())));
    }
  }

  @Override
  public List<CheckResult> checks(String reference) {
    return database
        .sql()
        .fetch("SELECT * FROM case_check WHERE reference = ? ORDER BY position", reference)
        .map(
            row ->
                new CheckResult(
                    row.get("id", String.class),
                    text(row, "name"),
                    CheckResult.Outcome.valueOf(row.get("outcome", String.class)),
                    vault
                        .open(
                            detailPlace(reference, row.get("id", String.class)),
                            row.get("detail", byte[].class))
                        .map(PostgresCases::text)
                        .orElse(GONE)));
  }

  @Override
  public List<String> pending(int most) {
    return database
        .sql()
        .fetch(
            "SELECT reference FROM case_file WHERE pending ORDER BY submitted_at LIMIT ?"
                + " FOR UPDATE SKIP LOCKED",
            most)
        .map(row -> row.get("reference", String.class));
  }

  @Override
  public void clear(String reference) {
    database
        .sql()
        .execute(
            "UPDATE case_file SET applicant_name = ?, citizen_number = NULL, answers = ?,"
                + " provenance = ?, name_index = NULL, decision_reason = NULL,"
                + " decided_by_name = NULL, cleared_at = ? WHERE reference = ?",
            Vault.gone(),
            Vault.gone(),
            Vault.gone(),
            Database.utc(clock.instant()),
            reference);
    database
        .sql()
        .execute("UPDATE case_check SET detail = ? WHERE reference = ?", Vault.gone(), reference);
    database
        .sql()
        .execute(
            "UPDATE case_event SET text = ?, by = NULL WHERE reference = ?",
            Vault.gone(),
            reference);
  }

  @Override
  public List<Case> list(Filter filter) {
    Where where = where(filter);
    where.values.add(filter.size());
    where.values.add((long) filter.page() * filter.size());
    String order = filter.owner() != null ? "submitted_at DESC" : "due_on, submitted_at";
    List<Record> rows =
        List.copyOf(
            database
                .sql()
                .fetch(
                    "SELECT * FROM case_file"
                        + where.sql
                        + " ORDER BY "
                        + order
                        + " LIMIT ? OFFSET ?",
                    where.values.toArray()));
    vault.fetchKeys(rows.stream().map(row -> row.get("applicant_name", byte[].class)));
    return rows.stream().map(this::file).toList();
  }

  @Override
  public long count(Filter filter) {
    Where where = where(filter);
    return database
        .sql()
        .fetchOne("SELECT count(*) FROM case_file" + where.sql, where.values.toArray())
        .get(0, Long.class);
  }

  private record Where(String sql, List<Object> values) {}

  /** Every value is bound; only these fixed pieces make the text of the query. */
  private Where where(Filter filter) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    if (filter.department() != null) conditions.put("department = ?", filter.department());
    if (filter.owner() != null) conditions.put("owner = ?", filter.owner());
    if (filter.service() != null) conditions.put("service = ?", filter.service());
    if (filter.assignee() != null) conditions.put("assignee = ?", filter.assignee());
    if (filter.dueBefore() != null) {
      conditions.put("state <> 'waiting-for-applicant' AND due_on < ?", filter.dueBefore());
    }
    List<String> parts = new ArrayList<>(conditions.keySet());
    if (filter.unassigned()) parts.add("assignee IS NULL");
    List<Object> values = new ArrayList<>(conditions.values());
    if (filter.words() != null && !filter.words().isBlank()) {
      parts.add("(reference ILIKE ? OR name_index @> ?::bigint[])");
      values.add("%" + filter.words().replaceAll("([%_\\\\])", "\\\\$1") + "%");
      values.add(vault.indexed(filter.words()));
    }
    if ("open".equals(filter.state())) {
      parts.add(OPEN);
    } else if (filter.state() != null) {
      parts.add("state = ?");
      values.add(filter.state());
    }
    return new Where(parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts), values);
  }

  private Case file(Record row) {
    Case.Facts facts =
        new Case.Facts(
            row.get("reference", String.class),
            row.get("application", UUID.class),
            row.get("department", String.class),
            row.get("service", String.class),
            row.get("service_version", Integer.class),
            row.get("owner", String.class),
            opened(row, "applicant_name").orElse(Vault.ERASED),
            opened(row, "citizen_number"),
            row.get("submitted_at", Instant.class),
            row.get("due_on", LocalDate.class),
            row.get("notices", Integer.class),
            row.get("version", Long.class));
    return switch (row.get("state", String.class)) {
      case "submitted" -> new Case.Submitted(facts);
      case "under-review" -> new Case.UnderReview(facts, assignee(row));
      case "waiting-for-applicant" ->
          new Case.WaitingForApplicant(facts, assignee(row), row.get("answer_by", LocalDate.class));
      case "granted" ->
          new Case.Granted(
              facts, decision(row), Optional.ofNullable(row.get("credential", UUID.class)));
      case "refused" -> new Case.Refused(facts, decision(row));
      case "withdrawn" -> new Case.Withdrawn(facts, row.get("decided_at", Instant.class));
      default -> throw new IllegalStateException("a case in no known state: " + facts.reference());
    };
  }

  private static Optional<Case.Clerk> assignee(Record row) {
    return Optional.ofNullable(row.get("assignee", String.class))
        .map(id -> new Case.Clerk(id, row.get("assignee_name", String.class)));
  }

  private Case.Decision decision(Record row) {
    return new Case.Decision(
        opened(row, "decision_reason").orElse(""),
        row.get("decided_at", Instant.class),
        new Case.Clerk(
            row.get("decided_by", String.class),
            opened(row, "decided_by_name").orElse(Vault.ERASED)));
  }

  /** Who a case is about never changes. */
  private String owner(String reference) {
    return database
        .sql()
        .fetchOne("SELECT owner FROM case_file WHERE reference = ?", reference)
        .get("owner", String.class);
  }

  private byte[] sealed(Case.Facts facts, String column, String clear) {
    return vault.seal(facts.owner(), place(column, facts.reference()), clear);
  }

  private Optional<String> opened(Record row, String column) {
    return vault.open(
        place(column, row.get("reference", String.class)), row.get(column, byte[].class));
  }

  private static String place(String column, String reference) {
    return Vault.place("case_file", column, reference);
  }

  private static String eventPlace(String column, String reference) {
    return Vault.place("case_event", column, reference);
  }

  private static String detailPlace(String reference, String check) {
    return Vault.place("case_check", "detail", reference + " " + check);
  }

  private static Text text(Record row, String column) {
    return text(row.get(column, String.class));
  }

  private static Text text(String json) {
    return JsonText.read(json, new TypeReference<Text>() {});
  }
}
