package org.onenet.services.applications;

import java.util.Optional;

/** The types that may be uploaded, known by their first bytes and not by what the sender says. */
public enum DocumentType {
  PDF("application/pdf", new byte[] {'%', 'P', 'D', 'F', '-'}),
  PNG("image/png", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}),
  JPEG("image/jpeg", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff});

  private final String mediaType;
  private final byte[] magic;

  DocumentType(String mediaType, byte[] magic) {
    this.mediaType = mediaType;
    this.magic = magic;
  }

  public String mediaType() {
    return mediaType;
  }

  public static Optional<DocumentType> of(byte[] content) {
    for (DocumentType type : values()) {
      if (content.length > type.magic.length
          && java.util.Arrays.equals(
              content, 0, type.magic.length, type.magic, 0, type.magic.length)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
