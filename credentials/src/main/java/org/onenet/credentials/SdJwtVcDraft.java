package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be signed as an SD-JWT VC.
 *
 * @param type what the registry calls it, for example ResidenceCertificate; {@code vct} must lead a
 *     verifier to the same
 * @param vct the type's URI, for example {@code
 *     https://lanting.example/credential-types/ResidenceCertificate}
 * @param vctIntegrity the type's {@link TypeMetadata#integrity}, when holders shall check it
 * @param validFrom when it begins to be valid, whole seconds; it is its time of issue too
 * @param validUntil when it ends, or empty
 * @param subject the subject's claims: strings, numbers, booleans, lists and maps of them
 * @param disclosable names of those claims that the holder may show or keep back
 * @param decoys how many digests of nothing hide the number of claims
 * @param holderKey the holder's public key, a P-256 JWK, when the credential is bound to its holder
 * @param status its place in a status list; without one it can never be revoked, and no verifier
 *     here calls it valid
 */
public record SdJwtVcDraft(
    String type,
    URI vct,
    Optional<String> vctIntegrity,
    Instant validFrom,
    Optional<Instant> validUntil,
    Map<String, Object> subject,
    Set<String> disclosable,
    int decoys,
    Optional<Map<String, Object>> holderKey,
    Optional<StatusEntry.Token> status) {

  /** With a place in a status list. */
  public SdJwtVcDraft(
      String type,
      URI vct,
      Optional<String> vctIntegrity,
      Instant validFrom,
      Optional<Instant> validUntil,
      Map<String, Object> subject,
      Set<String> disclosable,
      int decoys,
      Optional<Map<String, Object>> holderKey,
      StatusEntry.Token status) {
    this(
        type,
        vct,
        vctIntegrity,
        validFrom,
        validUntil,
        subject,
        disclosable,
        decoys,
        holderKey,
        Optional.of(status));
  }
}
