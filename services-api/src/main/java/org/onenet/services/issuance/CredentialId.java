package org.onenet.services.issuance;

import java.util.UUID;

/** A credential's own id. */
public record CredentialId(UUID value) {}
