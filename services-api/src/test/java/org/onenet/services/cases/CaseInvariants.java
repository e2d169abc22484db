package org.onenet.services.cases;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Record;
import org.onenet.services.CaseWorld;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What must hold of every case when nothing is under way, whatever happened before. */
final class CaseInvariants {
  private static final Set<String> OVER = Set.of("granted", "refused", "withdrawn");
  private static final Set<String> WAYS =
      Set.of(
          "submitted under-review",
          "submitted granted",
          "submitted withdrawn",
          "under-review under-review",
          "under-review waiting-for-applicant",
          "waiting-for-applicant under-review",
          "waiting-for-applicant withdrawn",
          "under-review granted",
          "under-review refused",
          "under-review withdrawn",
          "granted granted");

  private final CaseWorld.Node node;
  private final Catalogue catalogue;
  private final WhatWasTold told;
  private final List<String> broken = new ArrayList<>();

  CaseInvariants(CaseWorld.Node node, Catalogue catalogue, WhatWasTold told) {
    this.node = node;
    this.catalogue = catalogue;
    this.told = told;
  }

  /** Lets the database write down each state of each case that was ever committed. */
  static void watch(Database database) {
    database
        .sql()
        .execute(
            "CREATE TABLE watched (id bigint GENERATED ALWAYS AS IDENTITY, reference text,"
                + " version bigint, state text, decision text, credential uuid)");
    database
        .sql()
        .execute(
            "CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO onenet.watched (reference, version, state, decision, credential)"
                + " VALUES (NEW.reference, NEW.version, NEW.state, concat_ws(' | ',"
                + " NEW.decision_reason, NEW.decided_at, NEW.decided_by), NEW.credential);"
                + " RETURN NULL; END $$");
    database
        .sql()
        .execute(
            "CREATE TRIGGER watch AFTER INSERT OR UPDATE OF version ON case_file"
                + " FOR EACH ROW EXECUTE FUNCTION watch()");
  }

  private record Seen(long version, String state, String decision, UUID credential) {}

  /** Each breach as a sentence; none when all is well. */
  List<String> brokenBy(List<UUID> drafts) {
    broken.addAll(told.wrong);
    for (UUID draft : drafts) {
      List<Record> files =
          new ArrayList<>(
              node.database.sql().fetch("SELECT * FROM case_file WHERE application = ?", draft));
      must(files.size() <= 1, "%s has %d cases", draft, files.size());
      boolean theirTurn =
          files.stream().anyMatch(file -> text(file, "state").equals("waiting-for-applicant"));
      must(
          node.applications.find(draft).orElseThrow().submitted()
              == (files.size() == 1 && !theirTurn),
          "%s is frozen and has no case or their turn, or is not frozen and has one",
          draft);
      submitsWereToldTheTruth(draft, files);
      for (Record file : files) of(file);
      if (files.isEmpty()) equal(0, count("trade_name WHERE application = ?", draft), "names held");
    }
    noStatusPlaceIsGivenTwice();
    return broken;
  }

  private void submitsWereToldTheTruth(UUID draft, List<Record> files) {
    List<SubmitApplication.Result.Accepted> all = told.accepted.getOrDefault(draft, List.of());
    must(
        all.stream().filter(SubmitApplication.Result.Accepted::first).count() <= 1,
        "two submits of %s were told that they were the first",
        draft);
    for (SubmitApplication.Result.Accepted one : all) {
      String reference = one.file().facts().reference();
      must(
          files.stream().anyMatch(file -> text(file, "reference").equals(reference)),
          "a submit of %s was told of case %s, which is not there",
          draft,
          reference);
    }
  }

  private void of(Record file) {
    String reference = text(file, "reference");
    List<Seen> path =
        node.database
            .sql()
            .fetch("SELECT * FROM watched WHERE reference = ? ORDER BY id", reference)
            .map(CaseInvariants::seen);
    ServiceDefinition definition =
        catalogue
            .version(text(file, "service"), file.get("service_version", Integer.class))
            .orElseThrow();
    must(!file.get("pending", Boolean.class), "%s is pending", reference);
    eachChangeIsAllowedAndOverTheVersionBefore(reference, path);
    aDecisionStands(reference, path);
    theHistoryTellsEachChangeOnce(reference, path);
    checksRanOnce(reference, path, definition);
    certificateIffGranted(reference, file);
    theNameIsHeldUnlessItEndedWithoutAGrant(file, definition);
    noticesAreAsMany(reference, path, file);
  }

  private void noticesAreAsMany(String reference, List<Seen> path, Record file) {
    List<Notice> notices = node.notices.of(reference);
    long sent = path.stream().filter(seen -> seen.state().equals("waiting-for-applicant")).count();
    equal(sent, (long) notices.size(), reference + " notices");
    equal(sent, file.get("notices", Integer.class).longValue(), reference + " notices counted");
    must(notices.size() <= 1 || notices.get(1).reason().isPresent(), "%s: no reason", reference);
    equal(
        text(file, "state").equals("waiting-for-applicant") ? 1L : 0L,
        notices.stream().filter(notice -> notice.end().isEmpty()).count(),
        reference + " open notices");
  }

  private void eachChangeIsAllowedAndOverTheVersionBefore(String reference, List<Seen> path) {
    must(path.getFirst().state().equals("submitted"), "%s began as %s", reference, path);
    for (int i = 1; i < path.size(); i++) {
      String way = path.get(i - 1).state() + " " + path.get(i).state();
      must(WAYS.contains(way), "%s went the way %s", reference, way);
    }
    List<Long> versions = path.stream().map(Seen::version).toList();
    for (int i = 0; i < versions.size(); i++)
      equal(i + 1L, versions.get(i), reference + " version");
  }

  private void aDecisionStands(String reference, List<Seen> path) {
    List<Seen> over = path.stream().filter(seen -> OVER.contains(seen.state())).toList();
    List<String> decisions =
        over.stream().map(seen -> seen.state() + " " + seen.decision()).distinct().toList();
    must(decisions.size() <= 1, "%s was decided again: %s", reference, decisions);
    List<UUID> credentials =
        over.stream().map(Seen::credential).filter(java.util.Objects::nonNull).distinct().toList();
    must(credentials.size() <= 1, "%s changed its certificate: %s", reference, credentials);
    List<String> heard = told.decided.getOrDefault(reference, List.of());
    must(heard.size() <= 1, "%s: two were told that they decided: %s", reference, heard);
    for (String outcome : heard) equal(outcome, path.getLast().state(), reference + " as told");
  }

  private void theHistoryTellsEachChangeOnce(String reference, List<Seen> path) {
    List<String> expected = new ArrayList<>(List.of("submitted"));
    Iterator<Notice> notices = node.notices.of(reference).iterator();
    for (int i = 1; i < path.size(); i++) {
      String from = path.get(i - 1).state();
      String to = path.get(i).state();
      if (from.equals("submitted") && !to.equals("withdrawn")) expected.add("checked");
      if (from.equals("submitted") && to.equals("under-review")) expected.add("review");
      else if (to.equals("waiting-for-applicant")) expected.add("notice");
      else if (from.equals("waiting-for-applicant") && to.equals("under-review")) {
        expected.add(notices.next().end().orElseThrow().how().word());
      } else if (from.equals("granted")) expected.add("issued");
      else if (OVER.contains(to)) expected.add(to);
    }
    List<String> history = node.cases.events(reference).stream().map(CaseEvent::code).toList();
    // A register that answers a rival late tells it once for each evidence type, under review.
    List<String> late = history.stream().filter("evidence"::equals).toList();
    must(late.isEmpty() || history.contains("review"), "%s: late evidence, no review", reference);
    must(late.size() <= 1, "%s: one type is asked by law, told %s times", reference, late.size());
    equal(
        expected,
        history.stream().filter(code -> !code.equals("evidence")).toList(),
        reference + " history");
  }

  private void checksRanOnce(String reference, List<Seen> path, ServiceDefinition definition) {
    boolean checked = path.size() > 1 && !path.get(1).state().equals("withdrawn");
    int rules = definition.steps().getFirst().rules().size();
    equal(checked ? rules : 0, node.cases.checks(reference).size(), reference + " checks");
    Set<String> claims = new HashSet<>();
    if (checked) claims.add("checks");
    if (path.getLast().state().equals("granted")) claims.add("issue");
    equal(
        claims,
        new HashSet<>(
            node.database
                .sql()
                .fetch("SELECT step FROM step_claim WHERE reference = ?", reference)
                .getValues(0, String.class)),
        reference + " claims");
  }

  private void certificateIffGranted(String reference, Record file) {
    int one = text(file, "state").equals("granted") ? 1 : 0;
    UUID id = file.get("credential", UUID.class);
    must((one == 1) == (id != null), "%s is %s with %s", reference, text(file, "state"), id);
    equal(one, count("credential WHERE case_reference = ?", reference), reference + " credentials");
    equal(one, count("issuance_claim WHERE case_reference = ?", reference), reference + " claims");
    if (id == null) return;
    equal(1, count("credential WHERE id = ?", id), reference + " its own credential");
    equal(1, count("status_place WHERE credential = ?", id), reference + " status places");
    equal(1, acts("register", id), reference + " registrations");
    boolean revoked = count("credential WHERE state = 1 AND id = ?", id) == 1;
    equal(revoked ? 1 : 0, acts("revoke", id), reference + " revocations on chain");
    equal(
        revoked ? 1 : 0,
        count("status_place WHERE state = 1 AND credential = ?", id),
        reference + " status bit");
    equal(revoked ? 1 : 0, told.revoked.getOrDefault(id, 0), reference + " told of a revocation");
  }

  private int acts(String kind, UUID credential) {
    return count(
        "chain_act a JOIN credential c USING (digest) WHERE a.kind = '" + kind + "' AND c.id = ?",
        credential);
  }

  private void theNameIsHeldUnlessItEndedWithoutAGrant(Record file, ServiceDefinition definition) {
    boolean asked = definition.field("tradeName").isPresent();
    boolean given = !Set.of("refused", "withdrawn").contains(text(file, "state"));
    equal(
        asked && given ? 1 : 0,
        count("trade_name WHERE application = ?", file.get("application", UUID.class)),
        text(file, "reference") + ", " + text(file, "state") + ": trade names held");
  }

  /** Of all that was ever issued here, as it stands in the certificates themselves. */
  private void noStatusPlaceIsGivenTwice() {
    Set<String> places = new HashSet<>();
    for (UUID id :
        node.database.sql().fetch("SELECT id FROM credential").getValues(0, UUID.class)) {
      String compact = node.kept.find(id).orElseThrow().compact();
      byte[] payload = Base64.getUrlDecoder().decode(compact.split("\\.")[1]);
      JsonNode status = JsonMapper.shared().readTree(payload).get("credentialStatus");
      String place = status.get(0).get("id").asString();
      must(places.add(place), "two certificates have the status place %s", place);
    }
  }

  private int count(String from, Object value) {
    return node.database
        .sql()
        .fetchOne("SELECT count(*) FROM " + from, value)
        .get(0, Integer.class);
  }

  private void must(boolean holds, String sentence, Object... values) {
    if (!holds) broken.add(sentence.formatted(values));
  }

  private void equal(Object expected, Object actual, String what) {
    must(expected.equals(actual), "%s: expected %s, is %s", what, expected, actual);
  }

  private static Seen seen(Record row) {
    return new Seen(
        row.get("version", Long.class),
        text(row, "state"),
        text(row, "decision"),
        row.get("credential", UUID.class));
  }

  private static String text(Record row, String column) {
    return row.get(column, String.class);
  }
}
