package org.onenet.services.exchange;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.credentials.Did;
import org.onenet.credentials.PublishedKey;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.catalogue.Department;
import org.onenet.services.issuance.IssuerDesk;

/**
 * A supervisor gives the own department a new key as a party of the exchange. The old one stays
 * published with its end, so that what it signed is believed on.
 */
@Singleton
public class RotatePartyKey {
  private final Parties parties;
  private final IssuerDesk desk;
  private final ReadLog readLog;

  @Inject
  public RotatePartyKey(Parties parties, IssuerDesk desk, ReadLog readLog) {
    this.parties = parties;
    this.desk = desk;
    this.readLog = readLog;
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param signer the department's DID, which the key belongs to
     */
    record Done(Did signer, PublishedKey key) implements Result {}

    /** The caller is no supervisor of that department. */
    record NotAllowed() implements Result {}

    /** The department runs its own node, and its keys are there. */
    record Elsewhere(Did signer) implements Result {}

    record NotFound() implements Result {}
  }

  public Result rotate(Caller caller, String department) {
    if (Department.of(department).isEmpty()) return new Result.NotFound();
    if (!caller.is(Role.SUPERVISOR) || !caller.worksFor(department)) return new Result.NotAllowed();
    Did signer = parties.did(department);
    if (!parties.isHere(department)) return new Result.Elsewhere(signer);
    PublishedKey key = desk.rotateParty(department);
    readLog.log(
        Access.act(
            Actor.of(caller),
            "rotate",
            "exchange key",
            department + "#" + key.fragment(),
            "rotation"));
    return new Result.Done(signer, key);
  }
}
