package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.CompactReader.Refused;

/** The examples of the Token Status List draft; what they are is told beside them. */
final class TokenStatusListVectorsTest {
  private static final int MILLION = 1 << 20;

  @Test
  void the_short_lists_are_read_and_written_as_printed() {
    mustHold("1-bit", 1, 1, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1);
    mustHold("2-bits", 2, 1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3);
  }

  private static void mustHold(String example, int bits, int... values) {
    String lst = vector(example + ".lst");
    TokenStatusList list = TokenStatusList.decode(bits, lst);
    assertEquals(values.length, list.size());
    for (int index = 0; index < values.length; index++) {
      assertEquals(values[index], list.get(index), example + " at " + index);
    }
    assertEquals(lst, TokenStatusList.of(bits, values.length, index -> values[index]).encoded());
  }

  @Test
  void the_lists_of_a_million_entries_are_read_and_written_as_printed() {
    int[] places = {
      0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345
    };
    mustHold("1-bit-million", 1, places, new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    mustHold("2-bits-million", 2, places, new int[] {1, 2, 1, 3, 1, 1, 2, 1, 1, 2, 3});
  }

  private static void mustHold(String example, int bits, int[] places, int[] values) {
    Map<Integer, Integer> told = new HashMap<>();
    for (int i = 0; i < places.length; i++) told.put(places[i], values[i]);
    String lst = vector(example + ".lst");
    TokenStatusList list = TokenStatusList.decode(bits, lst);
    assertEquals(MILLION, list.size());
    for (int index = 0; index < MILLION; index++) {
      assertEquals(told.getOrDefault(index, 0), list.get(index), example + " at " + index);
    }
    assertEquals(
        lst, TokenStatusList.of(bits, MILLION, index -> told.getOrDefault(index, 0)).encoded());
  }

  @Test
  void the_signed_example_is_signed_by_its_key_and_says_the_short_list()
      throws ParseException, JOSEException {
    JWSObject jws = JWSObject.parse(vector("example.jwt"));
    assertTrue(jws.verify(new ECDSAVerifier(ECKey.parse(vector("example.jwk")))));
    assertEquals("statuslist+jwt", jws.getHeader().getType().getType());
    Map<String, Object> claims = jws.getPayload().toJSONObject();
    assertEquals("https://example.com/statuslists/1", claims.get("sub"));
    assertEquals(Map.of("bits", 1L, "lst", vector("1-bit.lst")), claims.get("status_list"));
  }

  /** Which key it is by is left open in the draft: here it must be a DID URL. */
  @Test
  void the_signed_example_names_no_key_that_is_believed_here() {
    Refused refused =
        assertThrows(Refused.class, () -> CompactReader.readTokenStatusList(vector("example.jwt")));
    assertTrue(refused.getMessage().contains("kid: a DID URL"), refused.getMessage());
  }

  private static String vector(String file) {
    try (InputStream in =
        TokenStatusListVectorsTest.class.getResourceAsStream("/token-status-list/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
