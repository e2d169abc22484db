package org.onenet.services.applications;

import java.util.UUID;

/** An uploaded document, without its content. Size in bytes, SHA-256 in hex. */
public record Document(
    UUID id, String field, String name, String mediaType, int size, String sha256) {}
