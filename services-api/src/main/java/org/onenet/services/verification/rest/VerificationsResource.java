package org.onenet.services.verification.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.onenet.credentials.PdfCertificate;
import org.onenet.credentials.Shown;
import org.onenet.credentials.UnreadablePdf;
import org.onenet.credentials.Verdict;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.JsonBody;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.KnownCredentials.Known;
import org.onenet.services.verification.VerifyCredential;
import org.onenet.services.verification.VerifyPdf;

/** Verdicts for everybody: JWTs as text or in JSON, or the PDF that carries one. */
@Path("verifications")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class VerificationsResource {
  /** A thousand certificates with their receipts, at 8 KB each. */
  static final int MOST_JSON = 8 << 20;

  private static final JsonBody.Large<AskedVerdicts> BODIES =
      new JsonBody.Large<>(AskedVerdicts.class, MOST_JSON);

  private static final int MOST_TEXT = 128 << 10;
  private static final int MOST_PDF = 1 << 20;

  private final VerifyCredential verifyCredential;
  private final VerifyPdf verifyPdf;
  private final KnownCredentials known;

  @Inject
  public VerificationsResource(
      VerifyCredential verifyCredential, VerifyPdf verifyPdf, KnownCredentials known) {
    this.verifyCredential = verifyCredential;
    this.verifyPdf = verifyPdf;
    this.known = known;
  }

  /** In the order of the question. */
  public record Verdicts(List<VerdictView> verdicts) {}

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Judge a certificate, or up to 1,000 of them",
      description =
          "{\"credential\": …} answers one verdict, {\"credentials\": […]} answers {\"verdicts\": […]} in"
              + " the same order. A text is a vc+jwt, an SD-JWT VC or a presentation of one;"
              + " audience and nonce are what its holder was asked to sign, receipt is that of a"
              + " registration in a batch. A text that is no certificate is a verdict too.")
  @RequestBody(content = @Content(schema = @Schema(implementation = AskedVerdicts.class)))
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {VerdictView.class, Verdicts.class})))
  public Object json(InputStream body) throws IOException {
    AskedVerdicts asked = BODIES.read(body);
    return asked.isOfMany() ? verdicts(asked.many()) : verdict(asked.one());
  }

  @POST
  @PermitAll
  @Consumes({"application/vc+jwt", "application/dc+sd-jwt", MediaType.TEXT_PLAIN})
  @Operation(hidden = true)
  public VerdictView text(InputStream body) throws IOException {
    return verdict(new String(JsonBody.bytes(body, MOST_TEXT), StandardCharsets.US_ASCII));
  }

  @POST
  @PermitAll
  @Consumes("application/pdf")
  @Operation(hidden = true)
  public VerdictView pdf(InputStream body) throws IOException {
    byte[] file = JsonBody.bytes(body, MOST_PDF);
    PdfCertificate pdf;
    try {
      pdf = PdfCertificate.read(file);
    } catch (UnreadablePdf unreadable) {
      throw refused(unreadable.reason());
    }
    return views(List.of(verifyPdf.verify(pdf))).getFirst();
  }

  private static Refusal refused(UnreadablePdf.Reason reason) {
    return switch (reason) {
      case NOT_A_PDF, NO_CERTIFICATE ->
          Refusal.of(
              422,
              "no-certificate-inside",
              new Text(
                  "This PDF carries no certificate. Use the file as it was downloaded.",
                  "此 PDF 中没有证照数据，请使用原始下载文件。"));
      case TOO_LARGE ->
          Refusal.of(
              413,
              "too-large",
              new Text("This PDF is larger than a certificate's can be.", "此 PDF 超出证照文件的大小上限。"));
      case ENCRYPTED ->
          Refusal.of(
              422,
              "pdf-encrypted",
              new Text(
                  "This PDF is encrypted. Use the file as it was downloaded.",
                  "此 PDF 已加密，请使用原始下载文件。"));
      case TOO_COMPLEX ->
          Refusal.of(
              422,
              "pdf-too-complex",
              new Text(
                  "There is more in this PDF than in any certificate's. Use the file as it was"
                      + " downloaded.",
                  "此 PDF 的内容超出证照文件的范围，请使用原始下载文件。"));
      case SEVERAL_CERTIFICATES ->
          Refusal.of(
              422,
              "pdf-several-certificates",
              new Text(
                  "This PDF carries more than one certificate: it cannot be told which one its page"
                      + " shows.",
                  "此 PDF 中含有多份证照数据，无法判断页面所示为哪一份。"));
    };
  }

  private VerdictView verdict(String credential) {
    if (credential == null || credential.isBlank()) {
      throw Refusal.malformed("credential", "a certificate's JWT", "证照的 JWT");
    }
    return verdict(Shown.of(credential));
  }

  private VerdictView verdict(Shown shown) {
    return views(List.of(verifyCredential.verify(shown))).getFirst();
  }

  private Verdicts verdicts(List<Shown> shown) {
    return new Verdicts(views(verifyCredential.verify(shown)));
  }

  private List<VerdictView> views(List<Verdict> verdicts) {
    Set<String> digests =
        verdicts.stream()
            .flatMap(verdict -> verdict.credential().stream())
            .map(read -> read.digest().hex())
            .collect(Collectors.toSet());
    Map<String, Known> ours = digests.isEmpty() ? Map.of() : known.byDigests(digests);
    return verdicts.stream()
        .map(
            verdict ->
                VerdictView.of(
                    verdict, verdict.credential().map(read -> ours.get(read.digest().hex()))))
        .toList();
  }
}
