package org.onenet.services.issuance;

import java.time.LocalDate;
import java.util.List;
import org.onenet.services.platform.Text;

/** What a credential would say, without making it. */
public interface PreviewCredential {
  Preview preview(Grant grant);

  /** {@code validUntil} is null when the credential has no end. */
  record Preview(Text name, List<Fact> facts, LocalDate validFrom, LocalDate validUntil) {}

  /**
   * @param value null where it is masked
   */
  record Fact(String name, Text label, String value, Text display) {}
}
