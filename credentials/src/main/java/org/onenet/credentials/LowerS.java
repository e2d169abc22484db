package org.onenet.credentials;

import com.nimbusds.jose.jwk.Curve;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Of every ECDSA signature (r, s) anybody can make a twin (r, n − s) that is as right. A credential
 * is known by a digest, so both have that of the text with the lower s: else a revoked credential
 * would have an unknown twin.
 *
 * @see <a href="https://www.secg.org/sec1-v2.pdf">SEC 1 §4.1.4</a>; RFC 7518 §3.4 for the 64 bytes,
 *     r and s one behind the other
 */
final class LowerS {
  private static final int SIZE = 32;
  private static final BigInteger ORDER = Curve.P_256.toECParameterSpec().getOrder();
  private static final byte[] HALF = bytes(ORDER.shiftRight(1));

  private LowerS() {}

  /** What is not of 64 bytes has no s: the arithmetic refuses it later. */
  static boolean has(byte[] signature) {
    return signature.length != 2 * SIZE
        || Arrays.compareUnsigned(signature, SIZE, 2 * SIZE, HALF, 0, SIZE) <= 0;
  }

  /** The signature, or its twin when that has the lower s. */
  static byte[] of(byte[] signature) {
    if (has(signature)) return signature;
    byte[] lower = signature.clone();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, SIZE, 2 * SIZE));
    System.arraycopy(bytes(ORDER.subtract(s)), 0, lower, SIZE, SIZE);
    return lower;
  }

  /** 32 bytes, the sign's left out, zeros in front. */
  private static byte[] bytes(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] unsigned = new byte[SIZE];
    int length = Math.min(signed.length, SIZE);
    System.arraycopy(signed, signed.length - length, unsigned, SIZE - length, length);
    return unsigned;
  }
}
