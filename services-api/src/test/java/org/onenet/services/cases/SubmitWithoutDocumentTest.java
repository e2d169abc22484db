package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.services.CaseWorld;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.WaivedDocuments;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.forms.AnswerError;
import org.onenet.services.platform.JsonText;
import tools.jackson.databind.JsonNode;

/** Nobody uploads what a register told; who corrects it or wants no register asked shows it. */
final class SubmitWithoutDocumentTest {
  private static final String PROOF = "premisesProof";

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static CaseWorld world;
  private static CaseWorld.Node node;
  private static ServiceDefinition definition;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    world =
        new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, Clock.systemUTC())
            .populated();
    node = world.start(new QuietListener());
    definition = world.catalogue.current(CaseWorld.TRADER).orElseThrow();
  }

  @AfterAll
  static void stop() throws IOException {
    node.close();
    world.close();
    postgres.close();
  }

  @Test
  void a_lease_that_the_housing_register_told_is_not_uploaded() {
    UUID draft = withoutDocument("兰亭甲书店");
    assertInstanceOf(SubmitApplication.Result.Accepted.class, submit(draft));
  }

  @Test
  void who_corrects_what_it_told_shows_the_lease() {
    UUID draft = withoutDocument("兰亭乙书店");
    Draft saved = node.applications.find(draft).orElseThrow();
    Map<String, JsonNode> answers = new LinkedHashMap<>(saved.answers());
    answers.put("premisesAddress", JsonText.node("99 Nowhere Street"));
    node.applications.save(
        draft, saved.version(), answers, Optional.empty(), world.clock.instant());
    mustAskForIt(draft);
  }

  @Test
  void who_wants_no_register_asked_shows_the_lease() {
    UUID draft = withoutDocument("兰亭丙书店");
    Draft saved = node.applications.find(draft).orElseThrow();
    node.applications.dropFetched(draft, world.clock.instant());
    node.applications.save(
        draft, saved.version() + 1, saved.answers(), Optional.empty(), world.clock.instant());
    mustAskForIt(draft);
  }

  private static void mustAskForIt(UUID draft) {
    var refused = assertInstanceOf(SubmitApplication.Result.Invalid.class, submit(draft));
    assertEquals(
        List.of(PROOF + " required"),
        refused.errors().stream().map(SubmitWithoutDocumentTest::told).toList());
  }

  private static String told(AnswerError error) {
    return error.field() + " " + error.code();
  }

  private static SubmitApplication.Result submit(UUID draft) {
    return node.submit(draft, node.applications.find(draft).orElseThrow().version());
  }

  /** Of the first in the city whose premises the register knows. */
  private static UUID withoutDocument(String tradeName) {
    for (CaseWorld.Resident person : CaseWorld.PEOPLE) {
      UUID id = node.draft(person, CaseWorld.TRADER, Map.of("tradeName", tradeName));
      Draft draft = node.applications.find(id).orElseThrow();
      if (WaivedDocuments.of(definition, draft).equals(Set.of(PROOF))) {
        node.applications.documents(id).forEach(one -> node.applications.remove(id, one.id()));
        return id;
      }
      node.applications.discard(id);
    }
    throw new AssertionError("nobody's premises are in the register");
  }
}
