package org.onenet.services.wallets.rest;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.onenet.identity.rest.Callers;
import org.onenet.services.cases.Case;
import org.onenet.services.cases.Cases;
import org.onenet.services.platform.QrCode;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.wallets.MakeOffer;

/** A holder asks for an offer, for a certificate or for a case that may still come to one. */
@Path("cases/{reference}/wallet-offers")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "bearer")
public class WalletOffersResource {
  private final Cases cases;
  private final MakeOffer makeOffer;
  private final CredentialOffers offers;
  private final Callers callers;

  @Inject
  WalletOffersResource(Cases cases, MakeOffer makeOffer, CredentialOffers offers, Callers callers) {
    this.cases = cases;
    this.makeOffer = makeOffer;
    this.offers = offers;
    this.callers = callers;
  }

  /**
   * @param link opens a wallet on this device; {@code linkByValue} for one that cannot fetch
   * @param qrCode the link as a PNG, in base64
   * @param pin what the wallet will ask for
   */
  public record Offer(
      String link, String linkByValue, String qrCode, String pin, String expiresAt) {}

  @POST
  @RolesAllowed("citizen")
  @Operation(summary = "Offer the case's certificate to a wallet, for ten minutes")
  public Response offer(@PathParam("reference") String reference) {
    String holder = callers.caller().subject();
    Case file =
        cases
            .find(reference)
            .filter(found -> found.facts().owner().equals(holder))
            .orElseThrow(Refusal::notFound);
    return switch (makeOffer.make(file)) {
      case MakeOffer.Result.Made made -> {
        String link = offers.byReference(made.token());
        yield Response.status(201)
            .entity(
                new Offer(
                    link,
                    offers.byValue(made.token(), made.credentialType()),
                    QrCode.png(link),
                    made.pin(),
                    made.expiresAt().toString()))
            .build();
      }
      case MakeOffer.Result.NothingToOffer nothing ->
          throw Refusal.of(
              409,
              "nothing-to-offer",
              new Text(
                  "There is no certificate in force that a wallet could be given.",
                  "没有可放入钱包的有效证照。"));
    };
  }
}
