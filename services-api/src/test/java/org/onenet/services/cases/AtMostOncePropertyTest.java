package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.onenet.services.CaseWorld;

/**
 * Random acts on a handful of applications, on two nodes, against a real PostgreSQL: people race,
 * nodes crash at the boundaries of steps and come back. A seed gives the same acts, rivals and
 * crashes again; more seeds by {@code -Donenet.property.seeds=1000}, one by {@code
 * -Donenet.property.seed=17}.
 */
final class AtMostOncePropertyTest {
  private static final int ROUNDS = 40;

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static CaseWorld world;
  private static int stories;
  private static int crashes;

  @BeforeAll
  static void open() throws IOException {
    postgres = EmbeddedPostgres.start();
    world =
        new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, Clock.systemUTC())
            .populated();
    try (CaseWorld.Node node = world.start(new QuietListener())) {
      CaseInvariants.watch(node.database);
    }
  }

  /** Green would mean little if the stories had not been there. */
  @AfterAll
  static void everything_happened_and_close() throws IOException {
    try (CaseWorld.Node node = world.start(new QuietListener())) {
      if (stories >= 10) {
        assertEquals(
            Set.of("under-review", "waiting-for-applicant", "granted", "refused", "withdrawn"),
            node.database.sql().fetch("SELECT state FROM case_file").intoSet(0, String.class));
        assertEquals(
            Set.of("completed", "taken-back", "withdrawn"),
            node.database
                .sql()
                .fetch("SELECT DISTINCT ended FROM notice WHERE ended IS NOT NULL")
                .intoSet(0, String.class));
        assertNotEquals(0, crashes, "crashes");
        assertNotEquals(
            0,
            node.database
                .sql()
                .fetch("SELECT 1 FROM status_place WHERE state = 1 AND credential IS NOT NULL")
                .size());
      }
    }
    world.close();
    postgres.close();
  }

  static LongStream seeds() {
    Long one = Long.getLong("onenet.property.seed");
    return one != null
        ? LongStream.of(one)
        : LongStream.rangeClosed(1, Long.getLong("onenet.property.seeds", 20));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_interleaving_of_acts_and_crashes_does_anything_twice_or_loses_it(long seed) {
    try (RandomStory story = new RandomStory(world, postgres.getPostgresDatabase(), seed)) {
      story.play(ROUNDS);
      story.untilQuiet();
      story.check();
      stories++;
      crashes += story.crashes();
    }
  }
}
