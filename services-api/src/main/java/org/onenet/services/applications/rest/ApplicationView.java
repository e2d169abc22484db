package org.onenet.services.applications.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.Draft;
import org.onenet.services.applications.Provenance;
import org.onenet.services.applications.WaivedDocuments;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.forms.Answers;
import org.onenet.services.forms.Conditions;
import org.onenet.services.platform.Text;
import tools.jackson.databind.JsonNode;

/**
 * A draft on the wire. {@code case} is null until it is submitted.
 *
 * @param waived ids of fields whose documents a register makes needless
 */
record ApplicationView(
    UUID id,
    String service,
    int serviceVersion,
    Text serviceName,
    String state,
    Map<String, JsonNode> answers,
    Map<String, Provenance> provenance,
    String consent,
    String page,
    long version,
    String savedAt,
    Progress progress,
    Set<String> waived,
    List<Document> documents,
    @JsonProperty("case") String reference) {

  /** Pages whose required answers are all there, of the pages that are asked. */
  record Progress(int done, int of) {}

  static ApplicationView of(
      Draft draft, ServiceDefinition definition, List<Document> documents, String reference) {
    Set<String> waived = draft.submitted() ? Set.of() : WaivedDocuments.of(definition, draft);
    List<ServiceDefinition.Page> pages = Conditions.pages(definition, draft.answers());
    int done =
        (int)
            pages.stream()
                .filter(
                    page ->
                        Conditions.asked(page, draft.answers()).stream()
                            .filter(field -> field.required() && !waived.contains(field.id()))
                            .noneMatch(field -> Answers.isEmpty(draft.answers().get(field.id()))))
                .count();
    return new ApplicationView(
        draft.id(),
        draft.service(),
        draft.serviceVersion(),
        definition.name(),
        draft.submitted() ? "submitted" : "draft",
        draft.answers(),
        draft.provenance(),
        draft.consent().name().toLowerCase(java.util.Locale.ROOT),
        draft.page().orElse(null),
        draft.version(),
        draft.savedAt().toString(),
        new Progress(done, pages.size()),
        waived,
        documents,
        reference);
  }
}
