package org.onenet.credentials;

/**
 * A credential as it is handed out.
 *
 * @param compact the JWS in compact serialisation, media type {@code application/vc+jwt}; or an
 *     SD-JWT with all its disclosures, {@code application/dc+sd-jwt}
 * @param digest what the registry will know of it
 * @param keyId the DID URL of the key that signed it
 */
public record SignedCredential(String compact, Digest digest, String keyId) {}
