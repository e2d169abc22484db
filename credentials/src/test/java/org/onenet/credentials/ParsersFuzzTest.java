package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Optional;
import org.onenet.credentials.CompactReader.Refused;

/**
 * The readers of foreign texts, by Jazzer. In an ordinary test run each of them reads what lies in
 * {@code ParsersFuzzTestInputs}: examples, and what once was found. With {@code JAZZER_FUZZ=1} and
 * one of the methods it searches for more. Whatever comes, it is read or refused in the reader's
 * own words.
 */
final class ParsersFuzzTest {
  @FuzzTest
  void a_compact_text_is_read_or_refused(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      CompactReader.Read read = CompactReader.read(text);
      assertEquals(read.credential().digest(), CompactReader.read(text).credential().digest());
    } catch (Refused | MalformedCredential refused) {
      // as it should be
    }
  }

  @FuzzTest
  void an_sd_jwt_is_read_or_refused(byte[] input) {
    try {
      SdJwt read = SdJwt.read(new String(input, StandardCharsets.UTF_8));
      String[] parts = read.issuerSigned().split("\\.", -1);
      if (parts.length != 3) return; // CompactJws's to refuse, which the method above tries
      new DisclosedClaims(Json.object(CompactJws.decoded(parts[1])), read.disclosures());
    } catch (Refused | MalformedCredential refused) {
      // as it should be
    }
  }

  @FuzzTest
  void a_status_list_is_unpacked_or_refused(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    for (int bits = 0; bits <= 8; bits++) {
      try {
        TokenStatusList list = TokenStatusList.decode(bits, text);
        if (list.size() > 0) list.get(list.size() - 1);
      } catch (MalformedCredential refused) {
        // as it should be
      }
    }
    try {
      BitstringStatusList list = BitstringStatusList.decode(text);
      list.get(list.size() - 1);
    } catch (MalformedCredential refused) {
      // as it should be
    }
    try {
      CompactReader.readTokenStatusList(text);
    } catch (Refused | MalformedCredential refused) {
      // as it should be
    }
  }

  @FuzzTest
  void a_trust_bundle_is_read_or_refused(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    try {
      TrustBundle.read(text, (did, fragment) -> Optional.empty(), Clock.systemUTC());
      throw new AssertionError("nobody's key is pinned");
    } catch (BundleRefused refused) {
      // as it should be
    }
    try {
      BundleJson.read(Json.object(input));
    } catch (Refused
        | MalformedCredential
        | IllegalArgumentException
        | DateTimeException
        | ArithmeticException refused) {
      // what TrustBundle tells as a refusal
    }
  }
}
