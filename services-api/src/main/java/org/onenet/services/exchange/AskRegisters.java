package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.onenet.credentials.SignedStatement;
import org.onenet.credentials.StatementKind;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.consent.ConsentReceipt;
import org.onenet.services.consent.Consents;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.platform.Background;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Together;
import org.onenet.services.platform.Transactions;
import org.onenet.services.registers.Registers;

/**
 * The asking side. Each evidence type of an application is asked for by one at a time, whoever asks
 * and however often; what cannot be had is tried again, and nobody waits for it. With the draft
 * thrown away or the case decided that ends.
 *
 * <p>Locks are taken in one order: the application or the case first, its exchanges then, by their
 * evidence types.
 */
@Singleton
public class AskRegisters {
  /** A message is answered within it or not at all. */
  private static final Duration LIFETIME = Duration.ofMinutes(1);

  /** So long nobody else takes up what is being asked; longer than any answer may take. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  /** Connecting and reading, at the provider's slowest. */
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(12);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final int DOUBLINGS = 8;
  private static final int AT_ONCE = 16;

  /**
   * Of a node's threads that answer requests so many wait at most: some must be left to answer what
   * this node asks itself.
   */
  private final Semaphore patient = new Semaphore(32);

  private final ResolveEvidence resolveEvidence;
  private final Exchanges exchanges;
  private final Consents consents;
  private final Parties parties;
  private final BelieveAnswer answers;
  private final Providers providers;
  private final Registers registers;
  private final IssuerDesk desk;
  private final ReadLog readLog;
  private final EvidenceArrived waiting;
  private final Transactions transactions;
  private final Background background;
  private final Clock clock;

  @Inject
  public AskRegisters(
      ResolveEvidence resolveEvidence,
      Exchanges exchanges,
      Consents consents,
      Parties parties,
      Providers providers,
      Registers registers,
      IssuerDesk desk,
      ReadLog readLog,
      EvidenceArrived waiting,
      Transactions transactions,
      Background background,
      Clock clock) {
    this.resolveEvidence = resolveEvidence;
    this.exchanges = exchanges;
    this.consents = consents;
    this.parties = parties;
    this.answers = new BelieveAnswer(parties, clock);
    this.providers = providers;
    this.registers = registers;
    this.desk = desk;
    this.readLog = readLog;
    this.waiting = waiting;
    this.transactions = transactions;
    this.background = background;
    this.clock = clock;
  }

  /**
   * Whom it is asked about.
   *
   * @param owner their account
   */
  public record About(UUID application, String owner, String citizenNumber) {}

  /**
   * Asks for what the citizen has consented to and what is not on file, for a form that is not
   * submitted yet. Waits a little for the answers.
   */
  public EvidenceOnFile askByConsent(About about, ServiceDefinition definition, Duration patience) {
    return ask(about, definition, patience, false);
  }

  /**
   * Asks for all that the service needs and that is not on file, on the ground of the application's
   * consent or else of a law; without either it is not asked for. Waits a little for the answers.
   */
  public EvidenceOnFile ask(About about, ServiceDefinition definition, Duration patience) {
    return ask(about, definition, patience, true);
  }

  private EvidenceOnFile ask(
      About about, ServiceDefinition definition, Duration patience, boolean alsoByLaw) {
    Optional<ConsentReceipt> consent =
        consents.lastFor(about.application()).filter(one -> one.isInForce(clock.instant()));
    List<Exchange> wanted =
        resolveEvidence.needs(definition).stream()
            .flatMap(need -> wanted(about, definition, need, consent).stream())
            .filter(one -> alsoByLaw || one.consent().isPresent())
            .toList();
    Instant now = clock.instant();
    List<CompletableFuture<Void>> started = start(exchanges.claim(wanted, now, now.plus(LEASE)));
    if (!patient.tryAcquire()) return onFile(about.application());
    try {
      return awaited(about, started, patience);
    } finally {
      patient.release();
    }
  }

  private EvidenceOnFile awaited(
      About about, List<CompletableFuture<Void>> started, Duration patience) {
    Instant end = Instant.now().plus(patience);
    await(started, patience);
    EvidenceOnFile now = onFile(about.application());
    // What somebody else is asking now, here or on another node, is waited for too.
    while (now.isWaiting() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      now = onFile(about.application());
    }
    return now;
  }

  public EvidenceOnFile onFile(UUID application) {
    return new EvidenceOnFile(exchanges.of(application), clock.instant());
  }

  private static Optional<Exchange> wanted(
      About about, ServiceDefinition definition, Need need, Optional<ConsentReceipt> consent) {
    Optional<ConsentReceipt> covering =
        consent.filter(one -> one.covers(need.type().identifier(), need.fields()));
    boolean byLaw = need.law().isPresent() && !need.lawFields().isEmpty();
    if (covering.isEmpty() && !byLaw) return Optional.empty();
    return Optional.of(
        Exchange.wanted(
            about.application(),
            about.owner(),
            about.citizenNumber(),
            definition,
            need,
            covering.map(ConsentReceipt::id)));
  }

  /** Each beside the caller, in its own time; what this node is too busy for is left to others. */
  private List<CompletableFuture<Void>> start(List<Exchange> claimed) {
    List<CompletableFuture<Void>> started = new ArrayList<>();
    Map<UUID, Round> rounds = new HashMap<>();
    for (Exchange exchange : claimed) {
      Round round = rounds.computeIfAbsent(exchange.application(), Round::new);
      background
          .now("exchange", exchange.register(), () -> askOne(exchange, round))
          .ifPresentOrElse(started::add, () -> exchanges.release(exchange.id(), clock.instant()));
    }
    return started;
  }

  private static void await(List<CompletableFuture<Void>> started, Duration patience) {
    CompletableFuture.allOf(started.toArray(CompletableFuture[]::new))
        .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  /** Goes on with what is due: tries again, and takes up what a killed node left. */
  public void goOn() {
    Instant now = clock.instant();
    start(exchanges.due(AT_ONCE, now, now.plus(LEASE)));
  }

  /** Forgets answers that may be kept no longer. */
  public void forget() {
    exchanges.forget(clock.instant());
  }

  /** What is asked in one go for one application: a receipt is read once, answers kept together. */
  private final class Round {
    private final Together<Told, Void> keep;
    private final Map<UUID, ConsentReceipt> receipts = new ConcurrentHashMap<>();

    Round(UUID application) {
      this.keep = new Together<>(all -> keep(application, all));
    }

    ConsentReceipt receipt(UUID id) {
      return receipts.computeIfAbsent(id, one -> consents.find(one).orElseThrow());
    }
  }

  private void askOne(Exchange exchange, Round round) {
    Instant now = clock.instant();
    // It stood in line too long for its lease: whoever looks for what is due takes it up.
    Instant latest = exchange.nextAt().orElseThrow().minus(LONGEST_ANSWER);
    if (now.isAfter(latest)) return;
    // Who moved out asks from there: what would be signed here in its name nobody believes.
    if (!parties.isHere(exchange.requester())) {
      exchanges.failed(exchange, null, "requester-elsewhere", Optional.empty());
      return;
    }
    if (exchange.consent().filter(id -> !consents.isInForce(id, now)).isPresent()) {
      exchanges.failed(exchange, null, "consent-withdrawn", Optional.empty());
      return;
    }
    Ground ground =
        exchange
            .consent()
            .<Ground>map(id -> new Ground.Consent(round.receipt(id).record()))
            .orElseGet(() -> new Ground.Law(exchange.law().orElseThrow()));
    EvidenceRequest request =
        new EvidenceRequest(
            Ids.next(clock).toString(),
            exchange.requester(),
            exchange.register(),
            exchange.evidenceType(),
            exchange.fields(),
            exchange.subject(),
            exchange.owner(),
            exchange.service(),
            exchange.application(),
            ground);
    String owner = registers.of(exchange.register()).orElseThrow().owner();
    String compact =
        desk.signAsParty(
            exchange.requester(),
            StatementKind.EVIDENCE_REQUEST,
            request.claims(parties.did(owner).value()),
            now,
            Optional.of(LIFETIME));
    String hash = SignedStatement.hash(compact);
    // Before it is sent, and in no transaction: so it is written with what others log just then.
    log(exchange, request, "ask", "evidence-request", hash);
    String answer;
    List<Map<String, String>> records;
    try {
      answer = providers.ask(registers.of(exchange.register()).orElseThrow(), compact);
      records = answers.believed(answer, request, hash, parties.did(owner));
    } catch (ProviderUnavailable e) {
      transactions.inTransaction(() -> tryLater(exchange, hash, e.code()));
      return;
    } catch (AnswerRefused e) {
      exchanges.failed(exchange, hash, e.code(), Optional.empty());
      return;
    }
    String answerHash = SignedStatement.hash(answer);
    log(exchange, request, "receive", "evidence-answer", answerHash);
    round.keep.run(new Told(exchange, hash, records, answerHash));
  }

  private void log(
      Exchange exchange, EvidenceRequest request, String act, String what, String hash) {
    readLog.log(
        Access.act(
                Actor.machine(exchange.requester(), "exchange"),
                act,
                what,
                hash,
                request.ground().purpose())
            .items(request.items()));
  }

  private void tryLater(Exchange exchange, String hash, String reason) {
    if (!waiting.isAwaited(exchange.application())) {
      exchanges.end(exchange.application());
      return;
    }
    Instant next = clock.instant().plus(pause(exchange.attempts()));
    exchanges.failed(exchange, hash, reason, Optional.of(next));
  }

  /** An answer that is believed, and the hashes of both messages. */
  private record Told(
      Exchange exchange, String hash, List<Map<String, String>> records, String answerHash) {}

  /** What came for one application in the same moment. */
  private List<Void> keep(UUID application, List<Told> all) {
    transactions.inTransaction(
        () -> {
          // Thrown away or decided while it was on its way: what came is not kept.
          if (!waiting.isAwaited(application)) {
            exchanges.end(application);
            return;
          }
          List<Exchange> fetched =
              all.stream()
                  .sorted(Comparator.comparing(told -> told.exchange().evidenceType()))
                  .flatMap(told -> keep(told).stream())
                  .toList();
          if (!fetched.isEmpty()) waiting.arrived(application, fetched);
        });
    return Collections.nCopies(all.size(), null);
  }

  /** Empty when it was withdrawn while it was on its way: what came is not kept. */
  private Optional<Exchange> keep(Told told) {
    Instant now = clock.instant();
    Exchange exchange = told.exchange();
    Duration lifetime = registers.evidenceType(exchange.evidenceType()).orElseThrow().lifetime();
    Exchange fetched = exchange.fetched(now, now.plus(lifetime), told.records());
    return Optional.of(fetched)
        .filter(one -> exchanges.fetched(one, told.hash(), told.answerHash()));
  }

  private static Duration pause(int attempt) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }
}
