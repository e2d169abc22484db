package org.onenet.services.verification.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.VerdictCode;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.platform.Text;
import org.onenet.services.verification.VerdictTexts;

/** The words of verdicts, for whoever verifies without us and tells people what was found. */
@Path("verifications/codes")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class VerdictCodesResource {

  /**
   * Words in both languages.
   *
   * @param checks what each check asks, by its id
   * @param codes what each code means; %1$s stands for what was expected, %2$s for what was found
   * @param reasons why a certificate was suspended or revoked, by the number on chain
   */
  public record Words(
      Map<String, Text> checks, Map<String, Text> codes, Map<Integer, Text> reasons) {}

  @GET
  @PermitAll
  @Operation(summary = "Every check, code and reason of a verdict, in words; codes never change")
  public Words words() {
    Map<String, Text> codes = new TreeMap<>();
    for (VerdictCode code : VerdictCode.values()) codes.put(code.name(), VerdictTexts.of(code));
    Map<Integer, Text> reasons = new TreeMap<>();
    for (ReasonCode reason : ReasonCode.values()) reasons.put(reason.number(), reason.text());
    return new Words(VerdictTexts.titles(), codes, reasons);
  }
}
