package org.onenet.services.applications.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.DiscardDraft;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.PrefillDraft;
import org.onenet.services.applications.WaivedDocuments;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.forms.AnswerError;
import org.onenet.services.forms.Answers;
import org.onenet.services.forms.CheckAnswers;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Asked;
import org.onenet.services.platform.web.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * Drafts: each citizen's own. Whatever is typed is kept; it is checked when asked, and at submit.
 */
@Path("applications")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("citizen")
@SecurityRequirement(name = "bearer")
public class ApplicationsResource {
  private final Applications applications;
  private final Catalogue catalogue;
  private final CheckAnswers checkAnswers;
  private final PrefillDraft prefillDraft;
  private final DiscardDraft discardDraft;
  private final Prefills prefills;
  private final Callers callers;
  private final Asked asked;
  private final Clock clock;

  @Inject
  public ApplicationsResource(
      Applications applications,
      Catalogue catalogue,
      CheckAnswers checkAnswers,
      PrefillDraft prefillDraft,
      DiscardDraft discardDraft,
      Prefills prefills,
      Callers callers,
      Asked asked,
      Clock clock) {
    this.applications = applications;
    this.catalogue = catalogue;
    this.checkAnswers = checkAnswers;
    this.prefillDraft = prefillDraft;
    this.discardDraft = discardDraft;
    this.prefills = prefills;
    this.callers = callers;
    this.asked = asked;
    this.clock = clock;
  }

  record Listing(List<ApplicationView> applications) {}

  record Saved(String service, Map<String, JsonNode> answers, String page, Long version) {}

  record PageAsked(String page) {}

  /** Evidence types left out: all that the service asks for. */
  record Consent(Boolean consent, List<String> evidenceTypes) {}

  record Checked(List<Wrong> errors) {}

  record Wrong(String field, String code, String message) {}

  @GET
  @RolesAllowed("citizen")
  @Operation(summary = "The caller's drafts, the last saved first")
  public Listing drafts() {
    return new Listing(
        applications.drafts(callers.caller().subject()).stream().map(this::view).toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed("citizen")
  @Operation(summary = "One of the caller's applications")
  public ApplicationView one(@PathParam("id") String id) {
    return view(mine(id));
  }

  @PUT
  @Path("{id}")
  @RolesAllowed("citizen")
  @Operation(summary = "Save a draft under an id of the client's choice; version null opens it")
  public Response save(@PathParam("id") String id, Saved saved) {
    Caller caller = callers.caller();
    UUID uuid = uuid(id);
    if (saved.answers() == null) {
      throw Refusal.malformed("answers", "an object of values by field", "以字段为名的对象");
    }
    if (saved.version() == null) return open(uuid, saved, caller);
    Draft draft = mine(id);
    ServiceDefinition definition = definition(draft);
    mustBeKnown(definition, saved);
    boolean kept =
        applications.save(
            uuid,
            saved.version(),
            Answers.tidy(definition, saved.answers()),
            Optional.ofNullable(saved.page()),
            clock.instant());
    if (!kept) throw stale(mine(id));
    return Response.ok(view(mine(id))).build();
  }

  private Response open(UUID id, Saved saved, Caller caller) {
    ServiceDefinition definition =
        Optional.ofNullable(saved.service())
            .flatMap(catalogue::current)
            .orElseThrow(
                () -> Refusal.malformed("service", "the identifier of a service", "服务事项标识"));
    mustBeKnown(definition, saved);
    boolean opened =
        applications.open(
            Draft.begun(
                id,
                caller.subject(),
                caller.name(),
                caller.citizenNumber(),
                definition.identifier(),
                definition.version(),
                Answers.tidy(definition, saved.answers()),
                Optional.ofNullable(saved.page()),
                clock.instant()));
    if (!opened) throw stale(mine(id.toString()));
    return Response.status(201).entity(view(mine(id.toString()))).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed("citizen")
  @Operation(summary = "Throw a draft away")
  public void discard(@PathParam("id") String id) {
    Draft draft = mine(id);
    if (!discardDraft.discard(draft.id())) throw alreadySubmitted();
  }

  @POST
  @Path("{id}/validation")
  @RolesAllowed("citizen")
  @Operation(summary = "Check the saved answers of one page")
  public Checked check(@PathParam("id") String id, PageAsked wanted) {
    Draft draft = mine(id);
    ServiceDefinition.Page page =
        definition(draft).form().pages().stream()
            .filter(one -> one.id().equals(wanted.page()))
            .findFirst()
            .orElseThrow(() -> Refusal.malformed("page", "a page of the form", "表单中的页面"));
    return new Checked(
        checkAnswers
            .page(
                page,
                draft.answers(),
                draft.id().toString(),
                WaivedDocuments.of(definition(draft), draft))
            .stream()
            .map(this::wrong)
            .toList());
  }

  @GET
  @Path("{id}/prefill")
  @RolesAllowed("citizen")
  @Operation(summary = "What registers would be asked for, how far that is, and what they told")
  public Prefilled prefill(@PathParam("id") String id) {
    Draft draft = mine(id);
    return prefills.view(draft, definition(draft));
  }

  @POST
  @Path("{id}/prefill")
  @RolesAllowed("citizen")
  @Operation(summary = "Say whether registers may be asked, and which; if so, they are")
  public Prefilled prefill(@PathParam("id") String id, Consent wanted) {
    Draft draft = mine(id);
    mustBeDraft(draft);
    if (wanted.consent() == null)
      throw Refusal.malformed("consent", "true or false", "true 或 false");
    ServiceDefinition definition = definition(draft);
    if (wanted.consent()) {
      prefillDraft.agree(draft, definition, prefills.chosen(definition, wanted.evidenceTypes()));
    } else {
      prefillDraft.decline(draft, definition);
    }
    return prefills.view(mine(id), definition);
  }

  private static void mustBeKnown(ServiceDefinition definition, Saved saved) {
    Answers.unknown(definition, saved.answers())
        .ifPresent(
            field -> {
              throw Refusal.malformed(
                  "answers." + field, "a field of this service's form", "该事项表单中的字段");
            });
  }

  private static void mustBeDraft(Draft draft) {
    if (draft.submitted()) throw alreadySubmitted();
  }

  private static Refusal alreadySubmitted() {
    return Refusal.of(
        409,
        "already-submitted",
        new Text("This application is submitted and no longer changes.", "该申请已提交，不能再修改。"));
  }

  private static Refusal stale(Draft current) {
    return Refusal.stale(
        new Text(
            "This draft was saved somewhere else since you opened it. Load it again; what you typed"
                + " here is not lost.",
            "该草稿已在其他地方保存。请重新加载；您在此处填写的内容不会丢失。"),
        current.version());
  }

  private Wrong wrong(AnswerError error) {
    return new Wrong(error.field(), error.code(), error.message().in(asked.language()));
  }

  private ApplicationView view(Draft draft) {
    return ApplicationView.of(
        draft,
        definition(draft),
        applications.documents(draft.id()),
        draft.caseReference().orElse(null));
  }

  private ServiceDefinition definition(Draft draft) {
    return catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
  }

  private Draft mine(String id) {
    String subject = callers.caller().subject();
    return applications
        .find(uuid(id))
        .filter(draft -> draft.owner().equals(subject))
        .orElseThrow(Refusal::notFound);
  }

  private static UUID uuid(String id) {
    return Ids.uuid(id).orElseThrow(() -> Refusal.malformed("id", "a UUID", "UUID"));
  }
}
