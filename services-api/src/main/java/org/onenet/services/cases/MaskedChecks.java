package org.onenet.services.cases;

import java.util.Optional;
import java.util.stream.Stream;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.evidence.CheckResult;
import org.onenet.services.evidence.RunChecks;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.Registers;
import tools.jackson.databind.JsonNode;

/** Details of a service's checks for staff: those that repeat what is sensitive hide it. */
final class MaskedChecks {
  private final ServiceDefinition definition;
  private final Registers registers;

  MaskedChecks(ServiceDefinition definition, Registers registers) {
    this.definition = definition;
    this.registers = registers;
  }

  Text detail(CheckResult result) {
    return definition
        .rule(result.id())
        .filter(rule -> repeats(result, rule))
        .map(this::hidden)
        .orElse(result.detail());
  }

  /** Whether the detail tells what is sensitive in the register, or in the form. */
  private boolean repeats(CheckResult result, JsonNode rule) {
    if (!RunChecks.repeatsRegister(rule, result.outcome())) return false;
    return ServiceDefinition.item(rule)
            .flatMap(registers::item)
            .filter(field -> field.sensitivity() == Sensitivity.SENSITIVE)
            .isPresent()
        || asking(rule).anyMatch(ServiceDefinition.Field::isSensitive);
  }

  /** The questions on what a rule looks at. */
  private Stream<ServiceDefinition.Field> asking(JsonNode rule) {
    Optional<String> item = ServiceDefinition.item(rule);
    return definition
        .fields()
        .filter(
            field ->
                field.id().equals(rule.path("field").asString(""))
                    || item.isPresent() && item.equals(field.prefill()));
  }

  private Text hidden(JsonNode rule) {
    return asking(rule)
        .findFirst()
        .map(
            field ->
                new Text("What the register says is hidden; look at “%s”.", "登记内容已隐藏，可查看“%s”。")
                    .with(field.label()))
        .orElseGet(() -> new Text("What the register says is hidden.", "登记内容已隐藏。"));
  }
}
