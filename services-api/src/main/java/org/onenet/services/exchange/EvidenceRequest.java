package org.onenet.services.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.onenet.credentials.SignedStatement;
import org.onenet.services.platform.Ids;

/**
 * What a department asks another, as its own signed JWT says it; the words are those of the EU's
 * Once-Only system (evidence request, procedure, provider).
 *
 * <pre>
 * {"iss":"did:web:lanting.example:exchange:civil-affairs","aud":"did:web:lanting.example:exchange:education",
 *  "iat":…,"exp":…,"jti":"0199…-1","register":"education-register","evidenceType":"degree",
 *  "fields":["title","awardedOn"],"subject":"990102199203140029","user":"7f…","procedure":"degree-certificate",
 *  "application":"0199…","ground":{"consentRecord":"eyJ…"}}
 * </pre>
 *
 * @param id unique for each message, also of those that ask again
 * @param requester the department that asks
 * @param subject the citizen number of the person it is about
 * @param user the account of that person: what logs name them by
 * @param procedure the public service
 */
public record EvidenceRequest(
    String id,
    String requester,
    String register,
    String evidenceType,
    List<String> fields,
    String subject,
    String user,
    String procedure,
    UUID application,
    Ground ground) {

  Map<String, Object> claims(String audience) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("aud", audience);
    claims.put("jti", id);
    claims.put("register", register);
    claims.put("evidenceType", evidenceType);
    claims.put("fields", fields);
    claims.put("subject", subject);
    claims.put("user", user);
    claims.put("procedure", procedure);
    claims.put("application", application.toString());
    claims.put("ground", ground.claims());
    return claims;
  }

  /**
   * @param requester whose signature it has
   * @throws MalformedMessage naming the member
   */
  static EvidenceRequest of(SignedStatement signed, String requester) {
    Members members = new Members(signed.claims());
    Members ground = members.object("ground");
    return new EvidenceRequest(
        members.text("jti"),
        requester,
        members.text("register"),
        members.text("evidenceType"),
        members.texts("fields"),
        members.text("subject"),
        members.text("user"),
        members.text("procedure"),
        uuid(members.text("application")),
        ground.has("law")
            ? new Ground.Law(ground.inBothLanguages("law"))
            : new Ground.Consent(ground.text("consentRecord")));
  }

  private static UUID uuid(String text) {
    return Ids.uuid(text).orElseThrow(() -> new MalformedMessage("application", "a UUID"));
  }

  /** What is asked for, by the names that logs and forms use. */
  List<String> items() {
    return fields.stream().map(field -> evidenceType + "." + field).toList();
  }
}
