package org.onenet.services.registers;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How much care a field takes, from what everybody may know to what may hurt. */
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
  SENSITIVE
}
