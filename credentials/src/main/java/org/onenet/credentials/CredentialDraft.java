package org.onenet.credentials;

import java.net.URI;
import java.time.Instant;
import java.util.List;
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
 * @param status its places in status lists; without one it can never be revoked, and no verifier
 *     here calls it valid
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
    List<StatusEntry.Bit> status) {}
