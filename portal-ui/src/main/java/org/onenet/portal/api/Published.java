package org.onenet.portal.api;

import java.util.Optional;

/** What services-api publishes, byte by byte, since it is signed or compared. */
public record Published(byte[] body, String mediaType, Optional<String> tag) {}
