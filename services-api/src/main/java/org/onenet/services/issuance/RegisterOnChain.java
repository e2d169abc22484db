package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.onenet.contracts.BroadcastResult;
import org.onenet.contracts.Fees;
import org.onenet.contracts.Head;
import org.onenet.contracts.RegistrySender;
import org.onenet.contracts.SignedTransaction;
import org.onenet.contracts.TransactionReceipt;
import org.onenet.credentials.Digest;
import org.onenet.credentials.MerkleTree;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;

/**
 * Brings one department's queued acts onto the chain, and knows how far each is: queued → sent →
 * confirmed → final, and back to queued when the chain has lost it.
 *
 * <p>One transaction is under way for an account at a time. It is signed and kept before it is
 * sent, so a crash at any line leaves bytes that are sent again as they are; registering a digest
 * twice is one registration, because the contract passes over what it has. Changes of one digest's
 * status go one after the other in the order in which they were made.
 *
 * <p>Where the service definition says so, all that is queued of a credential type is gathered into
 * one batch and registered by its Merkle root. What was gathered once stays that batch, through
 * every loss: so the root goes out again as it was, and receipts that were handed out stay true.
 * Decision: {@code decisions/2026-11-27-a-batch-is-formed-once.md}.
 */
@Singleton
public class RegisterOnChain {
  private static final Logger LOG = Logger.getLogger(RegisterOnChain.class.getName());
  private static final int BATCH = 500;

  /** Leaves under one root; more wait for the next. */
  static final int MOST_LEAVES = 100_000;

  private static final Duration SEND_AGAIN_AFTER = Duration.ofSeconds(3);
  private static final Duration STUCK_AFTER = Duration.ofSeconds(30);

  /** Nine times what the node suggests: who offers that waits for something else than money. */
  private static final int MOST_RAISES = 10;

  /** More of one department's transactions than a reorganisation takes back. */
  private static final int LOOKED_BACK = 500;

  private final ChainActs acts;
  private final ChainDesk desk;
  private final IssuerDesk issuers;
  private final Registry registry;
  private final FindReceipts receipts;
  private final Clock clock;
  private final int confirmations;

  @Inject
  public RegisterOnChain(
      ChainActs acts,
      ChainDesk desk,
      IssuerDesk issuers,
      Registry registry,
      FindReceipts receipts,
      Clock clock,
      org.onenet.services.platform.Settings settings) {
    this(
        acts,
        desk,
        issuers,
        registry,
        receipts,
        clock,
        settings.number("onenet.chain.confirmations", 5));
  }

  public RegisterOnChain(
      ChainActs acts,
      ChainDesk desk,
      IssuerDesk issuers,
      Registry registry,
      FindReceipts receipts,
      Clock clock,
      int confirmations) {
    this.acts = acts;
    this.desk = desk;
    this.issuers = issuers;
    this.registry = registry;
    this.receipts = receipts;
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
    if (!stillThere(oldest, sender) && receipt(oldest, sender).isEmpty()) {
      LOG.warning(
          () -> "the chain has lost everything of " + department + ": it is registered again");
      acts.everythingBackToQueue(department);
      return;
    }
    LOG.warning(() -> "the chain has dropped blocks: what was in them is registered again");
    for (ChainActs.Sent sent : acts.mined(department, true, LOOKED_BACK)) {
      if (stillThere(sent, sender)) return;
      receipt(sent, sender)
          .ifPresentOrElse(
              elsewhere -> settle(sent, elsewhere, sender),
              () -> acts.backToQueue(sent.id(), "lost"));
    }
  }

  private static boolean stillThere(ChainActs.Sent sent, RegistrySender sender) {
    return sender.blockHash(sent.block().orElseThrow()).equals(sent.blockHash());
  }

  /**
   * Of the transaction as it was signed last, or of one that was replaced and mined all the same.
   */
  private static Optional<TransactionReceipt> receipt(ChainActs.Sent sent, RegistrySender sender) {
    Optional<TransactionReceipt> last = sender.receipt(sent.hash());
    if (last.isPresent()) return last;
    return sent.earlier().stream().map(sender::receipt).flatMap(Optional::stream).findFirst();
  }

  private void follow(ChainActs.Sent sent, RegistrySender sender) {
    Optional<TransactionReceipt> receipt = receipt(sent, sender);
    if (receipt.isPresent()) {
      settle(sent, receipt.get(), sender);
      return;
    }
    Duration since = Duration.between(sent.signedAt(), clock.instant());
    if (since.compareTo(SEND_AGAIN_AFTER) < 0) return;
    long next = sender.nextNonce();
    if (next != sent.nonce()) {
      // Mined between our two questions? Otherwise the nonce is another's, or the chain began anew.
      Optional<TransactionReceipt> late = receipt(sent, sender);
      if (late.isPresent()) settle(sent, late.get(), sender);
      else acts.backToQueue(sent.id(), "lost");
      return;
    }
    boolean stuck = since.compareTo(STUCK_AFTER.multipliedBy(sent.raised() + 1L)) > 0;
    sendAgain(sent, stuck, sender);
  }

  /** The node may have forgotten it: only what is in the pool already is stuck for its fee. */
  private void sendAgain(ChainActs.Sent sent, boolean stuck, RegistrySender sender) {
    SignedTransaction same = new SignedTransaction(sent.hash(), sent.raw(), sent.nonce(), 0);
    switch (sender.broadcast(same)) {
      case BroadcastResult.Underpriced underpriced -> raise(sent, sender);
      case BroadcastResult.AlreadyKnown known when stuck -> raise(sent, sender);
      case BroadcastResult.Refused refused ->
          LOG.warning(() -> "the node refuses a registration: " + refused.message());
      default -> {
        // on its way, or asked again in a moment
      }
    }
  }

  private void raise(ChainActs.Sent sent, RegistrySender sender) {
    Fees fees = sender.suggestedFees();
    if (free(fees)) return; // it waits for a block, and the account may have nothing to offer
    for (int i = 0; i < Math.min(sent.raised() + 1, MOST_RAISES); i++) fees = fees.raised();
    Optional<SignedTransaction> raised =
        sign(acts.carriedBy(sent.id()), sent.nonce(), fees, sender);
    if (raised.isEmpty()) return;
    if (acts.replace(sent, raised.get().hash(), raised.get().raw(), clock.instant())) {
      sender.broadcast(raised.get());
    }
  }

  private static boolean free(Fees fees) {
    return switch (fees) {
      case Fees.Dynamic dynamic -> dynamic.maxFeePerGas().signum() == 0;
      case Fees.Legacy legacy -> legacy.gasPrice().signum() == 0;
    };
  }

  private void settle(ChainActs.Sent sent, TransactionReceipt receipt, RegistrySender sender) {
    if (receipt.succeeded()) {
      // A block that is gone between our two questions is asked about again in a moment.
      sender
          .block(receipt.block())
          .filter(block -> block.hash().equals(receipt.blockHash()))
          .ifPresent(block -> noteMined(sent, receipt.hash(), block));
    } else {
      LOG.warning(() -> "the registry refused transaction " + sent.hash() + "; queued again");
      acts.backToQueue(sent.id(), "failed");
    }
  }

  private void noteMined(ChainActs.Sent sent, String hash, Head block) {
    acts.mined(sent.id(), hash, block.number(), block.hash(), block.timestamp(), clock.instant());
  }

  private void sendNext(String department, RegistrySender sender) {
    List<ChainActs.Act> batch = next(department, acts.queued(department, BATCH));
    if (batch.isEmpty()) return;
    sign(batch, sender.nextNonce(), sender.suggestedFees(), sender)
        .filter(signed -> keep(department, batch, signed))
        .ifPresent(sender::broadcast);
  }

  private boolean keep(String department, List<ChainActs.Act> batch, SignedTransaction signed) {
    return acts.keepSigned(
        department, batch, signed.nonce(), signed.hash(), signed.raw(), clock.instant());
  }

  /**
   * The oldest act that can be done now, and what goes with it: one transaction registers one
   * credential type, and waits until the department may register it; a change of status goes alone.
   */
  private List<ChainActs.Act> next(String department, List<ChainActs.Act> queued) {
    Map<String, Boolean> mayRegister = new HashMap<>();
    for (ChainActs.Act act : queued) {
      Optional<ActKind> change = ActKind.of(act.kind());
      if (change.isPresent()) {
        if (isNeeded(department, act, change.get())) return List.of(act);
      } else if (mayRegister.computeIfAbsent(
          act.credentialType(), type -> mayRegister(department, type))) {
        if (act.byRoot()) return batchOf(department, act);
        return queued.stream()
            .filter(one -> !one.byRoot())
            .filter(one -> one.kind().equals(act.kind()))
            .filter(one -> one.credentialType().equals(act.credentialType()))
            .toList();
      }
    }
    return List.of();
  }

  /** The batch in which it stands; if in none, one is formed of all that waits with it. */
  private List<ChainActs.Act> batchOf(String department, ChainActs.Act act) {
    if (act.batch().isPresent()) return acts.leaves(act.batch().get());
    String type = act.credentialType();
    List<ChainActs.Act> leaves = acts.ungathered(department, type, MOST_LEAVES);
    if (leaves.isEmpty()) return List.of(); // another node was faster
    String root = tree(leaves).root();
    return acts.gather(department, type, leaves, root, clock.instant()) ? leaves : List.of();
  }

  private static MerkleTree tree(List<ChainActs.Act> leaves) {
    return MerkleTree.of(leaves.stream().map(leaf -> new Digest(leaf.digest())).toList());
  }

  private boolean mayRegister(String department, String type) {
    return registry
        .accreditation(issuers.did(department), type)
        .filter(held -> held.account().equals(desk.account(department)))
        .filter(held -> held.covers(clock.instant()))
        .isPresent();
  }

  /**
   * A change of status follows its registration; one that the chain already has, or that a
   * revocation forbids for good, needs no transaction; and what another account has registered the
   * registry would not let us change.
   */
  private boolean isNeeded(String department, ChainActs.Act act, ActKind change) {
    if (!(entry(act) instanceof RegistryEntry.Registered entry)
        || !entry.account().equals(desk.account(department))) {
      return false;
    }
    if (change.isPossibleIn(validity(entry.state()))) return true;
    acts.alreadySo(act.id());
    return false;
  }

  private RegistryEntry entry(ChainActs.Act act) {
    Digest digest = new Digest(act.digest());
    if (!act.byRoot()) return registry.entry(digest);
    return receipts.find(digest).map(registry::entry).orElseGet(RegistryEntry.Absent::new);
  }

  private static Validity validity(RegistryEntry.State onChain) {
    return switch (onChain) {
      case IN_FORCE -> Validity.VALID;
      case SUSPENDED -> Validity.SUSPENDED;
      case REVOKED -> Validity.REVOKED;
    };
  }

  /** Empty for a change of a leaf whose batch is in no block: it has to wait. */
  private Optional<SignedTransaction> sign(
      List<ChainActs.Act> batch, long nonce, Fees fees, RegistrySender sender) {
    ChainActs.Act first = batch.getFirst();
    Optional<ActKind> change = ActKind.of(first.kind());
    if (change.isEmpty()) return Optional.of(registration(batch, nonce, fees, sender));
    Digest digest = new Digest(first.digest());
    int reason = first.reasonCode();
    if (!first.byRoot()) {
      return Optional.of(
          switch (change.get()) {
            case SUSPEND -> sender.suspend(digest, reason, nonce, fees);
            case REINSTATE -> sender.reinstate(digest, reason, nonce, fees);
            case REVOKE -> sender.revoke(digest, reason, nonce, fees);
          });
    }
    return receipts
        .find(digest)
        .map(
            place ->
                switch (change.get()) {
                  case SUSPEND -> sender.suspend(place, reason, nonce, fees);
                  case REINSTATE -> sender.reinstate(place, reason, nonce, fees);
                  case REVOKE -> sender.revoke(place, reason, nonce, fees);
                });
  }

  private static SignedTransaction registration(
      List<ChainActs.Act> batch, long nonce, Fees fees, RegistrySender sender) {
    String type = batch.getFirst().credentialType();
    if (batch.getFirst().byRoot()) {
      return sender.anchor(type, tree(batch).root(), batch.size(), nonce, fees);
    }
    return sender.register(
        type, batch.stream().map(act -> new Digest(act.digest())).toList(), nonce, fees);
  }
}
