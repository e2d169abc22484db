package org.onenet.services.exchange;

import java.util.List;
import java.util.Optional;
import org.onenet.services.platform.Text;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;

/**
 * What a service needs of one evidence type, as the catalogue resolves it: requirement, evidence
 * type, provider.
 *
 * @param fields what the form takes from it and what its rules look at
 * @param lawFields what may be asked for without consent: what the rules look at
 * @param law the law that says so
 */
public record Need(
    Register register,
    EvidenceType type,
    List<String> fields,
    List<String> lawFields,
    Optional<Text> law) {}
