package org.onenet.services.privacy;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.onenet.identity.Caller;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.Case;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.platform.Transactions;
import org.onenet.services.platform.Vault;
import org.onenet.services.statistics.CountCases;

/**
 * Erases a person at their word: their key, and with it all that is sealed for them, wherever a
 * copy of it lies. Refused while a case is open, a law's time runs, a certificate is kept or an
 * auditor's answer to a report of theirs is due. What stays: references, services, dates and
 * states, digests (on chain too), the audit log, which has their account's id, and the account
 * itself, which is not ours.
 */
@Singleton
public class EraseMe {
  private static final String PURPOSE = "own-request";

  private final TellKept tellKept;
  private final Clear clear;
  private final KeptCredentials credentials;
  private final Remains remains;
  private final CountCases countCases;
  private final Vault vault;
  private final ReadLog log;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public EraseMe(
      TellKept tellKept,
      Clear clear,
      KeptCredentials credentials,
      Remains remains,
      CountCases countCases,
      Vault vault,
      ReadLog log,
      Transactions transactions,
      Clock clock) {
    this.tellKept = tellKept;
    this.clear = clear;
    this.credentials = credentials;
    this.remains = remains;
    this.countCases = countCases;
    this.vault = vault;
    this.log = log;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param references of the cases, which stay
     * @param drafts how many were deleted
     */
    record Erased(Instant at, List<String> references, int drafts) implements Result {}

    /** Each that stands against it, with its end and its ground. */
    record Refused(List<Kept> obstacles) implements Result {}
  }

  /** What would stand against it now. */
  public List<Kept> obstacles(String person) {
    return standing(tellKept.of(person));
  }

  public Result erase(Caller caller) {
    countCases.countDue();
    return transactions.inTransaction(() -> erased(caller));
  }

  private Result erased(Caller caller) {
    String person = caller.subject();
    remains.holdDrafts(person);
    List<Kept> kept = tellKept.of(person);
    List<Kept> obstacles = standing(kept);
    if (!obstacles.isEmpty()) return new Result.Refused(obstacles);
    List<Case> files = tellKept.files(person);
    for (Kept one : kept) {
      if (one.goneAt().isPresent()) continue;
      switch (one.kind()) {
        case DRAFT -> clear.draft(UUID.fromString(one.id()), person, PURPOSE);
        case CASE ->
            files.stream()
                .filter(file -> file.facts().reference().equals(one.id()))
                .forEach(file -> clear.file(file, tellKept.definition(file).kept(), PURPOSE));
        case CERTIFICATE ->
            credentials
                .find(UUID.fromString(one.id()))
                .ifPresent(
                    held ->
                        files.stream()
                            .filter(file -> file.facts().reference().equals(held.caseReference()))
                            .forEach(
                                file ->
                                    clear.certificate(
                                        held, tellKept.definition(file).kept(), PURPOSE)));
        case REPORT -> throw new IllegalStateException("an open report stands against erasing");
      }
    }
    vault.erase(person);
    log.log(
        Access.act(Actor.of(caller), "erase", "person", person, PURPOSE)
            .of(person)
            .items(List.of("all-data")));
    return new Result.Erased(
        clock.instant(),
        files.stream().map(file -> file.facts().reference()).toList(),
        (int) kept.stream().filter(one -> one.kind() == Kept.Kind.DRAFT).count());
  }

  private List<Kept> standing(List<Kept> kept) {
    Instant now = clock.instant();
    return kept.stream().filter(one -> one.mustStay(now)).toList();
  }
}
