package org.onenet.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a credential says, as far as it could be read; whether it is true is for the verdict.
 *
 * @param type the type beside VerifiableCredential
 * @param keyId the DID URL in its header
 * @param status its places in status lists; none when it names none
 */
public record ReadCredential(
    String id,
    String type,
    Did issuer,
    String keyId,
    Instant validFrom,
    Optional<Instant> validUntil,
    Map<String, Object> subject,
    List<StatusEntry> status,
    Digest digest) {}
