package org.onenet.services.issuance.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.issuance.ActKind;
import org.onenet.services.issuance.AnswerRevocation;
import org.onenet.services.issuance.AskForRevocation;
import org.onenet.services.issuance.ChangeStatus;
import org.onenet.services.issuance.KeptCredentials;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.issuance.StatusAct;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** Clerks suspend, reinstate and revoke what their department has issued; holders ask for it. */
@Path("credentials")
@Singleton
@SecurityRequirement(name = "bearer")
@Produces(MediaType.APPLICATION_JSON)
public class StatusChangesResource {
  private static final int LEAST_REASON = 10;
  private static final int MOST_REASON = 2_000;

  private final KeptCredentials credentials;
  private final ChangeStatus changeStatus;
  private final AnswerRevocation answerRevocation;
  private final AskForRevocation askForRevocation;
  private final CredentialViews views;
  private final Callers callers;

  @Inject
  public StatusChangesResource(
      KeptCredentials credentials,
      ChangeStatus changeStatus,
      AnswerRevocation answerRevocation,
      AskForRevocation askForRevocation,
      CredentialViews views,
      Callers callers) {
    this.credentials = credentials;
    this.changeStatus = changeStatus;
    this.answerRevocation = answerRevocation;
    this.askForRevocation = askForRevocation;
    this.views = views;
    this.callers = callers;
  }

  public record Change(String reasonCode, String reason) {}

  /** {@code act} is the waiting revocation's id, as it was read. */
  public record Confirmation(UUID act) {}

  public record Refused(UUID act, String reason) {}

  @POST
  @Path("{id}/revocation")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary =
          "Revoke a certificate of the clerk's department; this is final. 202 when a second person"
              + " must confirm it")
  public Response revoke(@PathParam("id") UUID id, Change wanted) {
    return change(id, ActKind.REVOKE, wanted);
  }

  @POST
  @Path("{id}/suspension")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Suspend a certificate of the clerk's department")
  public Response suspend(@PathParam("id") UUID id, Change wanted) {
    return change(id, ActKind.SUSPEND, wanted);
  }

  @POST
  @Path("{id}/reinstatement")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Put a suspended certificate in force again")
  public Response reinstate(@PathParam("id") UUID id, Change wanted) {
    return change(id, ActKind.REINSTATE, wanted);
  }

  @POST
  @Path("{id}/revocation/confirmation")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Confirm a revocation that another has asked for")
  public Response confirm(@PathParam("id") UUID id, Confirmation wanted) {
    return answer(id, wanted.act(), Optional.empty());
  }

  @POST
  @Path("{id}/revocation/refusal")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Turn down a revocation that waits for confirmation")
  public Response turnDown(@PathParam("id") UUID id, Refused wanted) {
    return answer(id, wanted.act(), Optional.of(reason(wanted.reason())));
  }

  @POST
  @Path("{id}/revocation/wish")
  @RolesAllowed("citizen")
  @Operation(
      summary = "The holder asks that their certificate be revoked; its department sees that",
      description = "Whoever asks again gets the same. 409 already-revoked.")
  public CredentialView wish(@PathParam("id") UUID id) {
    Caller caller = callers.caller();
    return switch (askForRevocation.ask(caller, id)) {
      case AskForRevocation.Result.Asked(var kept) -> views.of(kept, caller);
      case AskForRevocation.Result.AlreadyRevoked(var since) ->
          throw since.map(StatusChangesResource::tooLate).orElseGet(Refusal::notFound);
      case AskForRevocation.Result.NotThere notThere -> throw Refusal.notFound();
    };
  }

  private Response change(UUID id, ActKind kind, Change wanted) {
    Caller caller = callers.caller();
    Kept kept = ofTheDepartment(id, caller);
    ReasonCode code =
        Optional.ofNullable(wanted.reasonCode())
            .flatMap(ReasonCode::of)
            .filter(one -> one.isFor(kind))
            .orElseThrow(() -> notAReason(kind));
    return switch (changeStatus.change(kept, kind, code, reason(wanted.reason()), caller)) {
      case ChangeStatus.Result.Done done -> now(id, 200, caller);
      case ChangeStatus.Result.Waiting waiting -> now(id, 202, caller);
      case ChangeStatus.Result.NotPossible(var is, var since) ->
          throw since.map(StatusChangesResource::tooLate).orElseGet(() -> notSuspended());
      case ChangeStatus.Result.AlreadyAsked(var waiting) ->
          throw refused(
              "already-asked",
              new Text("%s asked for it at %s; it waits for another.", "%s 已于 %s 提出，等待他人确认。"),
              waiting.askedBy(),
              waiting.askedAt());
    };
  }

  private Response answer(UUID id, UUID act, Optional<String> refusal) {
    Caller caller = callers.caller();
    ofTheDepartment(id, caller);
    if (act == null) throw Refusal.malformed("act", "the waiting revocation's id", "待确认撤销的编号");
    return switch (answerRevocation.answer(id, act, refusal, caller)) {
      case AnswerRevocation.Result.Revoked revoked -> now(id, 200, caller);
      case AnswerRevocation.Result.TurnedDown turnedDown -> now(id, 200, caller);
      case AnswerRevocation.Result.SamePerson(var waiting) ->
          throw Refusal.of(
              403,
              "same-person",
              new Text(
                  "You asked for this revocation: somebody else must confirm it.",
                  "撤销由您提出，须由他人确认。"));
      case AnswerRevocation.Result.NotWaiting(var answered) ->
          throw answered.map(StatusChangesResource::tooLate).orElseGet(Refusal::notFound);
    };
  }

  private Response now(UUID id, int status, Caller caller) {
    return Response.status(status)
        .entity(views.listed(ofTheDepartment(id, caller), caller))
        .build();
  }

  private Kept ofTheDepartment(UUID id, Caller caller) {
    return credentials
        .find(id)
        .filter(kept -> caller.worksFor(kept.department()))
        .orElseThrow(Refusal::notFound);
  }

  private static String reason(String given) {
    String reason = given == null ? "" : given.strip();
    if (reason.length() < LEAST_REASON || reason.length() > MOST_REASON) {
      throw Refusal.malformed(
          "reason", "10 to 2,000 characters; the holder reads it", "10 至 2000 字，持有人将看到");
    }
    return reason;
  }

  private static Refusal notAReason(ActKind kind) {
    String codes =
        ReasonCode.of(kind).stream().map(ReasonCode::code).collect(Collectors.joining(", "));
    return Refusal.malformed("reasonCode", "one of " + codes, "其中之一：" + codes);
  }

  private static Refusal notSuspended() {
    return Refusal.of(409, "not-suspended", new Text("It is not suspended.", "该证照未被暂停。"));
  }

  /** Who was faster, and when. */
  private static Refusal tooLate(StatusAct act) {
    return switch (act.state()) {
      case TURNED_DOWN ->
          refused(
              "turned-down",
              new Text("%s turned it down at %s.", "%s 已于 %s 驳回。"),
              act.by(),
              act.at());
      case WAITING, DONE ->
          switch (act.kind()) {
            case REVOKE ->
                refused(
                    "already-revoked",
                    new Text("%s revoked it at %s.", "%s 已于 %s 撤销该证照。"),
                    act.by(),
                    act.at());
            case SUSPEND ->
                refused(
                    "already-suspended",
                    new Text("%s suspended it at %s.", "%s 已于 %s 暂停该证照。"),
                    act.by(),
                    act.at());
            case REINSTATE ->
                refused(
                    "already-reinstated",
                    new Text("%s reinstated it at %s.", "%s 已于 %s 恢复该证照。"),
                    act.by(),
                    act.at());
          };
    };
  }

  private static Refusal refused(
      String code, Text sentence, StatusAct.Clerk who, java.time.Instant when) {
    return Refusal.of(
        409,
        code,
        sentence.with(who.name(), when),
        Map.of("by", who.name(), "at", when.toString()));
  }
}
