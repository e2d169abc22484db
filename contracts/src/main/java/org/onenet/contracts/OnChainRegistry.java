package org.onenet.contracts;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.onenet.credentials.Accreditation;
import org.onenet.credentials.Did;
import org.onenet.credentials.Digest;
import org.onenet.credentials.Registry;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;
import org.web3j.protocol.core.RemoteFunctionCall;

/**
 * The registry read from the chain's newest block. Whatever keeps it from reading (no node, no
 * answer in time, no such contract at the address) is {@link RegistryUnreachable}, never "absent".
 */
public final class OnChainRegistry implements Registry {
  private static final BigInteger NOBODY = BigInteger.ZERO;

  private final String where;
  private final CredentialRegistryContract registry;

  /**
   * @param timeout for one question; it is asked twice at most
   */
  public OnChainRegistry(String rpcUrl, String contract, Duration timeout) {
    this.where = contract + " at " + rpcUrl;
    this.registry = new Rpc(rpcUrl, timeout).registry(contract);
  }

  @Override
  public RegistryEntry entry(Digest digest) {
    CredentialRegistryContract.Entry entry = ask(registry.entry(digest.bytes()));
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
    if (new BigInteger(held.account.substring(2), 16).equals(NOBODY)) {
      return Optional.empty();
    }
    return Optional.of(
        new Accreditation(
            held.account.toLowerCase(Locale.ROOT),
            instant(held.from),
            held.until.signum() == 0 ? Optional.empty() : Optional.of(instant(held.until))));
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
