package org.onenet.credentials;

import java.util.Map;
import org.onenet.credentials.CompactReader.Read;
import org.onenet.credentials.CompactReader.Refused;

/**
 * A status list that was read before, by its text to the letter, and the key that it was found
 * signed with: what does not change is not worked out for each credential.
 */
final class KnownList {
  final Read read;
  volatile PublishedKey signedWith;

  private final String compact;
  private final boolean ofTokens;
  private volatile BitstringStatusList bits;
  private volatile TokenStatusList values;

  private KnownList(String compact, boolean ofTokens, Read read) {
    this.compact = compact;
    this.ofTokens = ofTokens;
    this.read = read;
  }

  /**
   * @throws Refused when the text is no list of the entry's kind
   */
  static KnownList read(StatusEntry entry, String compact) {
    return switch (entry) {
      case StatusEntry.Bit bit ->
          new KnownList(compact, false, CompactReader.readStatusList(compact));
      case StatusEntry.Token token ->
          new KnownList(compact, true, CompactReader.readTokenStatusList(compact));
    };
  }

  boolean isOf(StatusEntry entry, String text) {
    return ofTokens == entry instanceof StatusEntry.Token && compact.equals(text);
  }

  /**
   * The bits, when the list is for this purpose.
   *
   * @throws MalformedCredential when they cannot be unpacked
   */
  BitstringStatusList bits(StatusPurpose purpose) {
    Map<String, Object> said = read.credential().subject();
    if (!VcTerms.STATUS_LIST.equals(said.get("type"))
        || !purpose.word().equals(said.get("statusPurpose"))) {
      throw refused(
          "a BitstringStatusList for " + purpose.word(),
          said.get("type") + " for " + said.get("statusPurpose"));
    }
    if (bits == null) bits = BitstringStatusList.decode(String.valueOf(said.get("encodedList")));
    return bits;
  }

  /**
   * The values of a Token Status List.
   *
   * @throws MalformedCredential when they cannot be unpacked
   */
  TokenStatusList values() {
    if (values == null) {
      Map<String, Object> said = read.credential().subject();
      if (!(said.get("status_list") instanceof Map<?, ?> list)
          || !(list.get("bits") instanceof Integer size)
          || !(list.get("lst") instanceof String lst)) {
        throw refused("status_list: bits and lst", String.valueOf(said.get("status_list")));
      }
      if (said.containsKey("ttl")
          && !(said.get("ttl") instanceof Number ttl && ttl.doubleValue() > 0)) {
        throw refused("ttl: a positive number", String.valueOf(said.get("ttl")));
      }
      values = TokenStatusList.decode(size, lst);
    }
    return values;
  }

  private static Refused refused(String expected, String actual) {
    return new Refused(VerdictCode.STATUS_LIST_REFUSED, expected, actual);
  }
}
