package org.onenet.services.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.services.catalogue.Department;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Registers;

/**
 * A receipt as ISO/IEC TS 27560:2023 names its parts (clause 6): record, PII processing, parties,
 * events. Texts are English, the names of what is meant in both languages.
 */
final class ConsentRecord {
  private static final String SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#record";

  private final Registers registers;
  private final String portal;

  ConsentRecord(Registers registers, String portal) {
    this.registers = registers;
    this.portal = portal;
  }

  /** The claims that are signed. */
  Map<String, Object> claims(ConsentReceipt receipt, ServiceDefinition definition) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("schema_version", SCHEMA);
    claims.put("record_id", receipt.id().toString());
    claims.put("pii_principal_id", receipt.owner());
    claims.put("purposes", List.of(purpose(receipt, definition)));
    claims.put("party_identification", parties(receipt));
    claims.put("events", List.of(event(receipt, receipt.withdrawnAt())));
    return claims;
  }

  private Map<String, Object> purpose(ConsentReceipt receipt, ServiceDefinition definition) {
    Map<String, Object> purpose = new LinkedHashMap<>();
    purpose.put("purpose", text(definition.name()));
    purpose.put("purpose_type", "public-service-application");
    purpose.put("services", List.of(receipt.service()));
    purpose.put("application", receipt.application().toString());
    purpose.put("lawful_basis", "consent");
    purpose.put("pii_information", information(receipt));
    purpose.put("pii_controllers", List.of(receipt.requester()));
    purpose.put("collection_method", "signed request from register to department");
    purpose.put("processing_method", "filling in and checking an application");
    purpose.put(
        "retention_period", Duration.between(receipt.givenAt(), receipt.expiresAt()).toString());
    purpose.put("withdrawal_method", portal + "/app/consents");
    purpose.put("recipient_third_parties", List.of());
    return purpose;
  }

  private List<Map<String, Object>> information(ConsentReceipt receipt) {
    return receipt.items().stream()
        .flatMap(
            item -> {
              EvidenceType type = registers.evidenceType(item.evidenceType()).orElseThrow();
              return item.fields().stream()
                  .map(
                      name -> {
                        DataField field = type.field(name).orElseThrow();
                        Map<String, Object> one = new LinkedHashMap<>();
                        one.put("pii_type", type.identifier() + "." + name);
                        one.put("pii_attribute_name", text(field.label()));
                        one.put("pii_source", item.register());
                        one.put("pii_optional", true);
                        one.put(
                            "special_pii_category", field.sensitivity() == Sensitivity.SENSITIVE);
                        return one;
                      });
            })
        .toList();
  }

  private List<Map<String, Object>> parties(ConsentReceipt receipt) {
    return Stream.concat(
            Stream.of(party(receipt.requester(), "pii_controller")),
            receipt.items().stream()
                .map(ConsentReceipt.Item::holder)
                .distinct()
                .map(holder -> party(holder, "pii_source")))
        .toList();
  }

  private static Map<String, Object> party(String department, String role) {
    Map<String, Object> party = new LinkedHashMap<>();
    party.put("party_id", department);
    party.put("party_name", text(Department.of(department).orElseThrow().name()));
    party.put("party_role", role);
    return party;
  }

  private static Map<String, Object> event(ConsentReceipt receipt, Optional<Instant> withdrawn) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event_time", withdrawn.orElse(receipt.givenAt()).toString());
    event.put("event_type", withdrawn.isPresent() ? "withdrawal" : "explicit");
    event.put("event_state", withdrawn.isPresent() ? "withdrawn" : "given");
    event.put("entity_id", receipt.owner());
    event.put(
        "validity_duration", Duration.between(receipt.givenAt(), receipt.expiresAt()).toString());
    return event;
  }

  private static Map<String, String> text(Text text) {
    Map<String, String> both = new LinkedHashMap<>();
    both.put("en", text.en());
    both.put("zh", text.zh());
    return both;
  }
}
