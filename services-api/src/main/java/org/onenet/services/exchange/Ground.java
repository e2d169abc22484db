package org.onenet.services.exchange;

import java.util.LinkedHashMap;
import java.util.Map;
import org.onenet.services.platform.Text;

/** Why a department may be told something of a person. */
public sealed interface Ground {
  /**
   * The person agreed.
   *
   * @param record the signed receipt, a compact JWS
   */
  record Consent(String record) implements Ground {}

  /** A law says so, and the person is told which. */
  record Law(Text title) implements Ground {}

  /** As a request carries it. */
  default Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    switch (this) {
      case Consent consent -> claims.put("consentRecord", consent.record());
      case Law law ->
          claims.put(
              "law", new LinkedHashMap<>(Map.of("en", law.title().en(), "zh", law.title().zh())));
    }
    return claims;
  }

  /** Its word in the audit log. */
  default String purpose() {
    return switch (this) {
      case Consent consent -> "evidence-by-consent";
      case Law law -> "evidence-by-law";
    };
  }
}
