package org.onenet.services.issuance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What can be done to a certificate's status: {@code VALID ⇄ SUSPENDED}, from both to REVOKED. */
public enum ActKind {
  SUSPEND("suspend", Validity.SUSPENDED, EnumSet.of(Validity.VALID)),
  REINSTATE("reinstate", Validity.VALID, EnumSet.of(Validity.SUSPENDED)),
  REVOKE("revoke", Validity.REVOKED, EnumSet.of(Validity.VALID, Validity.SUSPENDED));

  private final String word;
  private final Validity leadsTo;
  private final Set<Validity> possibleIn;

  ActKind(String word, Validity leadsTo, Set<Validity> possibleIn) {
    this.word = word;
    this.leadsTo = leadsTo;
    this.possibleIn = possibleIn;
  }

  /** The name in tables and on the wire. */
  public String word() {
    return word;
  }

  public Validity leadsTo() {
    return leadsTo;
  }

  public boolean isPossibleIn(Validity validity) {
    return possibleIn.contains(validity);
  }

  public static Optional<ActKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
