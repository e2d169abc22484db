package org.onenet.services.wallets;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.HolderProof;
import org.onenet.credentials.MalformedCredential;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.issuance.CredentialTypes;
import org.onenet.services.issuance.IssueCopy;
import org.onenet.services.issuance.IssuerDesk;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Transactions;
import org.onenet.services.wallets.Standings.Standing;

/**
 * Gives a wallet a copy of a certificate for each key it proves, or lets it wait while the case is
 * being decided. The nonce of the proofs is used once, in the transaction that signs.
 */
@Singleton
public class FillWallet {
  /** Keys in one request. */
  public static final int MOST_KEYS = 10;

  /** Copies of one certificate that are not ended: some devices, each with some copies. */
  static final int MOST_COPIES = 50;

  /** How long after its redemption an offer opens the first request. */
  private static final Duration FIRST_REQUEST_WITHIN = Duration.ofMinutes(10);

  private static final Duration WAIT_AT_MOST = Duration.ofDays(90);

  private final CredentialTypes types;
  private final Standings standings;
  private final Cases cases;
  private final IssueCopy issueCopy;
  private final Copies copies;
  private final Deferrals deferrals;
  private final OneTimeValues values;
  private final Transactions transactions;
  private final String issuer;
  private final Clock clock;

  /** What the wallet is answered. */
  public sealed interface Result {
    /**
     * @param copies compact SD-JWT VCs, one for each proof, in their order
     * @param notification by which the wallet tells what became of them
     */
    record Filled(List<String> copies, String notification) implements Result {}

    /** The case is still being decided. */
    record Waits(String transaction) implements Result {}

    record Refused(Refusal why, String detail) implements Result {}
  }

  /**
   * The error codes of OpenID4VCI 1.0 §8.3.1 and §9.3 that a refusal can have, and RFC 6750's for a
   * right to something else.
   */
  public enum Refusal {
    INSUFFICIENT_SCOPE,
    UNKNOWN_CREDENTIAL_CONFIGURATION,
    INVALID_PROOF,
    INVALID_NONCE,
    INVALID_TRANSACTION_ID,
    CREDENTIAL_REQUEST_DENIED
  }

  @Inject
  FillWallet(
      CredentialTypes types,
      Standings standings,
      Cases cases,
      IssueCopy issueCopy,
      Copies copies,
      Deferrals deferrals,
      OneTimeValues values,
      Transactions transactions,
      IssuerDesk desk,
      Clock clock) {
    this.types = types;
    this.standings = standings;
    this.cases = cases;
    this.issueCopy = issueCopy;
    this.copies = copies;
    this.deferrals = deferrals;
    this.values = values;
    this.transactions = transactions;
    this.issuer = desk.publicUrl().toString();
    this.clock = clock;
  }

  /**
   * @param configuration the credential configuration's id: a credential type
   * @param proofs key proofs, 1 to {@link #MOST_KEYS}, each of another key, all with one nonce
   */
  public Result fill(WalletRight right, String configuration, List<String> proofs) {
    Optional<ServiceDefinition> definition = types.definition(configuration);
    if (definition.isEmpty()) {
      return refused(Refusal.UNKNOWN_CREDENTIAL_CONFIGURATION, "no such configuration");
    }
    if (!opens(right, definition.get())) {
      return refused(Refusal.INSUFFICIENT_SCOPE, "the token is for another certificate");
    }
    if (proofs.isEmpty() || proofs.size() > MOST_KEYS) {
      return refused(Refusal.INVALID_PROOF, "expected 1 to " + MOST_KEYS + " proofs");
    }
    List<HolderProof> read = new ArrayList<>();
    try {
      for (String proof : proofs) read.add(HolderProof.read(proof, issuer, clock.instant()));
    } catch (MalformedCredential e) {
      return refused(Refusal.INVALID_PROOF, e.getMessage());
    }
    Set<String> keys = new HashSet<>();
    if (!read.stream().allMatch(proof -> keys.add(proof.thumbprint()))) {
      return refused(Refusal.INVALID_PROOF, "expected proofs of different keys");
    }
    Set<Optional<String>> nonces = new HashSet<>();
    read.forEach(proof -> nonces.add(proof.nonce()));
    if (nonces.size() != 1 || nonces.contains(Optional.empty())) {
      return refused(Refusal.INVALID_PROOF, "expected one nonce in every proof");
    }
    String nonce = nonces.iterator().next().orElseThrow();
    return transactions.inTransaction(() -> fill(right, definition.get(), read, nonce));
  }

  private Result fill(
      WalletRight right, ServiceDefinition definition, List<HolderProof> proofs, String nonce) {
    Instant now = clock.instant();
    if (!values.useNonce(Secret.hash(nonce), now)) {
      return refused(Refusal.INVALID_NONCE, "expected a nonce of the nonce endpoint, used once");
    }
    boolean late =
        right.since().map(since -> now.isAfter(since.plus(FIRST_REQUEST_WITHIN))).orElse(false);
    if (late) return refused(Refusal.CREDENTIAL_REQUEST_DENIED, "the offer was redeemed long ago");
    String type = definition.output().credentialType();
    List<Map<String, Object>> keys = proofs.stream().map(HolderProof::holderKey).toList();
    return switch (standing(right, definition)) {
      case Standing.Ready ready -> issue(ready.certificate(), keys, right.client(), now);
      case Standing.Pending pending -> {
        String transaction = Ids.token();
        deferrals.add(
            new Deferrals.Deferral(
                Secret.hash(transaction),
                pending.caseReference(),
                type,
                right.holder(),
                right.client(),
                keys,
                now,
                now.plus(WAIT_AT_MOST)));
        yield new Result.Waits(transaction);
      }
      case Standing.Nothing nothing ->
          refused(Refusal.CREDENTIAL_REQUEST_DENIED, "there is no such certificate in force");
    };
  }

  private Standing standing(WalletRight right, ServiceDefinition definition) {
    if (right.caseReference().isEmpty()) {
      return standings.of(
          right.holder(), definition.output().credentialType(), definition.identifier());
    }
    return caseOf(right).map(standings::of).orElseGet(Standing.Nothing::new);
  }

  /** A right for one case opens what that case was for. */
  private boolean opens(WalletRight right, ServiceDefinition definition) {
    return right.caseReference().isEmpty()
        || caseOf(right)
            .filter(file -> file.facts().service().equals(definition.identifier()))
            .isPresent();
  }

  private Optional<Case> caseOf(WalletRight right) {
    return cases
        .find(right.caseReference().orElseThrow())
        .filter(file -> file.facts().owner().equals(right.holder()));
  }

  /** Collects what a wallet waits for, once. */
  public Result collect(WalletRight right, String transaction) {
    String hash = Secret.hash(transaction);
    return transactions.inTransaction(
        () -> {
          Instant now = clock.instant();
          Optional<Deferrals.Deferral> found =
              deferrals
                  .waiting(hash, now)
                  .filter(one -> one.holder().equals(right.holder()))
                  .filter(
                      one -> right.caseReference().map(one.caseReference()::equals).orElse(true));
          if (found.isEmpty()) {
            return refused(Refusal.INVALID_TRANSACTION_ID, "unknown, over, or collected before");
          }
          Deferrals.Deferral waiting = found.get();
          Case file = cases.find(waiting.caseReference()).orElseThrow();
          return switch (standings.of(file)) {
            case Standing.Pending pending -> new Result.Waits(transaction);
            case Standing.Ready ready when deferrals.collect(hash, now) ->
                issue(ready.certificate(), waiting.keys(), waiting.client(), now);
            case Standing.Ready ready ->
                refused(Refusal.INVALID_TRANSACTION_ID, "collected before");
            case Standing.Nothing nothing -> {
              deferrals.collect(hash, now);
              yield refused(
                  Refusal.CREDENTIAL_REQUEST_DENIED, "the application came to no certificate");
            }
          };
        });
  }

  private Result issue(
      Kept certificate, List<Map<String, Object>> keys, Optional<String> client, Instant now) {
    long there =
        copies.of(certificate.id()).stream().filter(one -> one.endedAt().isEmpty()).count();
    if (there + keys.size() > MOST_COPIES) {
      return refused(
          Refusal.CREDENTIAL_REQUEST_DENIED,
          "this certificate is in enough wallets: end some copies in \"my certificates\"");
    }
    String notification = Ids.token();
    List<String> compact = new ArrayList<>();
    for (Map<String, Object> key : keys) {
      Optional<IssueCopy.Copy> issued = issueCopy.issue(certificate, key);
      if (issued.isEmpty()) {
        return refused(Refusal.CREDENTIAL_REQUEST_DENIED, "the certificate is not in force");
      }
      IssueCopy.Copy copy = issued.get();
      copies.add(
          new Copies.Copy(
              Ids.next(clock),
              certificate.id(),
              copy.signed().digest(),
              copy.list(),
              copy.place(),
              HolderProof.thumbprint(key),
              client,
              Secret.hash(notification),
              Optional.empty(),
              now,
              Optional.empty()));
      compact.add(copy.signed().compact());
    }
    return new Result.Filled(compact, notification);
  }

  private static Result refused(Refusal why, String detail) {
    return new Result.Refused(why, detail);
  }
}
