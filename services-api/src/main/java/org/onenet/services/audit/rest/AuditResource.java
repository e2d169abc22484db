package org.onenet.services.audit.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.identity.Caller;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.audit.SealAuditLog;
import org.onenet.services.platform.web.Refusal;

/** The audit log for auditors; their own reading of it is logged like any other. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int MOST = 200;
  private static final int MOST_SEALS = 1_000;
  private static final String LOG = "audit log";
  private static final String PURPOSE = "audit";

  private final AuditLog log;
  private final ReadLog reads;
  private final SealAuditLog sealAuditLog;
  private final Callers callers;

  /** For the container's proxy only. */
  protected AuditResource() {
    this(null, null, null, null);
  }

  @Inject
  public AuditResource(AuditLog log, ReadLog reads, SealAuditLog sealAuditLog, Callers callers) {
    this.log = log;
    this.reads = reads;
    this.sealAuditLog = sealAuditLog;
    this.callers = callers;
  }

  /**
   * @param entries in the form that is hashed
   */
  public record Entries(List<Map<String, Object>> entries) {}

  public record Seals(List<Sealed> seals) {}

  /**
   * @param digest what is registered on chain, to be asked for at {@code /registrations/{digest}}
   */
  public record Sealed(Map<String, Object> seal, String digest) {
    static Sealed of(AuditSeal seal) {
      return new Sealed(seal.toJson(), seal.digest().hex());
    }
  }

  @GET
  @Path("entries")
  @RolesAllowed("auditor")
  @Operation(summary = "Who did what with whose data, the newest first")
  public Response entries(
      @QueryParam("stream") String stream,
      @QueryParam("subject") String subject,
      @QueryParam("account") String account,
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("page") @DefaultValue("0") int page,
      @QueryParam("size") @DefaultValue("50") int size) {
    if (page < 0 || size < 1 || size > MOST) {
      throw Refusal.malformed("size", "1 to " + MOST + ", and page from 0", "1 到 200，页码从 0 开始");
    }
    AuditLog.Filter filter =
        new AuditLog.Filter(
            given(stream),
            given(subject),
            given(account),
            time("from", from),
            time("until", until),
            page,
            size);
    Caller caller = callers.caller();
    reads.log(Access.read(caller, LOG, asked(filter), PURPOSE));
    return Response.ok(new Entries(log.entries(filter).stream().map(AuditEntry::toJson).toList()))
        .header("Cache-Control", "no-store")
        .build();
  }

  @GET
  @Path("export")
  @RolesAllowed("auditor")
  @Produces(MediaType.WILDCARD)
  @Operation(
      summary = "The whole log as it is now, for `./onenet audit verify`",
      description =
          "Newline-delimited JSON: the seals, each entry in canonical form (RFC 8785) with its"
              + " hash, and each stream's head.")
  public Response export() {
    reads.log(Access.read(callers.caller(), LOG, "everything", "export"));
    StreamingOutput lines = this::write;
    return Response.ok(lines, "application/x-ndjson")
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"audit.ndjson\"")
        .build();
  }

  private void write(OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      log.export(
          line -> {
            try {
              writer.write(line.text());
              writer.write('\n');
            } catch (IOException gone) {
              throw new UncheckedIOException(gone);
            }
          });
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
    writer.flush();
  }

  @GET
  @Path("seals")
  @RolesAllowed({"auditor", "admin"})
  @Operation(summary = "The seals, the newest first")
  public Seals seals() {
    return new Seals(log.seals(MOST_SEALS).stream().map(Sealed::of).toList());
  }

  @POST
  @Path("seals")
  @RolesAllowed({"auditor", "admin"})
  @Operation(
      summary = "Seal now what was logged since the last seal",
      description = "The seal waits for nothing: a worker registers it on chain.")
  public Response seal() {
    reads.log(Access.act(Actor.of(callers.caller()), "seal", LOG, "everything", "on demand"));
    return sealAuditLog
        .now()
        .map(seal -> Response.status(201).entity(Sealed.of(seal)).build())
        .orElseGet(() -> Response.noContent().build()); // another was faster
  }

  private static String asked(AuditLog.Filter filter) {
    if (filter.subject() != null) return filter.subject();
    if (filter.account() != null) return filter.account();
    return filter.stream() != null ? filter.stream() : "everything";
  }

  private static String given(String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  private static Instant time(String field, String text) {
    if (given(text) == null) return null;
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw Refusal.malformed(
          field, "a time such as 2026-11-27T00:00:00Z", "时间，例如 2026-11-27T00:00:00Z");
    }
  }
}
