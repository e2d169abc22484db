package org.onenet.services.audit;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.onenet.identity.Caller;

/**
 * What is to be logged, before its number, time and hash.
 *
 * <pre>
 * Access.read(caller, "case", reference, "case-work").of(owner).inCase(reference)
 * </pre>
 *
 * @param act read, look, list, rotate, certify, seal, …
 * @param what the kind of thing; {@code subject} its id
 * @param purpose a code
 * @param person whose data: the account's id, never a citizen number or a name
 * @param items the names of what was read, or the references of what was listed
 * @param caseReference the case that it is done for
 * @param reason in the actor's words, where one must be given
 */
public record Access(
    Actor who,
    String act,
    String what,
    String subject,
    String purpose,
    Optional<String> person,
    List<String> items,
    Optional<String> caseReference,
    Optional<String> reason) {
  /** The act of reading one thing. */
  public static final String READ = "read";

  /** The act of looking at what was hidden; its items name it. */
  public static final String LOOK = "look";

  public Access {
    Objects.requireNonNull(who, "who");
    Objects.requireNonNull(act, "act");
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(purpose, "purpose");
    Objects.requireNonNull(person, "person");
    items = List.copyOf(items);
    Objects.requireNonNull(caseReference, "caseReference");
    Objects.requireNonNull(reason, "reason");
  }

  public static Access read(Caller who, String what, String subject, String purpose) {
    return act(Actor.of(who), READ, what, subject, purpose);
  }

  public static Access act(Actor who, String act, String what, String subject, String purpose) {
    return new Access(
        who,
        act,
        what,
        subject,
        purpose,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** About this person's data; the account's id. */
  public Access of(String account) {
    return new Access(
        who, act, what, subject, purpose, Optional.of(account), items, caseReference, reason);
  }

  public Access items(List<String> names) {
    return new Access(who, act, what, subject, purpose, person, names, caseReference, reason);
  }

  public Access inCase(String reference) {
    return new Access(
        who, act, what, subject, purpose, person, items, Optional.of(reference), reason);
  }

  public Access because(String words) {
    return new Access(
        who, act, what, subject, purpose, person, items, caseReference, Optional.of(words));
  }
}
