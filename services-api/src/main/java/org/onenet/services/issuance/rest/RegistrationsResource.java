package org.onenet.services.issuance.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.contracts.ChainUnreachable;
import org.onenet.credentials.Digest;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.services.issuance.FindReceipts;
import org.onenet.services.issuance.KeptCredentials.Registration;
import org.onenet.services.issuance.Registrations;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;

/**
 * How far a certificate's registration is, for whoever has the certificate or its copy: they alone
 * know its digest, which is salted by its signature and says nothing of anybody.
 */
@Path("registrations/{digest}")
@Singleton
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
public class RegistrationsResource {
  private final Registrations registrations;
  private final FindReceipts findReceipts;

  @Inject
  public RegistrationsResource(Registrations registrations, FindReceipts findReceipts) {
    this.registrations = registrations;
    this.findReceipts = findReceipts;
  }

  /**
   * A registration.
   *
   * @param registered {@code yes} or {@code not-yet}, which is no fault: the certificate is valid
   *     at once
   * @param state queued, sent, confirmed or final
   * @param mode digests (by itself) or root (in a batch)
   * @param transaction and block, once it is in one
   * @param receipt of a registration in a batch, see {@link RegistrationReceipt}; null before, and
   *     where none is needed
   */
  public record RegistrationView(
      String digest,
      String registered,
      String state,
      String mode,
      String transaction,
      Long block,
      Map<String, Object> receipt) {}

  @GET
  @PermitAll
  @Operation(
      summary = "How far a certificate's registration on chain is, and its receipt",
      description =
          "By the SHA-256 of the certificate's compact form, in hexadecimal: for an SD-JWT VC the"
              + " issuer's JWT alone. `registered` is yes or not-yet; `receipt` is there for what is"
              + " registered in a batch, and is all that a verifier needs beside the chain.")
  public RegistrationView one(@PathParam("digest") String digest) {
    Digest asked = digest(digest);
    Registration found = registrations.find(asked).orElseThrow(Refusal::notFound);
    boolean inABlock = found.block() != null;
    return new RegistrationView(
        asked.hex(),
        inABlock ? "yes" : "not-yet",
        found.state(),
        found.mode(),
        inABlock ? found.transaction() : null,
        found.block(),
        receipt(asked));
  }

  private Map<String, Object> receipt(Digest digest) {
    try {
      return findReceipts.find(digest).map(RegistrationReceipt::toJson).orElse(null);
    } catch (ChainUnreachable e) {
      throw Refusal.of(
          503,
          "registry-away",
          new Text(
              "The public registry cannot be reached at the moment, so there is no receipt.",
              "暂时无法连接公共登记链，因此无法出具登记回执。"));
    }
  }

  private static Digest digest(String text) {
    try {
      return new Digest(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed("digest", "64 lower-case hexadecimal digits", "64 位小写十六进制数字");
    }
  }
}
