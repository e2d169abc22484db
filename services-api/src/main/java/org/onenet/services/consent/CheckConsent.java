package org.onenet.services.consent;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.onenet.credentials.SignedStatement;

/** What a provider sees of a receipt that comes with a request: whether it covers the request. */
public final class CheckConsent {
  private CheckConsent() {}

  /**
   * @param user the account of whom it is about
   * @param items what is asked for, {@code evidenceType.field}
   * @return what the receipt says otherwise: principal, application, service, items or validity
   */
  public static Optional<String> wrong(
      SignedStatement record,
      String user,
      UUID application,
      String service,
      List<String> items,
      Instant now) {
    Map<String, Object> claims = record.claims();
    Map<?, ?> purpose = first(claims.get("purposes"));
    Map<?, ?> event = first(claims.get("events"));
    if (!user.equals(claims.get("pii_principal_id"))) return Optional.of("principal");
    if (!application.toString().equals(purpose.get("application"))) {
      return Optional.of("application");
    }
    if (!List.of(service).equals(purpose.get("services"))) return Optional.of("service");
    if (!types(purpose).containsAll(items)) return Optional.of("items");
    return "given".equals(event.get("event_state")) && isValid(event, now)
        ? Optional.empty()
        : Optional.of("validity");
  }

  private static Set<String> types(Map<?, ?> purpose) {
    if (!(purpose.get("pii_information") instanceof List<?> information)) return Set.of();
    return information.stream()
        .filter(Map.class::isInstance)
        .map(one -> String.valueOf(((Map<?, ?>) one).get("pii_type")))
        .collect(Collectors.toSet());
  }

  private static boolean isValid(Map<?, ?> event, Instant now) {
    try {
      Instant given = Instant.parse(String.valueOf(event.get("event_time")));
      return now.isBefore(
          given.plus(Duration.parse(String.valueOf(event.get("validity_duration")))));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static Map<?, ?> first(Object list) {
    return list instanceof List<?> all && !all.isEmpty() && all.getFirst() instanceof Map<?, ?> one
        ? one
        : Map.of();
  }
}
