package org.onenet.portal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.DecimalNode;

/** The portal asks what the API asks. */
final class DefinitionTest {
  @ParameterizedTest
  @CsvSource({"2, 2, true", "2, 2.0, true", "2.50, 2.5, true", "2, 3, false"})
  void a_typed_number_is_the_definitions_by_its_value(
      String wanted, BigDecimal typed, boolean holds) {
    for (String condition :
        new String[] {
          "{\"field\": \"staff\", \"equals\": %s}", "{\"field\": \"staff\", \"in\": [7, %s]}"
        }) {
      assertEquals(
          holds,
          Definition.holds(
              JsonMapper.shared().readTree(condition.formatted(wanted)),
              Map.of("staff", DecimalNode.valueOf(typed))));
    }
  }
}
