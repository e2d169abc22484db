package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be signed.
 *
 * @param id an unlinkable id, {@code urn:uuid:…}
 * @param type the type beside VerifiableCredential, for example ResidenceCertificate
 * @param issuerName the issuer's name by language tag
 * @param name the credential's name by language tag
 * @param validFrom when it begins to be valid, whole seconds
 * @param validUntil when it ends, or empty
 * @param subject the subject's claims: strings, numbers, booleans, lists and maps of them
 * @param schema address of the JSON Schema of the credential
 * @param status its place in a status list
 */
public record CredentialDraft(
    String id,
    String type,
    Map<String, String> issuerName,
    Map<String, String> name,
    Instant validFrom,
    Optional<Instant> validUntil,
    Map<String, Object> subject,
    URI schema,
    StatusPlace status) {

  /**
   * A place in a status list.
   *
   * @param list address of the status list credential
   * @param index the bit's index, counted from 0
   */
  public record StatusPlace(URI list, int index) {}
}
