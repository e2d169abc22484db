package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.WorkingDays;

/** What follows when a case no longer waits for its applicant, however that came. */
@Singleton
public class EndNotice {
  private final Notices notices;
  private final WorkingDays workingDays;

  @Inject
  public EndNotice(Notices notices, WorkingDays workingDays) {
    this.notices = notices;
    this.workingDays = workingDays;
  }

  /** The day the authority must have decided, later by the working days it waited. */
  LocalDate dueOn(Case.WaitingForApplicant waiting, Instant now) {
    LocalDate due = waiting.facts().dueOn();
    return open(waiting.facts().reference())
        .map(notice -> workingDays.after(due, waited(notice.sentAt(), now)))
        .orElse(due);
  }

  /** The fields that the case waits for. */
  Set<String> missing(String reference) {
    return open(reference).stream()
        .flatMap(notice -> notice.items().stream())
        .map(Notice.Item::field)
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Notice> open(String reference) {
    return notices.of(reference).stream().filter(notice -> notice.end().isEmpty()).findFirst();
  }

  private int waited(Instant from, Instant to) {
    return workingDays.left(
        LocalDate.ofInstant(from, Clocks.CITY), LocalDate.ofInstant(to, Clocks.CITY));
  }

  void end(Case.WaitingForApplicant waiting, Notice.End end) {
    notices.end(waiting.facts().reference(), end);
  }
}
