package org.onenet.services.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.onenet.contracts.DepartmentAccreditation;
import org.onenet.contracts.Deployment;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.RegistryEntry;
import org.onenet.services.CaseWorld;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CaseEvent;
import org.onenet.services.cases.QuietListener;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.store.PostgresBatches;

/**
 * {@code kill -9} at every boundary between the submit and the registration: a process is killed
 * there, the next one is started on what it left, and brings the case to its end.
 */
final class KilledAtEachBoundaryTest {
  private static final CaseWorld.Resident LIN_NA = CaseWorld.PEOPLE.get(0);
  private static final CaseWorld.Resident WANG_SHUYING = CaseWorld.PEOPLE.get(1);

  /** Of a case that is granted at once. */
  private static final List<String> AUTOMATIC =
      List.of(
          "submit before-commit",
          "submit after-commit",
          "checks before-commit",
          "checks after-commit",
          "issue before-commit",
          "issue after-commit");

  /** Of a case that a clerk grants. */
  private static final List<String> BY_A_CLERK =
      List.of(
          "submit before-commit",
          "submit after-commit",
          "checks before-commit",
          "checks after-commit",
          "take before-commit",
          "take after-commit",
          "grant before-commit",
          "grant after-commit",
          "issue before-commit",
          "issue after-commit");

  /** Of a digest that is registered in a batch, before it goes the way of every digest. */
  private static final List<String> GATHERED =
      List.of("gathered before-commit", "gathered after-commit");

  /** Of every digest. */
  private static final List<String> ON_CHAIN =
      List.of(
          // signed but not kept; kept but not sent
          "sent before-commit",
          "sent after-commit",
          // in the node's pool, not in a block
          "broadcast done",
          // mined but not noted
          "confirmed before-commit",
          "confirmed after-commit",
          "final before-commit",
          "final after-commit");

  /** One application and where the process is killed on its way. */
  private record Victim(String boundary, boolean atOnce, UUID application) {
    static Victim atOnce(String boundary) {
      return new Victim(
          boundary, true, observer.draft(WANG_SHUYING, CaseWorld.SENIOR_CARD, Map.of()));
    }

    static Victim byAClerk(String boundary) {
      return new Victim(boundary, false, observer.draft(LIN_NA, CaseWorld.RESIDENCE, Map.of()));
    }

    List<String> history() {
      return atOnce
          ? List.of("submitted", "checked", "granted", "issued")
          : List.of("submitted", "checked", "review", "granted", "issued");
    }

    DynamicTest happenedOnce() {
      return dynamicTest(
          "killed at " + boundary + (atOnce ? ", granted at once" : ", granted by a clerk"),
          () -> KilledAtEachBoundaryTest.happenedOnce(application, history()));
    }
  }

  @TempDir static Path folder;

  private static EmbeddedPostgres postgres;
  private static Anvil chain;
  private static CaseWorld world;
  private static CaseWorld.Node observer;
  private static String contract;
  private static final List<ChildProcess> children = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    chain = Anvil.start(folder.resolve("chain"));
    world = new CaseWorld(jdbcUrl(), folder, Clock.systemUTC());
    observer = world.start(new QuietListener());
    contract =
        Deployment.deploy(chain.rpcUrl(), folder.resolve("root"), CaseWorld.PASSWORD).contract();
    Deployment.accredit(
        chain.rpcUrl(),
        contract,
        folder.resolve("root"),
        CaseWorld.PASSWORD,
        Department.all().stream().map(Department::id).map(KilledAtEachBoundaryTest::may).toList());
  }

  @AfterAll
  static void stop() throws IOException {
    children.forEach(ChildProcess::kill);
    observer.close();
    world.close();
    chain.close();
    postgres.close();
  }

  private static String jdbcUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private static DepartmentAccreditation may(String department) {
    return new DepartmentAccreditation(
        observer.issuers.did(department),
        world.accounts().account(department).address(),
        desk().credentialTypes(department));
  }

  private static ChainDesk desk() {
    return new ChainDesk(chain.rpcUrl(), contract, world.accounts(), world.catalogue);
  }

  private static ChildProcess child() {
    ChildProcess child =
        ChildProcess.start(
            CaseProcess.class,
            folder.resolve("process-" + children.size() + ".log"),
            List.of(jdbcUrl(), folder.toString(), chain.rpcUrl(), contract));
    children.add(child);
    return child;
  }

  /** An account has one transaction under way: of the chain's boundaries, one at a time. */
  @TestFactory
  Stream<DynamicTest> a_process_killed_on_the_way_to_the_chain_registers_once_when_it_is_back() {
    return Stream.concat(GATHERED.stream(), ON_CHAIN.stream())
        .flatMap(
            boundary -> {
              boolean inThePool = boundary.equals("broadcast done");
              if (inThePool) chain.stopMining();
              List<Victim> victims =
                  GATHERED.contains(boundary)
                      ? List.of(Victim.byAClerk(boundary))
                      : List.of(Victim.atOnce(boundary), Victim.byAClerk(boundary));
              return killedAndBack(
                  victims,
                  () -> {
                    if (inThePool) chain.mine(1);
                    chain.mineAtOnce();
                  });
            });
  }

  @TestFactory
  Stream<DynamicTest> a_process_killed_in_a_step_grants_and_registers_once_when_it_is_back() {
    List<Victim> victims =
        Stream.concat(
                AUTOMATIC.stream().map(Victim::atOnce), BY_A_CLERK.stream().map(Victim::byAClerk))
            .toList();
    return killedAndBack(victims, () -> {});
  }

  /** One process is killed while each of the cases is at its boundary; the next goes on. */
  private static Stream<DynamicTest> killedAndBack(List<Victim> victims, Runnable meanwhile) {
    // The process that went on last time is killed this time; another one warms up.
    ChildProcess first = children.isEmpty() ? child() : children.getLast();
    ChildProcess second = child();
    victims.forEach(victim -> first.say("until " + victim.application() + " " + victim.boundary()));
    first.await(victims.stream().map(victim -> "there " + victim.application()).toList());
    assertEquals(137, first.kill(), "128 and SIGKILL");
    meanwhile.run();
    victims.forEach(victim -> second.say("finish " + victim.application()));
    second.await(victims.stream().map(victim -> "finished " + victim.application()).toList());
    return victims.stream().map(Victim::happenedOnce);
  }

  private static void happenedOnce(UUID application, List<String> history) {
    assertEquals(1, count("case_file WHERE application = ?", application), "cases");
    Case file = observer.cases.ofApplication(application).orElseThrow();
    String reference = file.facts().reference();
    UUID credential = assertInstanceOf(Case.Granted.class, file).credential().orElseThrow();
    assertEquals(history, observer.cases.events(reference).stream().map(CaseEvent::code).toList());
    assertEquals(1, count("credential WHERE case_reference = ?", reference), "credentials");
    assertEquals(1, count("status_place WHERE credential = ?", credential), "status places");
    String digest = observer.kept.find(credential).orElseThrow().digest();
    assertEquals(1, count("chain_act WHERE digest = ?", digest), "queued acts");
    if (observer.kept.find(credential).orElseThrow().registration().mode().equals("root")) {
      standsInOneBatch(new Digest(digest));
    } else {
      assertEquals(
          List.of(digest),
          chain.digests(contract, "Registered").stream().filter(digest::equals).toList());
      assertInstanceOf(RegistryEntry.Registered.class, desk().registry().entry(new Digest(digest)));
    }
    // Two may share a transaction; none is spent in vain.
    String department = file.facts().department();
    assertEquals(
        count("chain_transaction WHERE state IN ('mined', 'final') AND department = ?", department),
        chain.nonce(desk().account(department)),
        "transactions of " + department);
  }

  private static void standsInOneBatch(Digest digest) {
    RegistrationReceipt receipt =
        new ReceiptDesk(new PostgresBatches(observer.database), desk(), Clock.systemUTC())
            .find(digest)
            .orElseThrow();
    assertInstanceOf(RegistryEntry.Registered.class, desk().registry().entry(receipt));
    assertEquals(
        List.of(receipt.root()),
        chain.roots(contract).stream().filter(receipt.root()::equals).toList());
    assertInstanceOf(RegistryEntry.Absent.class, desk().registry().entry(digest));
  }

  private static long count(String from, Object value) {
    return observer
        .database
        .sql()
        .fetchOne("SELECT count(*) FROM " + from, value)
        .get(0, Long.class);
  }
}
