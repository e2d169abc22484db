package org.onenet.services.issuance;

import static org.onenet.services.issuance.ActKind.REINSTATE;
import static org.onenet.services.issuance.ActKind.REVOKE;
import static org.onenet.services.issuance.ActKind.SUSPEND;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.onenet.services.platform.Text;

/**
 * Why a certificate's status is changed, each reason for some kinds of act; the number is what
 * stands on chain and never changes.
 */
public enum ReasonCode {
  ISSUED_IN_ERROR(1, "issued-in-error", new Text("Issued in error", "签发有误"), REVOKE),
  FACTS_CHANGED(2, "facts-changed", new Text("The facts have changed", "情况发生变化"), REVOKE),
  HOLDER_REQUEST(
      3,
      "holder-request",
      new Text("The holder asked for it", "持有人申请"),
      SUSPEND,
      REINSTATE,
      REVOKE),
  KEY_COMPROMISED(
      4, "key-compromised", new Text("The signing key was compromised", "签名密钥泄露"), REVOKE),
  UNDER_REVIEW(5, "under-review", new Text("It is being looked into", "正在核查"), SUSPEND),
  REPORTED_LOST(6, "reported-lost", new Text("Reported lost or stolen", "已挂失"), SUSPEND),
  OBLIGATION_NOT_MET(
      7, "obligation-not-met", new Text("An obligation is not met", "未履行法定义务"), SUSPEND),
  CLEARED(8, "cleared", new Text("The matter is cleared up", "核查完毕"), REINSTATE),
  OBLIGATION_MET(9, "obligation-met", new Text("The obligation is met", "已履行法定义务"), REINSTATE),
  SUSPENDED_IN_ERROR(10, "suspended-in-error", new Text("Suspended in error", "暂停有误"), REINSTATE);

  private final int number;
  private final String code;
  private final Text text;
  private final Set<ActKind> kinds;

  ReasonCode(int number, String code, Text text, ActKind... kinds) {
    this.number = number;
    this.code = code;
    this.text = text;
    this.kinds = Set.of(kinds);
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

  public boolean isFor(ActKind kind) {
    return kinds.contains(kind);
  }

  /** The reasons that an act of this kind may have. */
  public static List<ReasonCode> of(ActKind kind) {
    return Arrays.stream(values()).filter(reason -> reason.isFor(kind)).toList();
  }

  /** The reason of that number on chain. */
  public static Optional<ReasonCode> of(int number) {
    return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
  }

  public static Optional<ReasonCode> of(String code) {
    return Arrays.stream(values()).filter(reason -> reason.code.equals(code)).findFirst();
  }
}
