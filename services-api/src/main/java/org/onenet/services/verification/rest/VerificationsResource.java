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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.Verdict;
import org.onenet.services.issuance.CertificatePdf;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.verification.KnownCredentials;
import org.onenet.services.verification.VerifyCredential;

/** Verdicts for everybody: a JWT as text or in JSON, or the PDF that carries it. */
@Path("verifications")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class VerificationsResource {
  private static final int MOST_TEXT = 128 << 10;
  private static final int MOST_PDF = 5 << 20;

  private final VerifyCredential verifyCredential;
  private final KnownCredentials known;

  @Inject
  public VerificationsResource(VerifyCredential verifyCredential, KnownCredentials known) {
    this.verifyCredential = verifyCredential;
    this.known = known;
  }

  public record Asked(String credential) {}

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Judge a certificate")
  public VerdictView json(Asked asked) {
    return verdict(asked.credential());
  }

  @POST
  @PermitAll
  @Consumes({"application/vc+jwt", "application/dc+sd-jwt", MediaType.TEXT_PLAIN})
  @Operation(hidden = true)
  public VerdictView text(InputStream body) throws IOException {
    return verdict(new String(read(body, MOST_TEXT), StandardCharsets.US_ASCII));
  }

  @POST
  @PermitAll
  @Consumes("application/pdf")
  @Operation(hidden = true)
  public VerdictView pdf(InputStream body) throws IOException {
    return verdict(
        CertificatePdf.jwtOf(read(body, MOST_PDF))
            .orElseThrow(
                () ->
                    Refusal.of(
                        422,
                        "no-certificate-inside",
                        new Text(
                            "This PDF carries no certificate. Use the file as it was downloaded.",
                            "此 PDF 中没有证照数据，请使用原始下载文件。"))));
  }

  private VerdictView verdict(String credential) {
    if (credential == null || credential.isBlank()) {
      throw Refusal.malformed("credential", "a certificate's JWT", "证照的 JWT");
    }
    Verdict verdict = verifyCredential.verify(credential);
    return VerdictView.of(
        verdict, verdict.credential().flatMap(read -> known.byDigest(read.digest().hex())));
  }

  private static byte[] read(InputStream body, int most) throws IOException {
    byte[] bytes = body.readNBytes(most + 1);
    if (bytes.length > most) {
      throw Refusal.of(
          413,
          "too-large",
          new Text("At most " + most / 1024 + " KB are taken.", "最大 " + most / 1024 + " KB。"));
    }
    return bytes;
  }
}
