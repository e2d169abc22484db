package org.onenet.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a credential says, as far as it could be read; whether it is true is for the verdict.
 *
 * @param id its own id, the {@code jti} of an SD-JWT VC; empty when it has none
 * @param type the type beside VerifiableCredential; of an SD-JWT VC the last part of its {@code
 *     vct} when that is at the issuer's own address, else the whole {@code vct}
 * @param keyId the DID URL in its header; where that has only a certificate, the issuer's DID and
 *     the key's RFC 7638 thumbprint
 * @param issuedAt its {@code iat}
 * @param validFrom its {@code validFrom}; of an SD-JWT VC {@code nbf}, or else {@code iat}
 * @param subject what it says of its subject, as far as the holder chose to show it
 * @param disclosed what of it was shown by the holder's choice, as JSON Pointers without the first
 *     slash (RFC 6901): {@code address/street_address}, {@code nationalities/0}
 * @param status its places in status lists; none when it names none
 * @param digest of the compact form with the lower s; of an SD-JWT VC, of the issuer-signed JWT
 *     alone, so that all its presentations have the same
 * @param digestAsWritten of the text as it came, where its signature has the higher s
 */
public record ReadCredential(
    CredentialForm form,
    String id,
    String type,
    Did issuer,
    String keyId,
    Optional<Instant> issuedAt,
    Instant validFrom,
    Optional<Instant> validUntil,
    Map<String, Object> subject,
    Set<String> disclosed,
    List<StatusEntry> status,
    Digest digest,
    Optional<Digest> digestAsWritten) {}
