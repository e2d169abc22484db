package org.onenet.services.applications;

import java.util.UUID;

/**
 * An uploaded document, without its content. Size in bytes, SHA-256 in hex.
 *
 * @param submitted whether the application was submitted with it, so that it stays
 */
public record Document(
    UUID id,
    String field,
    String name,
    String mediaType,
    int size,
    String sha256,
    boolean submitted) {}
