package org.onenet.services.corrections.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.GivenReasons;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.CasePolicy;
import org.onenet.services.cases.Cases;
import org.onenet.services.cases.OpenCase;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.corrections.AnswerCorrection;
import org.onenet.services.corrections.AskForCorrection;
import org.onenet.services.corrections.Correction;
import org.onenet.services.corrections.Corrections;
import org.onenet.services.identifiers.CitizenNumber;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.WorkingDays;
import org.onenet.services.platform.web.GivenText;
import org.onenet.services.platform.web.ReasonFirst;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.DataField;
import org.onenet.services.registers.Registers;

/** Clerks ask a register's holder to correct it; the holder's staff answer; the citizen follows. */
@Path("corrections")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class CorrectionsResource {
  private static final int MOST = 200;
  private static final int MOST_WORDS = 2_000;

  private final Corrections corrections;
  private final AskForCorrection askForCorrection;
  private final AnswerCorrection answerCorrection;
  private final Cases cases;
  private final OpenCase openCase;
  private final Applications applications;
  private final Catalogue catalogue;
  private final Registers registers;
  private final ReadLog readLog;
  private final WorkingDays workingDays;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public CorrectionsResource(
      Corrections corrections,
      AskForCorrection askForCorrection,
      AnswerCorrection answerCorrection,
      Cases cases,
      OpenCase openCase,
      Applications applications,
      Catalogue catalogue,
      Registers registers,
      ReadLog readLog,
      WorkingDays workingDays,
      Callers callers,
      Clock clock) {
    this.corrections = corrections;
    this.askForCorrection = askForCorrection;
    this.answerCorrection = answerCorrection;
    this.cases = cases;
    this.openCase = openCase;
    this.applications = applications;
    this.catalogue = catalogue;
    this.registers = registers;
    this.readLog = readLog;
    this.workingDays = workingDays;
    this.callers = callers;
    this.clock = clock;
  }

  record Listing(List<CorrectionView> corrections) {}

  /**
   * @param field of the form
   * @param document of the case that shows it; may be left out
   */
  public record Wanted(
      @com.fasterxml.jackson.annotation.JsonProperty("case") String reference,
      String field,
      String reason,
      UUID document) {}

  /**
   * @param outcome corrected or not-corrected
   */
  public record Answered(long version, String outcome, String text) {}

  @POST
  @RolesAllowed("clerk")
  @Operation(
      summary = "Ask the holder of a register to correct it",
      description =
          "For the clerk who has the case, where the citizen's word and the register differ. Both"
              + " values are the case's own. 200 when it was asked before.")
  public Response ask(Wanted wanted) {
    if (wanted.reference() == null) throw Refusal.malformed("case", "a case's reference", "办件编号");
    if (wanted.field() == null) throw Refusal.malformed("field", "a field of the form", "表单字段");
    String reason = GivenText.of("reason", wanted.reason(), MOST_WORDS);
    return switch (askForCorrection.ask(
        callers.caller(),
        wanted.reference(),
        wanted.field(),
        reason,
        Optional.ofNullable(wanted.document()))) {
      case AskForCorrection.Result.Asked asked ->
          Response.status(asked.isNew() ? 201 : 200)
              .entity(view(asked.correction(), isSensitive(asked.correction())))
              .build();
      case AskForCorrection.Result.NotThere none -> throw Refusal.notFound();
      case AskForCorrection.Result.NotAllowed not -> throw Refusal.forbidden();
      case AskForCorrection.Result.NoDifference none ->
          throw Refusal.malformed(
              "field", "a field on which a register says otherwise", "与登记库不一致的字段");
      case AskForCorrection.Result.NoSuchDocument none ->
          throw Refusal.malformed("document", "a document of the case", "本办件的材料");
    };
  }

  @GET
  @RolesAllowed({"citizen", "clerk", "supervisor"})
  @Operation(
      summary = "Of one case; else the citizen's own, or those that the department must answer",
      description =
          "state, for staff without a case: open, the most urgent first, or answered; these lists"
              + " tell no values.")
  public Listing all(
      @QueryParam("case") String reference,
      @QueryParam("state") @DefaultValue("open") String state) {
    Caller caller = callers.caller();
    if (reference != null) return ofCase(caller, reference);
    return caller
        .department()
        .map(department -> listing(ofDepartment(caller, department, state), one -> true))
        .orElseGet(() -> listing(corrections.ofPerson(caller.subject(), MOST), one -> false));
  }

  private Listing listing(List<Correction> found, Predicate<Correction> masked) {
    return new Listing(found.stream().map(one -> view(one, masked.test(one))).toList());
  }

  private Listing ofCase(Caller caller, String reference) {
    Case file =
        cases
            .find(reference)
            .filter(one -> CasePolicy.maySee(caller, one))
            .orElseThrow(Refusal::notFound);
    if (CasePolicy.staff(caller, file) && !openCase.read(caller, file, "corrections", reference)) {
      throw ReasonFirst.refusal(reference, GivenReasons.HOLDS);
    }
    boolean owner = caller.subject().equals(file.facts().owner());
    return listing(corrections.inCase(reference), one -> !owner && isSensitive(one, file.facts()));
  }

  private List<Correction> ofDepartment(Caller caller, String department, String state) {
    List<Correction> found =
        switch (state) {
          case "open" -> corrections.open(department, MOST);
          case "answered" -> corrections.answered(department, MOST);
          default -> throw Refusal.malformed("state", "open or answered", "open 或 answered");
        };
    readLog.log(
        Access.act(Actor.of(caller), "list", "corrections", state, "correction")
            .items(found.stream().map(Correction::caseReference).distinct().toList()));
    return found;
  }

  @GET
  @Path("{correction}")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "One that the caller's department must answer, with whom it is about",
      description = "What is sensitive of it, and the citizen number, at its openings.")
  public CorrectionView one(@PathParam("correction") UUID id) {
    Caller caller = callers.caller();
    Correction one = held(caller, id);
    readLog.log(about(one, Access.read(caller, "correction", id.toString(), "correction")));
    return masked(one);
  }

  @POST
  @Path("{correction}/openings")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(
      summary = "The same unmasked, with the citizen number that finds the person in the register",
      description = "Each look is an entry of the audit log that names what is shown.")
  public Response open(@PathParam("correction") UUID id) {
    Caller caller = callers.caller();
    Correction one = held(caller, id);
    Case.Facts facts = cases.find(one.caseReference()).orElseThrow().facts();
    List<String> shown = new ArrayList<>(List.of("citizen-number"));
    if (isSensitive(one, facts)) shown.add(facts.item(one.formField()));
    readLog.log(
        about(
            one,
            Access.act(Actor.of(caller), Access.LOOK, "correction", id.toString(), "correction")
                .items(shown)));
    return Response.ok(
            view(one, false).about(facts.applicantName(), facts.citizenNumber().orElse(null)))
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Path("{correction}/document")
  @RolesAllowed({"clerk", "supervisor"})
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "The document that shows it, for the department that must answer")
  public Response document(@PathParam("correction") UUID id) {
    Caller caller = callers.caller();
    Correction one = held(caller, id);
    Applications.StoredDocument stored =
        one.document().flatMap(applications::document).orElseThrow(Refusal::notFound);
    Case.Facts facts = cases.find(one.caseReference()).orElseThrow().facts();
    readLog.log(
        about(
            one,
            Access.read(caller, "document", stored.document().id().toString(), "correction")
                .items(List.of(facts.item(stored.document().field())))));
    String name =
        URLEncoder.encode(stored.document().name(), StandardCharsets.UTF_8).replace("+", "%20");
    return Response.ok(stored.content(), stored.document().mediaType())
        .header("Content-Disposition", "attachment; filename*=UTF-8''" + name)
        .build();
  }

  @POST
  @Path("{correction}/answer")
  @RolesAllowed({"clerk", "supervisor"})
  @Operation(summary = "Answer; of two that race, one stands")
  public CorrectionView answer(@PathParam("correction") UUID id, Answered wanted) {
    Caller caller = callers.caller();
    boolean corrected =
        switch (wanted.outcome() == null ? "" : wanted.outcome()) {
          case "corrected" -> true;
          case "not-corrected" -> false;
          default ->
              throw Refusal.malformed(
                  "outcome", "corrected or not-corrected", "corrected 或 not-corrected");
        };
    String text = GivenText.of("text", wanted.text(), MOST_WORDS);
    return switch (answerCorrection.answer(caller, id, wanted.version(), corrected, text)) {
      case AnswerCorrection.Result.Done done -> masked(done.correction());
      case AnswerCorrection.Result.AlreadyAnswered over -> {
        Correction.Answer answer = over.correction().answer().orElseThrow();
        throw Refusal.alreadyAnswered(answer.accountName(), answer.at(), over.correction().state());
      }
      case AnswerCorrection.Result.Stale stale ->
          throw Refusal.stale(
              new Text("It has changed since you opened it. Load it again.", "该事项已被更新，请重新打开。"),
              stale.current());
      case AnswerCorrection.Result.OwnAct own ->
          throw Refusal.of(
              403,
              "own-act",
              new Text(
                  "You asked for this, or it is about you: a colleague answers it.",
                  "该更正由您提出或与您本人有关，须由同事答复。"));
      case AnswerCorrection.Result.NotThere none -> throw Refusal.notFound();
    };
  }

  private Correction held(Caller caller, UUID id) {
    return corrections
        .find(id)
        .filter(one -> caller.worksFor(one.holder()))
        .orElseThrow(Refusal::notFound);
  }

  private static Access about(Correction one, Access access) {
    return access.of(one.person()).inCase(one.caseReference());
  }

  private CorrectionView masked(Correction one) {
    Case.Facts facts = cases.find(one.caseReference()).orElseThrow().facts();
    return view(one, isSensitive(one, facts))
        .about(
            facts.applicantName(), facts.citizenNumber().map(CitizenNumber::masked).orElse(null));
  }

  private boolean isSensitive(Correction one) {
    return isSensitive(one, cases.find(one.caseReference()).orElseThrow().facts());
  }

  /** In the register, or in the form, which may take more care of it. */
  private boolean isSensitive(Correction one, Case.Facts facts) {
    return registers
            .item(one.evidenceType() + "." + one.field())
            .filter(field -> field.sensitivity() == Sensitivity.SENSITIVE)
            .isPresent()
        || catalogue
            .version(facts.service(), facts.serviceVersion())
            .flatMap(definition -> definition.field(one.formField()))
            .filter(ServiceDefinition.Field::isSensitive)
            .isPresent();
  }

  private CorrectionView view(Correction one, boolean masked) {
    return CorrectionView.of(
        one,
        registers.of(one.register()).orElseThrow().name(),
        registers.item(one.evidenceType() + "." + one.field()).map(DataField::label).orElseThrow(),
        workingDays.left(LocalDate.ofInstant(clock.instant(), Clocks.CITY), one.dueOn()),
        masked);
  }
}
