package org.onenet.services.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.SignedStatement;

/**
 * What a department answers, bound to the very text that asked.
 *
 * <pre>
 * {"iss":"did:web:lanting.example:exchange:education","aud":"did:web:lanting.example:exchange:civil-affairs",
 *  "iat":…,"requestHash":"k3…","jti":"0199…-1","evidenceType":"degree","subject":"990102199203140029",
 *  "result":"found","records":[{"title":"Bachelor of Engineering","awardedOn":"2014-06-30"}]}
 * </pre>
 *
 * @param requestId of the message that asked; {@code requestHash} SHA-256 of its compact text
 * @param records the newest first; a field that the register has no value for is left out
 * @param refusal why nothing was told
 */
public record EvidenceAnswer(
    String requestId,
    String requestHash,
    String evidenceType,
    String subject,
    List<Map<String, String>> records,
    Optional<String> refusal) {

  static EvidenceAnswer of(
      EvidenceRequest request, String hash, List<Map<String, String>> records) {
    return new EvidenceAnswer(
        request.id(), hash, request.evidenceType(), request.subject(), records, Optional.empty());
  }

  static EvidenceAnswer refused(EvidenceRequest request, String hash, String code) {
    return new EvidenceAnswer(
        request.id(),
        hash,
        request.evidenceType(),
        request.subject(),
        List.of(),
        Optional.of(code));
  }

  Map<String, Object> claims(String audience) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audience);
    claims.put("jti", requestId);
    claims.put("requestHash", requestHash);
    claims.put("evidenceType", evidenceType);
    claims.put("subject", subject);
    claims.put(
        "result", refusal.isPresent() ? "refused" : records.isEmpty() ? "not-found" : "found");
    refusal.ifPresent(code -> claims.put("reason", code));
    claims.put("records", records);
    return claims;
  }

  /**
   * @throws MalformedMessage naming the member
   */
  static EvidenceAnswer of(SignedStatement signed) {
    Members members = new Members(signed.claims());
    List<Map<String, String>> records = new ArrayList<>();
    members.objects("records").forEach(record -> records.add(record.allTexts()));
    return new EvidenceAnswer(
        members.text("jti"),
        members.text("requestHash"),
        members.text("evidenceType"),
        members.text("subject"),
        records,
        members.text("result").equals("refused")
            ? Optional.of(members.text("reason"))
            : Optional.empty());
  }
}
