package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.onenet.contracts.BroadcastResult;
import org.onenet.contracts.Fees;
import org.onenet.contracts.Head;
import org.onenet.contracts.RegistrySender;
import org.onenet.contracts.SignedTransaction;
import org.onenet.contracts.TransactionReceipt;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Digest;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;

/**
 * Brings one department's queued acts onto the chain, and knows how far each is: queued → sent →
 * confirmed → final, and back to queued when the chain has lost it.
 *
 * <p>One transaction is under way for an account at a time. It is signed and kept before it is
 * sent, so a crash at any line leaves bytes that are sent again as they are; registering a digest
 * twice is one registration, because the contract passes over what it has.
 */
@Singleton
public class RegisterOnChain {
  private static final Logger LOG = Logger.getLogger(RegisterOnChain.class.getName());
  private static final int BATCH = 500;
  private static final Duration SEND_AGAIN_AFTER = Duration.ofSeconds(3);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  private final ChainActs acts;
  private final ChainDesk desk;
  private final IssuerDesk issuers;
  private final Registry registry;
  private final Clock clock;
  private final int confirmations;

  @Inject
  public RegisterOnChain(
      ChainActs acts,
      ChainDesk desk,
      IssuerDesk issuers,
      Registry registry,
      Clock clock,
      org.onenet.services.platform.Settings settings) {
    this(acts, desk, issuers, registry, clock, settings.number("onenet.chain.confirmations", 5));
  }

  public RegisterOnChain(
      ChainActs acts,
      ChainDesk desk,
      IssuerDesk issuers,
      Registry registry,
      Clock clock,
      int confirmations) {
    this.acts = acts;
    this.desk = desk;
    this.issuers = issuers;
    this.registry = registry;
    this.clock = clock;
    this.confirmations = confirmations;
  }

  /** Does the next thing for this department. Throws when the chain is away: nothing is lost. */
  public void goOn(String department) {
    RegistrySender sender = desk.sender(department);
    Head head = sender.head();
    findWhatTheChainLost(department, sender);
    acts.makeFinal(department, head.finalBlock(confirmations));
    Optional<ChainActs.Sent> underWay = acts.underWay(department);
    if (underWay.isPresent()) {
      follow(underWay.get(), sender);
    } else {
      sendNext(department, sender);
    }
  }

  /** The newest mined transaction's block must still be there; if not, how far back is it lost? */
  private void findWhatTheChainLost(String department, RegistrySender sender) {
    List<ChainActs.Sent> newest = acts.mined(department, true, 1);
    if (newest.isEmpty() || stillThere(newest.getFirst(), sender)) return;
    ChainActs.Sent oldest = acts.mined(department, false, 1).getFirst();
    if (!stillThere(oldest, sender)) {
      LOG.warning(
          () -> "the chain has lost everything of " + department + ": it is registered again");
      acts.everythingBackToQueue(department);
      return;
    }
    LOG.warning(() -> "the chain has dropped blocks: what was in them is registered again");
    for (ChainActs.Sent sent : acts.mined(department, true, Integer.MAX_VALUE)) {
      if (stillThere(sent, sender)) return;
      acts.backToQueue(sent.id(), "lost");
    }
  }

  private static boolean stillThere(ChainActs.Sent sent, RegistrySender sender) {
    return sender.blockHash(sent.block().orElseThrow()).equals(sent.blockHash());
  }

  private void follow(ChainActs.Sent sent, RegistrySender sender) {
    Optional<TransactionReceipt> receipt = sender.receipt(sent.hash());
    if (receipt.isPresent()) {
      settle(sent, receipt.get());
      return;
    }
    Duration since = Duration.between(sent.signedAt(), clock.instant());
    if (since.compareTo(SEND_AGAIN_AFTER) < 0) return;
    long next = sender.nextNonce();
    if (next != sent.nonce()) {
      // Mined between our two questions? Otherwise the nonce is another's, or the chain began anew.
      Optional<TransactionReceipt> late = sender.receipt(sent.hash());
      if (late.isPresent()) settle(sent, late.get());
      else acts.backToQueue(sent.id(), "lost");
      return;
    }
    if (since.compareTo(STUCK_AFTER.multipliedBy(sent.raised() + 1L)) > 0) {
      raise(sent, sender);
      return;
    }
    sendAgain(sent, sender);
  }

  private void sendAgain(ChainActs.Sent sent, RegistrySender sender) {
    SignedTransaction same = new SignedTransaction(sent.hash(), sent.raw(), sent.nonce(), 0);
    BroadcastResult result = sender.broadcast(same);
    if (result instanceof BroadcastResult.Underpriced) raise(sent, sender);
    else if (result instanceof BroadcastResult.Refused refused) {
      LOG.warning(() -> "the node refuses a registration: " + refused.message());
    }
  }

  private void raise(ChainActs.Sent sent, RegistrySender sender) {
    Fees fees = sender.suggestedFees();
    for (int i = 0; i <= sent.raised(); i++) fees = fees.raised();
    SignedTransaction raised = sign(acts.carriedBy(sent.id()), sent.nonce(), fees, sender);
    acts.replace(sent.id(), raised.hash(), raised.raw(), clock.instant());
    sender.broadcast(raised);
  }

  private void settle(ChainActs.Sent sent, TransactionReceipt receipt) {
    if (receipt.succeeded()) {
      acts.mined(sent.id(), receipt.block(), receipt.blockHash(), clock.instant());
    } else {
      LOG.warning(() -> "the registry refused transaction " + sent.hash() + "; queued again");
      acts.backToQueue(sent.id(), "failed");
    }
  }

  private void sendNext(String department, RegistrySender sender) {
    List<ChainActs.Act> queued = acts.queued(department, 2 * BATCH);
    List<ChainActs.Act> batch = registrations(department, queued);
    if (batch.isEmpty()) batch = revocation(queued);
    if (batch.isEmpty()) return;
    SignedTransaction signed = sign(batch, sender.nextNonce(), sender.suggestedFees(), sender);
    Instant now = clock.instant();
    if (acts.keepSigned(department, batch, signed.nonce(), signed.hash(), signed.raw(), now)) {
      sender.broadcast(signed);
    }
  }

  /** One transaction registers one credential type; it waits until the department may issue it. */
  private List<ChainActs.Act> registrations(String department, List<ChainActs.Act> queued) {
    return queued.stream()
        .filter(act -> act.kind().equals("register"))
        .map(ChainActs.Act::credentialType)
        .distinct()
        .filter(type -> mayIssue(department, type))
        .findFirst()
        .map(
            type ->
                queued.stream()
                    .filter(act -> act.kind().equals("register"))
                    .filter(act -> act.credentialType().equals(type))
                    .limit(BATCH)
                    .toList())
        .orElse(List.of());
  }

  private boolean mayIssue(String department, String type) {
    return registry
        .accreditation(issuers.did(department), type)
        .map(Accreditation::account)
        .filter(account -> account.equals(desk.account(department)))
        .isPresent();
  }

  /** A revocation follows its registration; one that the chain already has needs no transaction. */
  private List<ChainActs.Act> revocation(List<ChainActs.Act> queued) {
    for (ChainActs.Act act : queued) {
      if (!act.kind().equals("revoke")) continue;
      if (registry.entry(new Digest(act.digest())) instanceof RegistryEntry.Registered entry) {
        if (entry.state() != RegistryEntry.State.REVOKED) return List.of(act);
        acts.alreadySo(act.id());
      }
    }
    return List.of();
  }

  private static SignedTransaction sign(
      List<ChainActs.Act> batch, long nonce, Fees fees, RegistrySender sender) {
    ChainActs.Act first = batch.getFirst();
    if (first.kind().equals("revoke")) {
      return sender.revoke(new Digest(first.digest()), first.reasonCode(), nonce, fees);
    }
    return sender.register(
        first.credentialType(),
        batch.stream().map(act -> new Digest(act.digest())).toList(),
        nonce,
        fees);
  }
}
