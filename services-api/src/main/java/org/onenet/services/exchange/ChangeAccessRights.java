package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Department;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.Transactions;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.Register;
import org.onenet.services.registers.Registers;

/** A supervisor of the department that owns the data gives a right to ask for it, or ends one. */
@Singleton
public class ChangeAccessRights {
  private final AccessRights rights;
  private final Registers registers;
  private final Catalogue catalogue;
  private final ReadLog readLog;
  private final Transactions transactions;
  private final Clock clock;

  @Inject
  public ChangeAccessRights(
      AccessRights rights,
      Registers registers,
      Catalogue catalogue,
      ReadLog readLog,
      Transactions transactions,
      Clock clock) {
    this.rights = rights;
    this.registers = registers;
    this.catalogue = catalogue;
    this.readLog = readLog;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What is to be given. */
  public record Wanted(
      String evidenceType,
      List<String> fields,
      String requester,
      String service,
      Instant from,
      Instant until) {}

  /** How it ends. */
  public sealed interface Result {
    record Done(AccessRight right) implements Result {}

    /**
     * @param field the member that is not as it must be
     */
    record Wrong(String field, Text expected) implements Result {}

    record NotAllowed() implements Result {}

    record Stale(long current) implements Result {}

    record NotFound() implements Result {}
  }

  public Result give(Caller caller, Wanted wanted) {
    Optional<Register> register = registers.holding(wanted.evidenceType());
    if (register.isEmpty()) {
      return wrong("evidenceType", "one that a register holds", "数据库中已有的证明类型");
    }
    if (!mayChange(caller, register.get().owner())) return new Result.NotAllowed();
    EvidenceType type = registers.evidenceType(wanted.evidenceType()).orElseThrow();
    Optional<Result> wrong = wrong(wanted, type);
    if (wrong.isPresent()) return wrong.get();
    AccessRight right =
        new AccessRight(
            Ids.next(clock).toString(),
            register.get().owner(),
            register.get().identifier(),
            wanted.evidenceType(),
            new ArrayList<>(wanted.fields()),
            wanted.requester(),
            wanted.service(),
            wanted.from(),
            wanted.until(),
            caller.name(),
            Optional.empty(),
            1);
    transactions.inTransaction(
        () -> {
          rights.give(right);
          log(caller, "give", right);
        });
    return new Result.Done(right);
  }

  private Optional<Result> wrong(Wanted wanted, EvidenceType type) {
    if (wanted.fields().isEmpty()) {
      return Optional.of(wrong("fields", "one or more", "一个或多个数据项"));
    }
    for (String field : wanted.fields()) {
      if (type.field(field).isEmpty()) {
        return Optional.of(
            wrong("fields", "fields of the evidence type, not " + field, "该证明类型的数据项，而不是 " + field));
      }
    }
    if (Department.of(wanted.requester()).isEmpty()) {
      return Optional.of(wrong("requester", "a department", "部门"));
    }
    boolean answersForIt =
        catalogue
            .current(wanted.service())
            .filter(one -> one.hasCompetentAuthority().equals(wanted.requester()))
            .isPresent();
    if (!answersForIt) {
      return Optional.of(wrong("service", "a service of the department that asks", "申请部门负责的服务事项"));
    }
    return wanted.until().isAfter(wanted.from())
        ? Optional.empty()
        : Optional.of(wrong("until", "a day after the first", "晚于起始日的日期"));
  }

  private static Result wrong(String field, String expectedEn, String expectedZh) {
    return new Result.Wrong(field, new Text(expectedEn, expectedZh));
  }

  public Result end(Caller caller, String id, long version) {
    Optional<AccessRight> found = rights.find(id);
    if (found.isEmpty()) return new Result.NotFound();
    if (!mayChange(caller, found.get().owner())) return new Result.NotAllowed();
    boolean ended =
        transactions.inTransaction(
            () -> {
              if (!rights.end(id, version, clock.instant(), caller.name())) return false;
              log(caller, "end", found.get());
              return true;
            });
    AccessRight now = rights.find(id).orElseThrow();
    return ended ? new Result.Done(now) : new Result.Stale(now.version());
  }

  private static boolean mayChange(Caller caller, String owner) {
    return caller.is(Role.SUPERVISOR) && caller.worksFor(owner);
  }

  private void log(Caller caller, String act, AccessRight right) {
    readLog.log(
        Access.act(Actor.of(caller), act, "access-right", right.id(), "data-sharing")
            .items(
                right.fields().stream().map(field -> right.evidenceType() + "." + field).toList())
            .because(right.requester() + " " + right.service()));
  }
}
