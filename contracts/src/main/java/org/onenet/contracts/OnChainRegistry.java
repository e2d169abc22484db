package org.onenet.contracts;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.KeyAccreditation;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.web3j.protocol.core.RemoteFunctionCall;

/**
 * The registry read from the chain's newest block. Whatever keeps it from reading (no node, no
 * answer in time, no such contract at the address) is {@link RegistryUnreachable}, never "absent".
 */
public final class OnChainRegistry implements Registry {
  /** Digests in one question: some 6,000 gas each, far below what nodes allow a call. */
  private static final int AT_ONCE = 500;

  /** Calls in one JSON-RPC batch: nodes take some hundreds. */
  private static final int CALLS_AT_ONCE = 100;

  private final String where;
  private final String contract;
  private final Rpc rpc;
  private final CredentialRegistryContract registry;
  private volatile long chainId;

  /**
   * @param timeout for one question; it is asked twice at most
   */
  public OnChainRegistry(String rpcUrl, String contract, Duration timeout) {
    this.where = contract + " at " + rpcUrl;
    this.contract = contract.toLowerCase(Locale.ROOT);
    this.rpc = new Rpc(rpcUrl, timeout);
    this.registry = rpc.registry(contract);
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    return read(ask(registry.entry(digest.bytes())));
  }

  @Override
  public List<RegistryEntry> entries(List<Digest> digests) {
    List<RegistryEntry> found = new ArrayList<>(digests.size());
    for (int from = 0; from < digests.size(); from += AT_ONCE) {
      List<byte[]> words =
          digests.subList(from, Math.min(from + AT_ONCE, digests.size())).stream()
              .map(Digest::bytes)
              .toList();
      for (Object entry : ask(registry.entries(words))) {
        found.add(read((CredentialRegistryContract.Entry) entry));
      }
    }
    return found;
  }

  @Override
  public RegistryEntry entry(RegistrationReceipt receipt) {
    if (!receipt.contract().equals(contract) || receipt.chainId() != chainId()) {
      return new RegistryEntry.Absent();
    }
    return read(ask(inBatch(receipt)));
  }

  private RemoteFunctionCall<CredentialRegistryContract.Entry> inBatch(
      RegistrationReceipt receipt) {
    return registry.entryInBatch(receipt.account(), receipt.digest().bytes(), Calls.leaf(receipt));
  }

  @Override
  public List<RegistryEntry> entriesInBatches(List<RegistrationReceipt> receipts) {
    List<RegistryEntry> found = new ArrayList<>(receipts.size());
    for (int from = 0; from < receipts.size(); from += CALLS_AT_ONCE) {
      found.addAll(
          together(receipts.subList(from, Math.min(from + CALLS_AT_ONCE, receipts.size()))));
    }
    return found;
  }

  /** In one JSON-RPC batch; what is of another chain or contract is asked about all the same. */
  private List<RegistryEntry> together(List<RegistrationReceipt> receipts) {
    List<RemoteFunctionCall<CredentialRegistryContract.Entry>> calls =
        receipts.stream().map(this::inBatch).toList();
    List<CredentialRegistryContract.Entry> answers;
    try {
      answers = rpc.callTogether(contract, calls, CredentialRegistryContract.Entry.class);
    } catch (ChainUnreachable e) {
      throw new RegistryUnreachable(e.getMessage(), e);
    }
    List<RegistryEntry> found = new ArrayList<>(receipts.size());
    for (int i = 0; i < receipts.size(); i++) {
      boolean ours =
          receipts.get(i).contract().equals(contract) && receipts.get(i).chainId() == chainId();
      found.add(ours ? read(answers.get(i)) : new RegistryEntry.Absent());
    }
    return found;
  }

  @Override
  public KeyAccreditation key(Did issuer, String credentialType, String thumbprint) {
    CredentialRegistryContract.Key found =
        ask(
            registry.key(
                Rpc.keccak(issuer.value()),
                Rpc.keccak(credentialType),
                Calls.thumbprint(thumbprint)));
    List<KeyAccreditation.Window> windows = new ArrayList<>();
    if (!nobody(found.typeAccount)) {
      windows.add(new KeyAccreditation.Window(instant(found.typeFrom), end(found.typeUntil)));
    }
    if (!nobody(found.accountAccount)) {
      windows.add(new KeyAccreditation.Window(instant(found.accountFrom), end(found.accountUntil)));
    }
    return new KeyAccreditation(found.required, windows, end(found.stolenSince));
  }

  private RegistryEntry read(CredentialRegistryContract.Entry entry) {
    return switch (entry.state.intValueExact()) {
      case 0 -> new RegistryEntry.Absent();
      case 1 -> registered(entry, RegistryEntry.State.IN_FORCE);
      case 2 -> registered(entry, RegistryEntry.State.SUSPENDED);
      case 3 -> registered(entry, RegistryEntry.State.REVOKED);
      default -> throw new RegistryUnreachable("unknown state " + entry.state + ": " + where, null);
    };
  }

  @Override
  public Optional<Accreditation> accreditation(Did issuer, String credentialType) {
    CredentialRegistryContract.Accreditation held =
        ask(registry.accreditation(Rpc.keccak(issuer.value()), Rpc.keccak(credentialType)));
    if (nobody(held.account)) {
      return Optional.empty();
    }
    return Optional.of(
        new Accreditation(
            held.account.toLowerCase(Locale.ROOT), instant(held.from), end(held.until)));
  }

  private static boolean nobody(String account) {
    return new BigInteger(account.substring(2), 16).signum() == 0;
  }

  /** Zero is how the contract writes a time that there is not. */
  private static Optional<Instant> end(BigInteger seconds) {
    return seconds.signum() == 0 ? Optional.empty() : Optional.of(instant(seconds));
  }

  private long chainId() {
    if (chainId == 0) {
      try {
        chainId = rpc.chainId();
      } catch (ChainUnreachable e) {
        throw new RegistryUnreachable(e.getMessage(), e);
      }
    }
    return chainId;
  }

  private static RegistryEntry registered(
      CredentialRegistryContract.Entry entry, RegistryEntry.State state) {
    return new RegistryEntry.Registered(
        entry.account.toLowerCase(Locale.ROOT),
        instant(entry.registeredAt),
        state,
        entry.reasonCode.intValueExact(),
        instant(entry.changedAt));
  }

  /** Reading does no harm, so a question that got lost is asked once more. */
  private <T> T ask(RemoteFunctionCall<T> question) {
    T answer;
    try {
      answer = once(question);
    } catch (RegistryUnreachable lost) {
      answer = once(question);
    }
    if (answer == null) {
      throw new RegistryUnreachable("no registry is deployed as " + where, null);
    }
    return answer;
  }

  /** Web3j declares plain Exception; an address without code answers nothing, which it throws. */
  private <T> T once(RemoteFunctionCall<T> question) {
    try {
      return question.send();
    } catch (Exception e) {
      throw new RegistryUnreachable(
          "no answer from the registry " + where + ": " + e.getMessage(), e);
    }
  }

  private static Instant instant(BigInteger seconds) {
    return Instant.ofEpochSecond(seconds.longValueExact());
  }
}
