package org.onenet.services.presentations.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.credentials.ClientIdPrefix;
import org.onenet.credentials.DcqlQuery;
import org.onenet.services.audit.Access;
import org.onenet.services.audit.ReadLog;
import org.onenet.services.platform.QrCode;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.presentations.Presentation;
import org.onenet.services.presentations.Presentation.Profile;
import org.onenet.services.presentations.Presentations;
import org.onenet.services.presentations.RequestPresentation;
import org.onenet.services.presentations.RequestPresentation.Manner;
import org.onenet.services.presentations.Shown;
import org.onenet.services.presentations.Templates;
import org.onenet.services.presentations.Templates.Template;
import org.onenet.services.presentations.Verifier;

/** A registered organisation asks wallets, and reads what was shown. */
@Path("presentations")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class PresentationsResource {
  private static final int MOST_LISTED = 50;

  private final Presentations presentations;
  private final Templates templates;
  private final RequestPresentation request;
  private final PresentationViews views;
  private final Asking asking;
  private final ReadLog readLog;
  private final Clock clock;

  @Inject
  PresentationsResource(
      Presentations presentations,
      Templates templates,
      RequestPresentation request,
      PresentationViews views,
      Asking asking,
      ReadLog readLog,
      Clock clock) {
    this.presentations = presentations;
    this.templates = templates;
    this.request = request;
    this.views = views;
    this.asking = asking;
    this.readLog = readLog;
    this.clock = clock;
  }

  /**
   * By a template, or by a purpose with a query.
   *
   * <pre>
   * {"purpose":"reader-card","query":{"credentials":[{"id":"home","format":"dc+sd-jwt",
   *   "meta":{"vct_values":["https://lanting.example/credential-types/ResidenceCertificate"]},
   *   "claims":[{"path":["fullName"]}]}]},
   *  "clientIdPrefix":"x509_hash","responseMode":"direct_post.jwt"}
   * {"template":"0190…","haip":true,"redirectUri":"https://library.example/reader-card"}
   * </pre>
   *
   * @param clientIdPrefix x509_san_dns, x509_hash or decentralized_identifier; the last when left
   *     out
   * @param responseMode direct_post or direct_post.jwt; the last when left out
   * @param haip the high assurance profile, which sets both
   * @param redirectUri for a wallet on the holder's device; one of those registered
   */
  public record New(
      String template,
      String purpose,
      Map<String, Object> query,
      String clientIdPrefix,
      String responseMode,
      Boolean haip,
      String redirectUri) {}

  /**
   * @param link opens a wallet on this device
   * @param qrCode the link as a PNG, in base64
   */
  public record Made(String link, String qrCode, PresentationViews.View presentation) {}

  public record Listing(List<PresentationViews.View> presentations) {}

  @POST
  @RolesAllowed("verifier")
  @Operation(
      summary = "Ask a wallet (OpenID4VP 1.0), for ten minutes",
      description = "By a saved template, or by a registered purpose and a DCQL query within it.")
  public Response ask(New wanted) {
    Verifier verifier = asking.verifier();
    Optional<Template> template =
        Optional.ofNullable(wanted.template()).map(id -> template(verifier, id));
    if (template.isPresent() && (wanted.query() != null || wanted.purpose() != null)) {
      throw Refusal.malformed(
          "template", "neither purpose nor query beside it", "不得与 purpose、query 同时出现");
    }
    DcqlQuery query =
        template.map(Template::query).orElseGet(() -> AskedQuery.read(wanted.query()));
    String purpose = template.map(Template::purpose).orElse(wanted.purpose());
    return made(
        request.ask(verifier, purpose, query, manner(wanted), asking.caller().subject()), views);
  }

  static Response made(RequestPresentation.Result result, PresentationViews views) {
    return switch (result) {
      case RequestPresentation.Result.Made made ->
          Response.status(201)
              .header("Cache-Control", "no-store")
              .entity(
                  new Made(
                      made.link(),
                      QrCode.png(made.link()),
                      views.view(new Presentation.Waiting(made.facts()), Optional.empty())))
              .build();
      case RequestPresentation.Result.Refused refused ->
          throw Refusal.malformed(
              refused.field(), refused.expected().en(), refused.expected().zh());
    };
  }

  private Template template(Verifier verifier, String id) {
    try {
      return templates
          .find(verifier.identifier(), UUID.fromString(id))
          .orElseThrow(Refusal::notFound);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("template", "the id of one of your templates", "贵单位模板的标识");
    }
  }

  private static Manner manner(New wanted) {
    Optional<String> redirect = Optional.ofNullable(wanted.redirectUri());
    if (Boolean.TRUE.equals(wanted.haip())) {
      if (wanted.clientIdPrefix() != null || wanted.responseMode() != null) {
        throw Refusal.malformed(
            "haip",
            "neither clientIdPrefix nor responseMode beside it: it sets both",
            "不得与 clientIdPrefix、responseMode 同时出现");
      }
      return Manner.haip(redirect);
    }
    return new Manner(Profile.OPENID4VP, prefix(wanted), encrypted(wanted), redirect);
  }

  private static ClientIdPrefix prefix(New wanted) {
    if (wanted.clientIdPrefix() == null) return ClientIdPrefix.DECENTRALIZED_IDENTIFIER;
    for (ClientIdPrefix prefix : ClientIdPrefix.values()) {
      if (prefix.word().equals(wanted.clientIdPrefix())) return prefix;
    }
    String known = "x509_san_dns, x509_hash, decentralized_identifier";
    throw Refusal.malformed("clientIdPrefix", known, known);
  }

  private static boolean encrypted(New wanted) {
    String mode = Optional.ofNullable(wanted.responseMode()).orElse("direct_post.jwt");
    return switch (mode.toLowerCase(Locale.ROOT)) {
      case "direct_post" -> false;
      case "direct_post.jwt" -> true;
      default ->
          throw Refusal.malformed(
              "responseMode", "direct_post or direct_post.jwt", "direct_post 或 direct_post.jwt");
    };
  }

  @GET
  @RolesAllowed("verifier")
  @Operation(
      summary = "The organisation's last questions, the newest first, without what was shown")
  public Listing all() {
    return new Listing(
        presentations.of(asking.verifier().identifier(), MOST_LISTED, clock.instant()).stream()
            .map(one -> views.view(one, Optional.empty()))
            .toList());
  }

  @GET
  @Path("{id}")
  @RolesAllowed("verifier")
  @Operation(
      summary = "A question, and what was shown; for a same-device one with its response code")
  public Response one(@PathParam("id") UUID id, @QueryParam("responseCode") String responseCode) {
    Verifier verifier = asking.verifier();
    Presentation presentation =
        presentations
            .find(id, clock.instant())
            .filter(
                found ->
                    found.facts().asker().verifier().equals(Optional.of(verifier.identifier())))
            .orElseThrow(Refusal::notFound);
    Optional<List<Shown>> shown = readable(presentation, responseCode);
    if (shown.isPresent()) {
      // A wallet tells no account, and the city does not look for one: no person here
      readLog.log(
          Access.read(
              asking.caller(),
              "presentation",
              id.toString(),
              presentation.facts().why().identifier()));
    }
    return Response.ok(views.view(presentation, shown)).header("Cache-Control", "no-store").build();
  }

  /** OpenID4VP 1.0 §8.2: who brings the code back is who began. */
  static Optional<List<Shown>> readable(Presentation presentation, String responseCode) {
    if (!(presentation instanceof Presentation.Answered answered)) return Optional.empty();
    boolean proved =
        answered.responseCode().isEmpty()
            || (responseCode != null
                && answered.responseCode().get().equals(Secret.hash(responseCode)));
    return proved ? answered.shown() : Optional.empty();
  }
}
