package org.onenet.services.issuance;

import java.net.URI;
import java.util.Locale;

/** The forms in which a status list is published; all are made of the same places. */
public enum ListForm {
  /** Bitstring Status List 1.0, purpose revocation. */
  REVOCATION("status-lists", ""),
  /** Bitstring Status List 1.0, purpose suspension. */
  SUSPENSION("status-lists", "/suspension"),
  /** Token Status List, two bits for each place. */
  TOKEN("token-status-lists", "");

  private final String folder;
  private final String ending;

  ListForm(String folder, String ending) {
    this.folder = folder;
    this.ending = ending;
  }

  URI address(URI publicUrl, String department, int number) {
    return URI.create(publicUrl + "/" + folder + "/" + department + "/" + number + ending);
  }

  /** The name in the table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
