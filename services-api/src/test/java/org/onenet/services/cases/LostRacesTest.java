package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;

/** Races that random stories found, told one by one: who loses one leaves nothing behind. */
final class LostRacesTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.getFirst();
  private static final Caller CLERK =
      CaseWorld.staff("clerk-chen", Role.CLERK, "market-regulation");

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static CaseWorld world;

  private final Boundaries boundaries = new Boundaries();
  private CaseWorld.Node slow;
  private CaseWorld.Node fast;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    world =
        new CaseWorld(postgres.getJdbcUrl("postgres", "postgres"), folder, Clock.systemUTC())
            .populated();
  }

  @AfterAll
  static void stop() throws IOException {
    world.close();
    postgres.close();
  }

  @BeforeEach
  void open() {
    slow = world.start(boundaries);
    fast = world.start(new QuietListener());
  }

  @AfterEach
  void close() {
    slow.close();
    fast.close();
  }

  @Test
  void a_withdrawal_that_a_grant_overtakes_does_not_free_the_granted_name() throws Exception {
    UUID application = draft("兰亭书坊");
    submit(slow, application);
    slow.decide.assign(CLERK, reference(application), version(application), Optional.of(chen()));
    long version = version(application);
    Thread[] withdrawal = new Thread[1];
    DecideCase.Result[] told = new DecideCase.Result[1];
    boundaries.meet(
        1,
        () -> {
          withdrawal[0] =
              Thread.ofPlatform()
                  .start(
                      () ->
                          told[0] =
                              fast.decide.withdraw(
                                  CaseWorld.citizen(LIN_NA), reference(application), version));
          Locks.await(() -> Locks.somebodyWaits(postgres.getPostgresDatabase()));
        });
    assertInstanceOf(
        DecideCase.Result.Done.class,
        slow.decide.grant(CLERK, reference(application), version, "all is well"));
    withdrawal[0].join();
    assertInstanceOf(DecideCase.Result.AlreadyDecided.class, told[0]);
    assertEquals(1, namesHeld(application));
  }

  @Test
  void a_submit_that_comes_late_to_a_withdrawn_case_does_not_take_the_name_again() {
    UUID application = draft("兰亭茶馆");
    boundaries.meet(
        1,
        () -> {
          submit(fast, application);
          fast.decide.withdraw(
              CaseWorld.citizen(LIN_NA), reference(application), version(application));
        });
    assertInstanceOf(Case.Withdrawn.class, submit(slow, application).file());
    assertEquals(0, namesHeld(application));
    submit(fast, draft("兰亭茶馆"));
  }

  @Test
  void a_submit_whose_case_is_withdrawn_during_its_checks_is_answered_with_the_withdrawn_case() {
    UUID application = draft("兰亭面馆");
    // The name is asked for and answered, the case opened, and now the register is asked.
    boundaries.meet(
        4,
        () ->
            fast.decide.withdraw(
                CaseWorld.citizen(LIN_NA), reference(application), version(application)));
    submit(slow, application);
    assertInstanceOf(Case.Withdrawn.class, fast.cases.ofApplication(application).orElseThrow());
    assertEquals(0, slow.cases.checks(reference(application)).size());
    assertEquals(0, namesHeld(application));
  }

  @Test
  void of_two_traders_who_want_a_name_at_the_same_moment_one_gets_it_and_the_other_no_case() {
    UUID slower = draft("兰亭花店");
    UUID faster = draft("兰亭花店");
    // The name was asked for and found free.
    boundaries.meet(2, () -> submit(fast, faster));
    var refused =
        assertInstanceOf(
            SubmitApplication.Result.Invalid.class, slow.submit(slower, draftVersion(slower)));
    assertEquals("taken", refused.errors().getFirst().code());
    assertEquals(Optional.empty(), slow.cases.ofApplication(slower));
    assertEquals(1, namesHeld(faster));
  }

  private UUID draft(String name) {
    return fast.draft(LIN_NA, CaseWorld.TRADER, Map.of("tradeName", name));
  }

  private SubmitApplication.Result.Accepted submit(CaseWorld.Node node, UUID application) {
    return assertInstanceOf(
        SubmitApplication.Result.Accepted.class,
        node.submit(application, draftVersion(application)));
  }

  private long draftVersion(UUID application) {
    return fast.applications.find(application).orElseThrow().version();
  }

  private String reference(UUID application) {
    return fast.cases.ofApplication(application).orElseThrow().facts().reference();
  }

  private long version(UUID application) {
    return fast.cases.ofApplication(application).orElseThrow().facts().version();
  }

  private static Case.Clerk chen() {
    return new Case.Clerk(CLERK.subject(), CLERK.name());
  }

  private int namesHeld(UUID application) {
    return fast.database
        .sql()
        .fetchOne("SELECT count(*) FROM trade_name WHERE application = ?", application)
        .get(0, Integer.class);
  }
}
