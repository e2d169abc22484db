package org.onenet.portal.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A page of the audit log, as an auditor sees it.
 *
 * @param next where the next page begins; null on the last
 */
public record AuditLog(List<Row> entries, String next) {
  /**
   * @param entry in the form that is hashed
   */
  public record Row(JsonNode entry, Told told, boolean sealed) {
    /** A member of the entry; empty when it is not there. */
    public String member(String name) {
      return entry.path(name).asString("");
    }

    public long number() {
      return entry.path("number").asLong();
    }
  }

  /** An entry in words; {@code where} is null for the city itself. */
  public record Told(Text who, Text where, boolean automatic, Text what, Text purpose) {}

  public record Reports(List<DataUses.Report> reports) {}

  /** A report with the entry that it is about; entry and words are null when the row is gone. */
  public record Reported(DataUses.Report report, JsonNode entry, Told told) {}

  public record Seals(List<Sealed> seals) {}

  public record Sealed(Seal seal, String digest) {}

  public record Seal(long number, String at, long entries) {}
}
