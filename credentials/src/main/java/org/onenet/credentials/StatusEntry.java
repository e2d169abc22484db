package org.onenet.credentials;

import java.net.URI;

/** A place in a status list, as a credential names it. The index is counted from 0. */
public sealed interface StatusEntry {
  /** Address of the signed list. */
  URI list();

  int index();

  /**
   * One bit of a Bitstring Status List.
   *
   * <pre>
   * {"id":"https://…/1#77","type":"BitstringStatusListEntry","statusPurpose":"revocation",
   *  "statusListIndex":"77","statusListCredential":"https://…/1"}</pre>
   */
  record Bit(StatusPurpose purpose, URI list, int index) implements StatusEntry {}

  /**
   * A value of a Token Status List: {@code "status":{"status_list":{"idx":77,"uri":"https://…"}}}.
   *
   * @see <a
   *     href="https://www.ietf.org/archive/id/draft-ietf-oauth-status-list-20.html#section-6.2">Token
   *     Status List, draft 20, §6.2</a>
   */
  record Token(URI list, int index) implements StatusEntry {}
}
