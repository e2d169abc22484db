package org.onenet.services.issuance;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.SdJwtVcDraft;
import org.onenet.credentials.SignedCredential;
import org.onenet.credentials.TypeMetadata;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.StatusPlaces.ListId;
import org.onenet.services.platform.Transactions;

/**
 * Signs a copy of a certificate for a wallet: an SD-JWT VC that is bound to a key of the wallet's
 * and has a status place and a digest of its own, so that two copies cannot be told to be of one
 * certificate. What becomes of the certificate becomes of its copies.
 */
@Singleton
public class IssueCopy {
  /** Hides how many claims there are from who is shown a few of them. */
  private static final int DECOYS = 3;

  private final Credentials credentials;
  private final StatusActs acts;
  private final CredentialTypes types;
  private final IssuerDesk desk;
  private final Transactions transactions;

  /** A signed copy, and its place in a status list. */
  public record Copy(SignedCredential signed, ListId list, int place) {}

  @Inject
  public IssueCopy(
      Credentials credentials,
      StatusActs acts,
      CredentialTypes types,
      IssuerDesk desk,
      Transactions transactions) {
    this.credentials = credentials;
    this.acts = acts;
    this.types = types;
    this.desk = desk;
    this.transactions = transactions;
  }

  /**
   * Signs it and queues its digest for the registry, in the caller's transaction.
   *
   * @param holderKey the wallet's public JWK
   * @return empty when the certificate is not in force
   */
  public Optional<Copy> issue(Kept kept, Map<String, Object> holderKey) {
    return transactions.inTransaction(
        () -> {
          if (acts.lock(kept.id()) != Validity.VALID) return Optional.empty();
          Credentials.Place place = credentials.takePlace(kept.department(), kept.id());
          SignedCredential signed = desk.sign(kept.department(), draft(kept, holderKey, place));
          credentials.queueCopy(kept, signed.digest());
          return Optional.of(
              new Copy(signed, new ListId(kept.department(), place.number()), place.index()));
        });
  }

  private SdJwtVcDraft draft(Kept kept, Map<String, Object> holderKey, Credentials.Place place) {
    Map<String, Object> subject = new LinkedHashMap<>();
    kept.facts().forEach(fact -> subject.put(fact.name(), fact.value()));
    Set<String> disclosable = new HashSet<>(types.disclosable(kept.type()));
    disclosable.retainAll(subject.keySet());
    return new SdJwtVcDraft(
        kept.type(),
        types.vct(kept.type()),
        types.metadata(kept.type()).map(TypeMetadata::integrity),
        kept.validFrom(),
        kept.validUntil(),
        subject,
        disclosable,
        DECOYS,
        Optional.of(holderKey),
        desk.tokenStatusEntry(kept.department(), place));
  }
}
