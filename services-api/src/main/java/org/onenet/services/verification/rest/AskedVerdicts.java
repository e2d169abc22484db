package org.onenet.services.verification.rest;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.onenet.credentials.KeyBindingExpected;
import org.onenet.credentials.MalformedReceipt;
import org.onenet.credentials.RegistrationReceipt;
import org.onenet.credentials.Shown;
import org.onenet.services.platform.web.Refusal;

/**
 * What verdicts are asked for: one certificate with what was shown beside it, or up to {@value
 * #MOST} of them, each a text or the same object again.
 *
 * <pre>
 * {"credential": "eyJ…", "receipt": {…}, "audience": "https://verifier.example", "nonce": "n-0S6"}
 * {"credentials": ["eyJ…", "eyJ…~WyJ…~", {"credential": "eyJ…~…~eyJ…", "audience": "…", "nonce": "…"}]}
 * </pre>
 *
 * @param receipt of a registration in a batch, as {@link RegistrationReceipt} tells it
 * @param audience whom the holder was asked to sign for (RFC 9901 §4.3), together with {@code
 *     nonce}
 */
public record AskedVerdicts(
    String credential,
    Map<String, Object> receipt,
    String audience,
    String nonce,
    List<One> credentials) {
  static final int MOST = 1_000;

  /** One of many. */
  public record One(String credential, Map<String, Object> receipt, String audience, String nonce) {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public One {}

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static One text(String credential) {
      return new One(credential, null, null, null);
    }
  }

  boolean isOfMany() {
    return credentials != null;
  }

  /**
   * @throws Refusal naming the field that is not as it must be
   */
  Shown one() {
    if (credential == null || credential.isBlank()) throw noText("credential");
    return shown(new One(credential, receipt, audience, nonce), "");
  }

  /**
   * @throws Refusal naming the field that is not as it must be; a text may say what it likes
   */
  List<Shown> many() {
    if (credentials.isEmpty() || credentials.size() > MOST) {
      throw Refusal.malformed(
          "credentials",
          "1 to " + MOST + " certificates, not " + credentials.size(),
          "1 至 " + MOST + " 份证照，而非 " + credentials.size() + " 份");
    }
    if (credential != null || receipt != null || audience != null || nonce != null) {
      throw Refusal.malformed(
          "credentials", "nothing beside it", "不得与 credential、receipt、audience、nonce 同时出现");
    }
    List<Shown> all = new ArrayList<>(credentials.size());
    for (int i = 0; i < credentials.size(); i++) {
      String place = "credentials[" + i + "]";
      One one = credentials.get(i);
      if (one == null || one.credential() == null) throw noText(place);
      all.add(shown(one, place + "."));
    }
    return all;
  }

  private static Shown shown(One one, String before) {
    if ((one.audience() == null) != (one.nonce() == null)) {
      throw Refusal.malformed(
          before + (one.audience() == null ? "audience" : "nonce"),
          "audience and nonce together",
          "audience 与 nonce 同时提供");
    }
    return new Shown(
        one.credential(),
        Optional.ofNullable(one.receipt()).map(receipt -> receipt(receipt, before + "receipt")),
        Optional.ofNullable(one.audience())
            .map(audience -> new KeyBindingExpected(audience, one.nonce())));
  }

  private static RegistrationReceipt receipt(Map<String, Object> receipt, String field) {
    try {
      return RegistrationReceipt.of(receipt);
    } catch (MalformedReceipt e) {
      throw Refusal.malformed(field, "a receipt: " + e.getMessage(), "登记回执：" + e.getMessage());
    }
  }

  private static Refusal noText(String field) {
    return Refusal.malformed(field, "a certificate's JWT", "证照的 JWT");
  }
}
