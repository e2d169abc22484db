package org.onenet.contracts;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.onenet.contracts.wrapper.CredentialRegistryContract;
import org.onenet.credentials.RegistrationReceipt;

/** Our words as the contract's arguments. */
final class Calls {
  private Calls() {}

  static CredentialRegistryContract.Leaf leaf(RegistrationReceipt receipt) {
    return new CredentialRegistryContract.Leaf(
        HexFormat.of().parseHex(receipt.root()),
        BigInteger.valueOf(receipt.leafIndex()),
        receipt.path().stream().map(HexFormat.of()::parseHex).toList());
  }

  /**
   * RFC 7638's thumbprint as 32 bytes.
   *
   * @throws IllegalArgumentException when it is not one of SHA-256 in base64url
   */
  static byte[] thumbprint(String base64url) {
    byte[] bytes = Base64.getUrlDecoder().decode(base64url);
    if (bytes.length != 32) {
      throw new IllegalArgumentException("not a SHA-256 thumbprint: " + base64url);
    }
    return bytes;
  }

  static BigInteger seconds(Instant at) {
    return BigInteger.valueOf(at.getEpochSecond());
  }

  /** An end that does not fall on a second is the next one; none is zero. */
  static BigInteger end(Optional<Instant> until) {
    return until.map(at -> seconds(at.plusNanos(999_999_999))).orElse(BigInteger.ZERO);
  }

  static BigInteger code(int reasonCode) {
    if (reasonCode < 0 || reasonCode > 0xffff) {
      throw new IllegalArgumentException("a reason code has 16 bits, not: " + reasonCode);
    }
    return BigInteger.valueOf(reasonCode);
  }
}
