package org.onenet.services.registers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * One department's register. The JSON Schema {@code register-1.json} says what each member means.
 *
 * @param identifier {@code population-register}
 * @param owner a department's id
 * @param accrualPeriodicity how often it is brought up to date: a code of the EU's frequency
 *     authority table, {@code CONT}, {@code DAILY}, {@code MONTHLY} (DCAT-AP 3,
 *     dct:accrualPeriodicity)
 * @param contactPoint whom to write to about quality
 * @param source where its records are; nobody outside is told
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Register(
    String identifier,
    String owner,
    Text name,
    Text description,
    String accrualPeriodicity,
    ContactPoint contactPoint,
    JsonNode source,
    List<EvidenceType> evidenceTypes) {}
