package org.onenet.services.cases;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.CaseWorld;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.AnswerRevocation;
import org.onenet.services.issuance.ChangeStatus;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.issuance.StatusAct;

/** What happens under one seed: six applications, two nodes, and rounds of acts upon them. */
final class RandomStory implements AutoCloseable {
  private static final List<String> CLERKS = List.of("clerk-chen", "clerk-zhou");

  /** What people and the poller do. An act on a case that is not there yet does nothing. */
  private enum Kind {
    SUBMIT,
    TAKE,
    RELEASE,
    REASSIGN,
    GRANT,
    REFUSE,
    WITHDRAW,
    NOTIFY,
    NOTIFY_AGAIN,
    TAKE_BACK,
    POLL,
    REVOKE
  }

  /** How often each is drawn. */
  private static final List<Kind> DRAWN =
      List.of(
          Kind.SUBMIT,
          Kind.SUBMIT,
          Kind.SUBMIT,
          Kind.TAKE,
          Kind.TAKE,
          Kind.TAKE,
          Kind.RELEASE,
          Kind.REASSIGN,
          Kind.GRANT,
          Kind.GRANT,
          Kind.GRANT,
          Kind.REFUSE,
          Kind.WITHDRAW,
          Kind.NOTIFY,
          Kind.NOTIFY,
          Kind.NOTIFY,
          Kind.NOTIFY,
          Kind.NOTIFY_AGAIN,
          Kind.TAKE_BACK,
          Kind.TAKE_BACK,
          Kind.POLL,
          Kind.POLL,
          Kind.REVOKE);

  /**
   * @param stale acts on a version that is over
   * @param knows acts as the clerk who has the case, otherwise as any clerk
   */
  private record Act(
      int number, Kind kind, int draft, int node, boolean stale, boolean knows, int clerk) {
    @Override
    public String toString() {
      return "%s of draft %d on node %d%s%s"
          .formatted(kind, draft, node, stale ? ", stale" : "", knows ? "" : ", any clerk");
    }
  }

  private final CaseWorld world;
  private final DataSource observer;
  private final Random random;
  private final List<UUID> drafts = new ArrayList<>();
  private final List<CaseWorld.Node> nodes = new ArrayList<>();
  private final List<Boundaries> boundaries = new ArrayList<>();
  private final List<String> transcript = new ArrayList<>();
  private final WhatWasTold told = new WhatWasTold();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int acts;

  RandomStory(CaseWorld world, DataSource observer, long seed) {
    this.world = world;
    this.observer = observer;
    this.random = new Random(seed);
    for (int i = 0; i < 2; i++) {
      boundaries.add(new Boundaries());
      nodes.add(world.start(boundaries.get(i)));
    }
    List<CaseWorld.Resident> adults =
        CaseWorld.PEOPLE.stream().filter(p -> p.birthDate().getYear() < 2000).toList();
    // One name for two traders: the later one is refused at the submit until the name is free.
    Map<String, Object> name = Map.of("tradeName", "兰亭书坊" + seed);
    drafts.add(nodes.get(0).draft(CaseWorld.PEOPLE.get(1), CaseWorld.SENIOR_CARD, Map.of()));
    drafts.add(nodes.get(0).draft(anyOf(adults), CaseWorld.SENIOR_CARD, Map.of()));
    drafts.add(nodes.get(0).draft(anyOf(adults), CaseWorld.RESIDENCE, Map.of()));
    drafts.add(nodes.get(0).draft(anyOf(adults), CaseWorld.RESIDENCE, Map.of()));
    drafts.add(nodes.get(0).draft(anyOf(adults), CaseWorld.TRADER, name));
    drafts.add(nodes.get(0).draft(anyOf(adults), CaseWorld.TRADER, name));
  }

  private <T> T anyOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  void play(int rounds) {
    for (int round = 0; round < rounds; round++) {
      boolean together = random.nextInt(4) == 0;
      List<Act> now = new ArrayList<>();
      int number = together ? 2 + random.nextInt(3) : 1;
      int draft = random.nextInt(drafts.size());
      for (int i = 0; i < number; i++) now.add(draw(draft));
      List<Act> rivals = new ArrayList<>();
      int met = !together && random.nextBoolean() ? 1 + random.nextInt(3) : 0;
      for (int i = 0; i < met; i++) rivals.add(draw(draft));
      int crashAt = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 0;
      int crashes = random.nextInt(nodes.size());
      transcript.add(
          "%d: %s%s%s"
              .formatted(
                  round,
                  now,
                  rivals.isEmpty() ? "" : " met by " + rivals,
                  crashAt == 0 ? "" : ", node " + crashes + " crashes at boundary " + crashAt));
      List<Future<?>> running = Collections.synchronizedList(new ArrayList<>());
      if (met > 0) {
        boundaries
            .get(now.getFirst().node())
            .meet(1 + random.nextInt(2), () -> running.add(meet(rivals)));
      }
      if (crashAt > 0) boundaries.get(crashes).crash(crashAt);
      all(now).forEach(RandomStory::await);
      running.forEach(RandomStory::await);
      boundaries.forEach(Boundaries::calm);
      restartTheDead();
    }
  }

  private Act draw(int draft) {
    return new Act(
        acts++,
        anyOf(DRAWN),
        draft,
        random.nextInt(nodes.size()),
        random.nextInt(6) == 0,
        random.nextInt(4) != 0,
        random.nextInt(CLERKS.size()));
  }

  /** All at once, each on a thread of its own. */
  private List<Future<?>> all(List<Act> together) {
    CyclicBarrier start = new CyclicBarrier(together.size());
    List<Future<?>> running = new ArrayList<>();
    for (Act act : together) {
      running.add(
          threads.submit(
              () -> {
                start.await();
                perform(act);
                return null;
              }));
    }
    return running;
  }

  /** Lets others come in here, until they are done or wait for what this thread holds. */
  private Future<?> meet(List<Act> rivals) {
    Future<?> running = threads.submit(() -> rivals.forEach(this::perform));
    Locks.await(() -> running.isDone() || Locks.somebodyWaits(observer));
    return running;
  }

  private static void await(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new AssertionError("an act failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void restartTheDead() {
    for (int i = 0; i < nodes.size(); i++) {
      if (!boundaries.get(i).dead()) continue;
      nodes.get(i).close();
      boundaries.set(i, new Boundaries());
      nodes.set(i, world.start(boundaries.get(i)));
    }
  }

  /** Who asked a node that crashed is told nothing. */
  private void perform(Act act) {
    CaseWorld.Node node = nodes.get(act.node());
    try {
      switch (act.kind()) {
        case SUBMIT -> submit(act, node);
        case POLL -> node.workflow.goOn();
        default ->
            node.cases.ofApplication(drafts.get(act.draft())).ifPresent(c -> work(act, c, node));
      }
    } catch (Boundaries.Crash e) {
      told.nothing();
    }
  }

  private void submit(Act act, CaseWorld.Node node) {
    UUID id = drafts.get(act.draft());
    long version = node.applications.find(id).orElseThrow().version();
    if (node.submit(id, act.stale() ? version - 1 : version)
        instanceof SubmitApplication.Result.Accepted accepted) {
      told.accepted(id, accepted, act.stale());
    }
  }

  private void work(Act act, Case file, CaseWorld.Node node) {
    String reference = file.facts().reference();
    long version = file.facts().version() - (act.stale() ? 1 : 0);
    Caller clerk = clerk(act, file);
    String reason = "act " + act.number();
    DecideCase decide = node.decide;
    switch (act.kind()) {
      case TAKE -> told.changed(act.stale(), decide.assign(clerk, reference, version, me(clerk)));
      case RELEASE ->
          told.changed(act.stale(), decide.assign(clerk, reference, version, Optional.empty()));
      case REASSIGN ->
          told.changed(act.stale(), decide.assign(supervisor(file), reference, version, me(clerk)));
      case GRANT ->
          told.decided(
              reference, "granted", act.stale(), decide.grant(clerk, reference, version, reason));
      case REFUSE ->
          told.decided(
              reference, "refused", act.stale(), decide.refuse(clerk, reference, version, reason));
      case WITHDRAW ->
          told.decided(
              reference,
              "withdrawn",
              act.stale(),
              decide.withdraw(owner(file), reference, version));
      case NOTIFY ->
          told.changed(
              act.stale(),
              decide.sendNotice(clerk, reference, version, missing(reason), Optional.empty()));
      case NOTIFY_AGAIN ->
          told.changed(
              act.stale(),
              decide.sendNotice(
                  supervisor(file), reference, version, missing(reason), Optional.of(reason)));
      case TAKE_BACK -> told.changed(act.stale(), decide.takeBack(clerk, reference, version));
      case REVOKE -> {
        if (file instanceof Case.Granted granted) {
          granted.credential().ifPresent(id -> revoke(id, reason, node));
        }
      }
      default -> throw new IllegalStateException("not an act on a case: " + act);
    }
  }

  private static List<Notice.Item> missing(String text) {
    return List.of(new Notice.Item("fullName", text));
  }

  private void revoke(UUID credential, String reason, CaseWorld.Node node) {
    Kept kept = node.kept.find(credential).orElseThrow();
    Caller asking = CaseWorld.staff(CLERKS.get(0), Role.CLERK, kept.department());
    boolean done =
        switch (node.changeStatus.change(
            kept, ActKind.REVOKE, ReasonCode.FACTS_CHANGED, reason, asking)) {
          case ChangeStatus.Result.Done all -> true;
          case ChangeStatus.Result.Waiting(var act) -> confirmed(kept, act, node);
          default -> false;
        };
    if (done) told.revoked(credential);
  }

  /** By a second clerk: of two at once, one takes effect. */
  private static boolean confirmed(Kept kept, StatusAct act, CaseWorld.Node node) {
    Caller second = CaseWorld.staff(CLERKS.get(1), Role.CLERK, kept.department());
    return node.answerRevocation.answer(kept.id(), act.id(), Optional.empty(), second)
        instanceof AnswerRevocation.Result.Revoked;
  }

  private static Optional<Case.Clerk> me(Caller clerk) {
    return Optional.of(new Case.Clerk(clerk.subject(), clerk.name()));
  }

  private Caller clerk(Act act, Case file) {
    String subject =
        file.clerk()
            .filter(clerk -> act.knows())
            .map(Case.Clerk::id)
            .orElse(CLERKS.get(act.clerk()));
    return CaseWorld.staff(subject, Role.CLERK, file.facts().department());
  }

  private static Caller supervisor(Case file) {
    return CaseWorld.staff("supervisor-wu", Role.SUPERVISOR, file.facts().department());
  }

  private static Caller owner(Case file) {
    return CaseWorld.PEOPLE.stream()
        .map(CaseWorld::citizen)
        .filter(citizen -> citizen.subject().equals(file.facts().owner()))
        .findFirst()
        .orElseThrow();
  }

  /** Nobody does anything any more, and all that is begun is brought to its end by the poller. */
  void untilQuiet() {
    for (int i = 0; i < 20; i++) {
      nodes.get(0).workflow.goOn();
      if (drafts.stream().noneMatch(this::isPending)) return;
    }
    fail("something stays pending\n" + String.join("\n", transcript));
  }

  private boolean isPending(UUID draft) {
    return !nodes
        .get(0)
        .database
        .sql()
        .fetch("SELECT 1 FROM case_file WHERE application = ? AND pending", draft)
        .isEmpty();
  }

  void check() {
    List<String> broken = new CaseInvariants(nodes.get(0), world.catalogue, told).brokenBy(drafts);
    if (broken.isEmpty()) return;
    fail(
        broken.stream().collect(Collectors.joining("\n", "Broken:\n", "\nwhat happened:\n"))
            + String.join("\n", transcript));
  }

  /** How many acts a crash cut off. */
  int crashes() {
    return told.crashes();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    nodes.forEach(CaseWorld.Node::close);
  }
}
