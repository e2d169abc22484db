package org.onenet.credentials.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who did what with whose data, when and why. Its JSON is what is hashed:
 *
 * <pre>
 * {"account":"7f…","accountName":"Chen Jie 陈洁","act":"read","at":"2026-11-27T08:30:00.125Z",
 *  "case":"PS-2026-000017","items":["population-identity.fullName"],"number":12,
 *  "organisation":"public-security","person":"3b…","purpose":"case-work",
 *  "stream":"public-security","subject":"PS-2026-000017","version":1,"what":"case"}
 * </pre>
 *
 * @param stream the chain it stands in: a department's or an organisation's id, or {@link #CITY}
 * @param number from 1, without gaps
 * @param at in UTC, whole milliseconds
 * @param account the account's id; {@code accountName} its name then
 * @param organisation id of the department or organisation the account acts for
 * @param act read, rotate, certify, seal, …
 * @param what the kind of thing; {@code subject} its id
 * @param caseReference the case it was done for
 * @param person whose data: the account's id, which names nobody; never a number or a name. Empty
 *     where it is about nobody, or about many
 * @param items the names of what was read, or the references of what was listed; the values never
 * @param reason in the words of who did it, where one had to be given
 */
public record AuditEntry(
    String stream,
    long number,
    Instant at,
    String account,
    String accountName,
    Optional<String> organisation,
    String act,
    String what,
    String subject,
    String purpose,
    Optional<String> caseReference,
    Optional<String> person,
    List<String> items,
    Optional<String> reason) {
  /** The stream of those who act for no department and no organisation. */
  public static final String CITY = "city";

  private static final int VERSION = 1;
  private static final Set<String> NEEDED =
      Set.of(
          "stream",
          "number",
          "at",
          "account",
          "accountName",
          "act",
          "what",
          "subject",
          "purpose",
          "version");
  private static final Set<String> OPTIONAL =
      Set.of("organisation", "case", "person", "items", "reason");

  public AuditEntry {
    Objects.requireNonNull(stream, "stream");
    if (number < 1) throw new IllegalArgumentException("number: expected 1 or more, not " + number);
    at = at.truncatedTo(ChronoUnit.MILLIS);
    Objects.requireNonNull(account, "account");
    Objects.requireNonNull(accountName, "accountName");
    Objects.requireNonNull(organisation, "organisation");
    Objects.requireNonNull(act, "act");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(caseReference, "caseReference");
    Objects.requireNonNull(person, "person");
    items = List.copyOf(items);
    Objects.requireNonNull(reason, "reason");
  }

  /** The same at another place of its stream. */
  public AuditEntry as(long other) {
    return new AuditEntry(
        stream,
        other,
        at,
        account,
        accountName,
        organisation,
        act,
        what,
        subject,
        purpose,
        caseReference,
        person,
        items,
        reason);
  }

  public Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("stream", stream);
    json.put("number", number);
    json.put("at", at.toString());
    json.put("account", account);
    json.put("accountName", accountName);
    organisation.ifPresent(id -> json.put("organisation", id));
    json.put("act", act);
    json.put("what", what);
    json.put("subject", subject);
    json.put("purpose", purpose);
    caseReference.ifPresent(reference -> json.put("case", reference));
    // What is not there is left out: entries that were hashed before these members stay as they are
    person.ifPresent(id -> json.put("person", id));
    if (!items.isEmpty()) json.put("items", items);
    reason.ifPresent(words -> json.put("reason", words));
    return json;
  }

  /** The bytes that are hashed (RFC 8785). */
  public byte[] canonical() {
    return CanonicalJson.of(toJson());
  }

  /**
   * @throws MalformedExport naming the member that is not as it must be
   */
  static AuditEntry of(Map<String, Object> json) {
    Members members = new Members("entry", json, NEEDED, OPTIONAL);
    if (members.number("version") != VERSION) {
      throw new MalformedExport("entry.version: expected " + VERSION);
    }
    return new AuditEntry(
        members.text("stream"),
        members.number("number"),
        members.instant("at"),
        members.text("account"),
        members.text("accountName"),
        members.optional("organisation"),
        members.text("act"),
        members.text("what"),
        members.text("subject"),
        members.text("purpose"),
        members.optional("case"),
        members.optional("person"),
        members.texts("items"),
        members.optional("reason"));
  }
}
