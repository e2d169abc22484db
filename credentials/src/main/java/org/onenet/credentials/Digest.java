package org.onenet.credentials;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a credential's compact form: what the registry on chain knows of a credential. It is
 * salted by the signature and by the random ids inside, so nobody can guess a person's facts from
 * it.
 *
 * @param hex 64 lower-case hexadecimal digits, without 0x
 */
public record Digest(String hex) {
  /**
   * @throws IllegalArgumentException unless {@code hex} is 64 lower-case hexadecimal digits
   */
  public Digest {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("a digest is 64 lower-case hex digits, not: " + hex);
    }
  }

  private static boolean isHex(String text) {
    return text.length() == 64
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** The digest of a compact JWS, byte by byte as it was issued. */
  public static Digest ofCompact(String jwt) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(jwt.getBytes(StandardCharsets.US_ASCII));
      return new Digest(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return HexFormat.of().parseHex(hex);
  }
}
