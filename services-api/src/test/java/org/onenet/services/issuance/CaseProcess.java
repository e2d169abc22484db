package org.onenet.services.issuance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jooq.Record;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.cases.Case;
import org.onenet.services.issuance.store.PostgresChainActs;

/**
 * A node as a process of its own, to be killed. Each line of its input is a command. {@code finish
 * APPLICATION} does everything from the submit to the registration, as citizen, clerk, poller and
 * worker do, and says {@code finished APPLICATION}. {@code until APPLICATION BOUNDARY} does the
 * same on a thread of its own up to that boundary, says {@code there APPLICATION} and stays there.
 * The process ends with its input.
 */
final class CaseProcess {
  /** One application on its way; its boundaries are those that its thread comes by. */
  private static final class Way {
    final UUID application;
    final String target;
    String deed = "";
    String reference = "";

    Way(UUID application, String target) {
      this.application = application;
      this.target = target;
    }

    void at(String step, String boundary) {
      // Taking and granting are both decisions to the listener, and two boundaries to us.
      if (!target.equals((step.equals("decision") ? deed : step) + " " + boundary)) return;
      System.out.println("there " + application);
      while (true) LockSupport.park();
    }
  }

  private final ThreadLocal<Way> ways = new ThreadLocal<>();
  private final CaseWorld.Node node;
  private final RegisterOnChain worker;

  private CaseProcess(String jdbcUrl, Path folder, String rpcUrl, String contract) {
    node =
        new CaseWorld(jdbcUrl, folder, Clock.systemUTC())
            .start((file, step, boundary) -> ways.get().at(step, boundary));
    worker = node.registration(told(new PostgresChainActs(node.database)), rpcUrl, contract);
  }

  public static void main(String[] arguments) throws IOException {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, e) -> {
          e.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    CaseProcess process =
        new CaseProcess(arguments[0], Path.of(arguments[1]), arguments[2], arguments[3]);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 3);
      UUID application = UUID.fromString(words[1]);
      if (words[0].equals("finish")) {
        process.go(new Way(application, ""));
        System.out.println("finished " + application);
      } else {
        Thread.ofPlatform().start(() -> process.go(new Way(application, words[2])));
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private void go(Way way) {
    ways.set(way);
    boolean alone = way.target.isEmpty();
    node.submit(way.application, node.applications.find(way.application).orElseThrow().version());
    Case file = node.cases.ofApplication(way.application).orElseThrow();
    way.reference = file.facts().reference();
    Instant end = Instant.now().plusSeconds(60);
    while (!onChain().equals(Optional.of("final"))) {
      if (Instant.now().isAfter(end)) throw new IllegalStateException("not final: " + onChain());
      // The poller would take up what other threads have left where they stay.
      if (alone) node.workflow.goOn();
      else node.advance.advance(way.reference);
      if (node.cases.find(way.reference).orElseThrow() instanceof Case.UnderReview review) {
        work(review);
      }
      worker.goOn(file.facts().department());
      if (onChain().equals(Optional.of("sent"))) way.at("broadcast", "done");
      LockSupport.parkNanos(20_000_000);
    }
  }

  private void work(Case.UnderReview file) {
    Way way = ways.get();
    Caller clerk = CaseWorld.staff("clerk-chen", Role.CLERK, file.facts().department());
    long version = file.facts().version();
    if (file.assignee().isEmpty()) {
      way.deed = "take";
      Case.Clerk chen = new Case.Clerk(clerk.subject(), clerk.name());
      node.decide.assign(clerk, way.reference, version, Optional.of(chen));
    } else {
      way.deed = "grant";
      node.decide.grant(clerk, way.reference, version, "everything agrees");
    }
  }

  /** How far the digest of this thread's case is: queued, gathered, sent, confirmed or final. */
  private Optional<String> onChain() {
    Record row =
        node.database
            .sql()
            .fetchOne(
                "SELECT CASE WHEN a.state = 'queued' AND a.batch IS NOT NULL THEN 'gathered'"
                    + " ELSE a.state END FROM chain_act a JOIN credential c USING (digest)"
                    + " WHERE c.case_reference = ?",
                ways.get().reference);
    return Optional.ofNullable(row).map(found -> found.get(0, String.class));
  }

  /** The real outbox, with a boundary on both sides of each commit that brings our digest on. */
  private ChainActs told(ChainActs acts) {
    return (ChainActs)
        Proxy.newProxyInstance(
            ChainActs.class.getClassLoader(),
            new Class<?>[] {ChainActs.class},
            (proxy, method, arguments) -> {
              Optional<String> before = onChain();
              Object answer =
                  node.database.inTransaction(
                      () -> {
                        Object given = call(acts, method, arguments);
                        if (!onChain().equals(before)) {
                          ways.get().at(onChain().orElseThrow(), "before-commit");
                        }
                        return given;
                      });
              if (!onChain().equals(before)) {
                ways.get().at(onChain().orElseThrow(), "after-commit");
              }
              return answer;
            });
  }

  private static Object call(ChainActs acts, Method method, Object[] arguments) {
    try {
      return method.invoke(acts, arguments);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(method.getName(), e);
    }
  }
}
