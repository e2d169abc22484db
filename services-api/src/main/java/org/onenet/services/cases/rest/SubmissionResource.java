package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Draft;
import org.onenet.services.cases.AdvanceCase;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.SubmitApplication;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** Where a draft becomes a case. The application's id is the key that makes it happen once. */
@Path("applications/{id}/submission")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class SubmissionResource {
  private final Applications applications;
  private final SubmitApplication submitApplication;
  private final AdvanceCase advanceCase;
  private final Catalogue catalogue;
  private final Callers callers;

  @Inject
  public SubmissionResource(
      Applications applications,
      SubmitApplication submitApplication,
      AdvanceCase advanceCase,
      Catalogue catalogue,
      Callers callers) {
    this.applications = applications;
    this.submitApplication = submitApplication;
    this.advanceCase = advanceCase;
    this.catalogue = catalogue;
    this.callers = callers;
  }

  public record Submission(long version) {}

  /** JSON's member is {@code case}, a word that Java keeps to itself. */
  public record Receipt(
      @com.fasterxml.jackson.annotation.JsonProperty("case") String reference,
      String state,
      String submittedAt,
      String dueOn,
      Text serviceName) {}

  @POST
  @RolesAllowed("citizen")
  @Operation(summary = "Submit; the same application always gives the same case")
  public Response submit(@PathParam("id") UUID id, Submission submission) {
    Caller caller = callers.caller();
    Draft draft =
        applications
            .find(id)
            .filter(found -> found.owner().equals(caller.subject()))
            .orElseThrow(Refusal::notFound);
    return switch (submitApplication.submit(draft, submission.version())) {
      case SubmitApplication.Result.Accepted accepted -> {
        Case file =
            accepted.first()
                ? advanceCase.advance(accepted.file().facts().reference())
                : accepted.file();
        yield Response.status(accepted.first() ? 201 : 200).entity(receipt(file)).build();
      }
      case SubmitApplication.Result.Invalid invalid ->
          throw Refusal.invalid(
              "invalid-answers",
              new Text("Some answers need another look.", "部分内容需要修改。"),
              invalid.errors().stream()
                  .map(e -> new Refusal.FieldError(e.field(), e.code(), e.message()))
                  .toList());
      case SubmitApplication.Result.Stale stale ->
          throw Refusal.stale(
              new Text(
                  "This draft was saved somewhere else since you opened it. Load it again.",
                  "该草稿已在其他地方保存，请重新加载。"),
              stale.current());
      case SubmitApplication.Result.Gone gone ->
          throw Refusal.of(
              410,
              "draft-gone",
              new Text(
                  "This draft was deleted a moment ago; nothing was submitted.",
                  "该草稿刚刚已被删除，未提交任何内容。"));
    };
  }

  private Receipt receipt(Case file) {
    Case.Facts facts = file.facts();
    return new Receipt(
        facts.reference(),
        file.state(),
        facts.submittedAt().toString(),
        facts.dueOn().toString(),
        catalogue.version(facts.service(), facts.serviceVersion()).orElseThrow().name());
  }
}
