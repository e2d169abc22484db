package org.onenet.services.wallets.rest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.services.platform.Settings;
import org.onenet.services.platform.web.Json;
import org.onenet.services.wallets.MakeOffer;

/**
 * Credential offers on the wire.
 *
 * <pre>
 * {"credential_issuer":"https://lanting.example","credential_configuration_ids":["ResidenceCertificate"],
 *  "grants":{"urn:ietf:params:oauth:grant-type:pre-authorized_code":{"pre-authorized_code":"…",
 *   "tx_code":{"input_mode":"numeric","length":6,"description":"…"},"authorization_server":"https://lanting.example"}}}
 * </pre>
 *
 * @see <a
 *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-4">
 *     OpenID4VCI 1.0 §4</a>
 */
@Singleton
class CredentialOffers {
  private static final String SCHEME = "openid-credential-offer://";

  private final String publicUrl;

  @Inject
  CredentialOffers(Settings settings) {
    this.publicUrl = settings.publicUrl().toString();
  }

  Map<String, Object> document(String token, String credentialType) {
    Map<String, Object> pin = new LinkedHashMap<>();
    pin.put("input_mode", "numeric");
    pin.put("length", 6);
    pin.put("description", "The six digits shown beside the QR code / 二维码旁显示的六位数字");
    Map<String, Object> grant = new LinkedHashMap<>();
    grant.put("pre-authorized_code", MakeOffer.code(token));
    grant.put("tx_code", pin);
    grant.put("authorization_server", publicUrl);
    Map<String, Object> offer = new LinkedHashMap<>();
    offer.put("credential_issuer", publicUrl);
    offer.put("credential_configuration_ids", List.of(credentialType));
    offer.put("grants", Map.of(WalletResource.PRE_AUTHORISED, grant));
    return offer;
  }

  String byReference(String token) {
    return SCHEME + "?credential_offer_uri=" + encoded(publicUrl + "/wallet/offers/" + token);
  }

  String byValue(String token, String credentialType) {
    return SCHEME
        + "?credential_offer="
        + encoded(Json.MAPPER.writeValueAsString(document(token, credentialType)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
