package org.onenet.services.cases.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.applications.Applications;
import org.onenet.services.applications.Document;
import org.onenet.services.applications.DocumentType;
import org.onenet.services.applications.Draft;
import org.onenet.services.catalogue.Catalogue;
import org.onenet.services.catalogue.ServiceDefinition;
import org.onenet.services.platform.Ids;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** Documents of a draft: put there, and taken out again, by its citizen. */
@Path("applications/{id}/documents")
@Singleton
@SecurityRequirement(name = "bearer")
public class UploadsResource {
  private static final int MOST_BYTES = 10 << 20;
  private static final int MOST_DOCUMENTS = 20;
  private static final int LONGEST_NAME = 200;

  private final Applications applications;
  private final Catalogue catalogue;
  private final Callers callers;
  private final Clock clock;

  @Inject
  public UploadsResource(
      Applications applications, Catalogue catalogue, Callers callers, Clock clock) {
    this.applications = applications;
    this.catalogue = catalogue;
    this.callers = callers;
    this.clock = clock;
  }

  @POST
  @RolesAllowed("citizen")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Upload a document: PDF, PNG or JPEG by its content, 10 MiB at most")
  public Response upload(
      @PathParam("id") UUID id,
      @QueryParam("field") String field,
      @QueryParam("name") String name,
      InputStream body)
      throws IOException {
    Draft draft = myDraft(id);
    ServiceDefinition definition =
        catalogue.version(draft.service(), draft.serviceVersion()).orElseThrow();
    boolean takesFiles =
        field != null
            && definition.field(field).filter(one -> one.type().equals("file")).isPresent();
    if (!takesFiles) throw Refusal.malformed("field", "a field for documents", "可上传文件的字段");
    if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
      throw Refusal.malformed("name", "a file name of 1 to 200 characters", "1 至 200 字的文件名");
    }
    if (applications.documents(id).size() >= MOST_DOCUMENTS) {
      throw Refusal.of(
          409,
          "too-many-documents",
          new Text("An application takes 20 documents at most.", "每份申请最多上传 20 份文件。"));
    }
    byte[] content = body.readNBytes(MOST_BYTES + 1);
    if (content.length > MOST_BYTES) {
      throw Refusal.of(
          413,
          "document-too-large",
          new Text("A document may have 10 MB at most.", "文件不能超过 10 MB。"));
    }
    DocumentType type =
        DocumentType.of(content)
            .orElseThrow(
                () ->
                    Refusal.of(
                        415,
                        "unsupported-document",
                        new Text(
                            "Upload a PDF, PNG or JPEG file; this one is none of them.",
                            "请上传 PDF、PNG 或 JPEG 文件。")));
    Document document =
        new Document(
            Ids.next(clock),
            field,
            name.replaceAll("[\\p{Cntrl}/\\\\]", "_"),
            type.mediaType(),
            content.length,
            sha256(content),
            false);
    if (!applications.add(id, document, content)) throw submitted();
    return Response.status(201).entity(document).build();
  }

  @DELETE
  @Path("{document}")
  @RolesAllowed("citizen")
  @Operation(summary = "Take a document out of a draft")
  public void remove(@PathParam("id") UUID id, @PathParam("document") UUID document) {
    Draft draft = myDraft(id);
    boolean there = applications.documents(id).stream().anyMatch(one -> one.id().equals(document));
    if (there && !applications.remove(draft.id(), document)) {
      throw Refusal.of(
          409,
          "document-submitted",
          new Text(
              "This document was submitted and stays with the case. Upload another beside it.",
              "该文件已随申请提交，须留存。您可以另行上传新文件。"));
    }
  }

  private Draft myDraft(UUID id) {
    Draft draft =
        applications
            .find(id)
            .filter(found -> found.owner().equals(callers.caller().subject()))
            .orElseThrow(Refusal::notFound);
    if (draft.submitted()) throw submitted();
    return draft;
  }

  private static Refusal submitted() {
    return Refusal.of(
        409,
        "already-submitted",
        new Text("This application is submitted and no longer changes.", "该申请已提交，不能再修改。"));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
