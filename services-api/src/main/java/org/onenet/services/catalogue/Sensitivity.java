package org.onenet.services.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much care a field of a register or of a form takes, from what everybody may know to what may
 * hurt. What is {@link #SENSITIVE} is masked for everybody but its owner until they ask for it.
 */
public enum Sensitivity {
  /** Published anyway: a firm's name. */
  @JsonProperty("public")
  PUBLIC,
  /** Of the authority's own work, of no person. */
  @JsonProperty("internal")
  INTERNAL,
  /** Of a person: a name, an address. */
  @JsonProperty("personal")
  PERSONAL,
  /** Of a person, and able to hurt: health, ethnic group, a marriage. */
  @JsonProperty("sensitive")
  SENSITIVE;

  public boolean isLessThan(Sensitivity other) {
    return compareTo(other) < 0;
  }

  /** Its word in documents and on the wire. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
