package org.onenet.services.audit.rest;

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
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.audit.AuditEntry;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.credentials.audit.EntryProof;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;
import org.onenet.identity.rest.Callers;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.Actor;
import org.onenet.services.audit.AuditLog;
import org.onenet.services.audit.AuditWords;
import org.onenet.services.audit.CasesOfPeople;
import org.onenet.services.audit.Place;
import org.onenet.services.audit.ProveEntry;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.audit.SealAuditLog;
import org.onenet.services.audit.TellDataUses;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/** The audit log for auditors; their own reading of it is logged like any other. */
@Path("audit")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {
  private static final int MOST_SEALS = 1_000;
  private static final String LOG = "audit log";
  private static final String PURPOSE = "audit";

  private final AuditLog log;
  private final ReadLog reads;
  private final AuditWords words;
  private final CasesOfPeople cases;
  private final TellDataUses tell;
  private final ProveEntry proveEntry;
  private final SealAuditLog sealAuditLog;
  private final Callers callers;

  @Inject
  public AuditResource(
      AuditLog log,
      ReadLog reads,
      AuditWords words,
      CasesOfPeople cases,
      TellDataUses tell,
      ProveEntry proveEntry,
      SealAuditLog sealAuditLog,
      Callers callers) {
    this.log = log;
    this.reads = reads;
    this.words = words;
    this.cases = cases;
    this.tell = tell;
    this.proveEntry = proveEntry;
    this.sealAuditLog = sealAuditLog;
    this.callers = callers;
  }

  /**
   * @param next the {@code page} to go on with; null on the last
   */
  public record Entries(List<Row> entries, String next) {}

  /**
   * @param entry in the form that is hashed but for its reason, which is opened; {@code told} in
   *     words
   */
  public record Row(Map<String, Object> entry, AuditWords.Told told, boolean sealed) {}

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
  @Operation(
      summary = "Who did what with whose data, the newest first",
      description =
          "account: an id, or a part of a name. case: entries about it, and lists it stood in. The"
              + " next page: page = the answer's next.")
  public Entries entries(
      @QueryParam("stream") String stream,
      @QueryParam("subject") String subject,
      @QueryParam("account") String account,
      @QueryParam("act") String act,
      @QueryParam("case") String reference,
      @QueryParam("from") String from,
      @QueryParam("until") String until,
      @QueryParam("page") String page,
      @QueryParam("size") @DefaultValue("50") int size) {
    AuditLog.Filter filter =
        new AuditLog.Filter(
            Asking.given(stream),
            Asking.given(subject),
            Asking.given(account),
            Asking.given(act),
            Asking.given(reference),
            Asking.from(from),
            Asking.until(until),
            Asking.page(page),
            Asking.size(size));
    List<AuditEntry> found = log.entries(filter);
    reads.log(search(filter, found));
    Map<String, Long> sealed = log.sealedUpTo();
    return new Entries(
        found.stream()
            .map(
                entry ->
                    new Row(
                        readable(entry, log),
                        words.tell(entry, log.reason(entry)),
                        entry.number() <= sealed.getOrDefault(entry.stream(), 0L)))
            .toList(),
        found.size() < size ? null : Place.of(found.getLast()).token());
  }

  static Map<String, Object> readable(AuditEntry entry, AuditLog log) {
    Map<String, Object> members = new LinkedHashMap<>(entry.toJson());
    log.reason(entry).ifPresent(reason -> members.put("reason", reason));
    return members;
  }

  /** What was searched for, about whom; and where it was about many, whose cases were shown. */
  private Access search(AuditLog.Filter filter, List<AuditEntry> found) {
    Access search = Access.act(Actor.of(callers.caller()), "search", LOG, asked(filter), PURPOSE);
    if (filter.caseReference() == null) {
      return search.items(
          found.stream().flatMap(entry -> entry.caseReference().stream()).distinct().toList());
    }
    Access about = search.inCase(filter.caseReference());
    return cases.find(filter.caseReference()).map(one -> about.of(one.owner())).orElse(about);
  }

  @GET
  @Path("entries/{stream}/{number}/proof")
  @RolesAllowed({"auditor", "citizen"})
  @Operation(
      summary = "What proves an entry without us: `./onenet audit verify PROOF.json`",
      description = "Auditors: of each entry. Citizens: of those about them alone.")
  public Response proof(@PathParam("stream") String stream, @PathParam("number") long number) {
    Caller caller = callers.caller();
    if (!caller.is(Role.AUDITOR)) {
      TellDataUses.Use use =
          tell.one(caller.subject(), stream, number).orElseThrow(Refusal::notFound);
      if (use.shared()) {
        throw Refusal.of(
            403,
            "about-many",
            new Text(
                "This entry names other people's cases too: an auditor can prove it.",
                "该条目还涉及他人的办件，可由审计员出具证明。"));
      }
    }
    EntryProof proof = proveEntry.prove(stream, number).orElseThrow(Refusal::notFound);
    if (caller.is(Role.AUDITOR)) {
      reads.log(
          about(proof.entry(), Access.read(caller, "audit entry", stream + "/" + number, PURPOSE)));
    }
    return Response.ok(proof.toJson())
        .header("Cache-Control", "no-store")
        .header("Content-Disposition", "attachment; filename=\"proof-%d.json\"".formatted(number))
        .build();
  }

  private static Access about(AuditEntry entry, Access access) {
    Access about = entry.person().map(access::of).orElse(access);
    return entry.caseReference().map(about::inCase).orElse(about);
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

  /** The search in the words of its query. */
  private static String asked(AuditLog.Filter filter) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("stream", filter.stream());
    said.put("subject", filter.subject());
    said.put("account", filter.account());
    said.put("act", filter.act());
    said.put("case", filter.caseReference());
    said.put("from", filter.from());
    said.put("until", filter.until());
    said.values().removeIf(Objects::isNull);
    String words =
        said.entrySet().stream()
            .map(one -> one.getKey() + "=" + one.getValue())
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "everything" : words;
  }
}
