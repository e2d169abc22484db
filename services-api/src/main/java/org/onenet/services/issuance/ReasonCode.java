package org.onenet.services.issuance;

import java.util.Arrays;
import java.util.Optional;
import org.onenet.services.platform.Text;

/** Why a certificate is revoked; the number is what stands on chain and never changes. */
public enum ReasonCode {
  ISSUED_IN_ERROR(1, "issued-in-error", new Text("Issued in error", "签发有误")),
  FACTS_CHANGED(2, "facts-changed", new Text("The facts have changed", "情况发生变化")),
  HOLDER_REQUEST(3, "holder-request", new Text("The holder asked for it", "持有人申请")),
  KEY_COMPROMISED(4, "key-compromised", new Text("The signing key was compromised", "签名密钥泄露"));

  private final int number;
  private final String code;
  private final Text text;

  ReasonCode(int number, String code, Text text) {
    this.number = number;
    this.code = code;
    this.text = text;
  }

  public int number() {
    return number;
  }

  public String code() {
    return code;
  }

  public Text text() {
    return text;
  }

  /** The reason of that number on chain. */
  public static Optional<ReasonCode> of(int number) {
    return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
  }

  public static Optional<ReasonCode> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
  }
}
