package org.onenet.services.verification;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.onenet.credentials.Verdict.Check;
import org.onenet.credentials.VerdictCode;
import org.onenet.services.issuance.ReasonCode;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Text;

/** What a check asks and what it found, in words for everybody. */
public final class VerdictTexts {
  private static final Map<String, Text> TITLES =
      Map.of(
          "pdf-signature", new Text("The issuer signed this page", "签发机关已对本页签名"),
          "pdf-text", new Text("The page says what the certificate says", "页面内容与证照数据一致"),
          "format", new Text("It is a certificate", "是一份电子证照"),
          "signature", new Text("Nothing was changed", "内容未被改动"),
          "holder", new Text("Its holder shows it", "由持有人本人出示"),
          "period", new Text("It is in its period", "在有效期内"),
          "registration", new Text("It is registered, and in force", "已上链登记且有效"),
          "status-list", new Text("Its issuer has neither revoked nor suspended it", "签发机关未撤销或暂停"),
          "accreditation", new Text("The issuer may issue it", "签发机关有权签发"));

  /** A check's time, with the reason's number behind it when there is one. */
  private static final Pattern TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)(?:, reason (\\d{1,9}))?");

  private static final DateTimeFormatter ENGLISH =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter CHINESE =
      DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm", Locale.CHINA);

  private VerdictTexts() {}

  /** What each check asks, by its id. */
  public static Map<String, Text> titles() {
    return TITLES;
  }

  public static Text title(Check check) {
    return TITLES.get(check.id());
  }

  public static Text detail(Check check) {
    return of(check.code()).with(words(check.expected()), words(check.actual()));
  }

  /** Times by the city's clock, and a revocation's reason in words; anything else as it is. */
  private static Object words(String value) {
    Matcher time = TIME.matcher(value);
    if (!time.matches()) return value;
    ZonedDateTime at;
    try {
      at = Instant.parse(time.group(1)).atZone(Clocks.CITY);
    } catch (DateTimeParseException e) {
      return value; // a certificate may say anything where a time belongs
    }
    Text when = new Text(at.format(ENGLISH), at.format(CHINESE));
    if (time.group(2) == null) return when;
    return ReasonCode.of(Integer.parseInt(time.group(2)))
        .map(reason -> new Text("%s: %s", "%s，%s").with(when, reason.text()))
        .orElse(when);
  }

  /** %1$s is what was expected, %2$s what was found. */
  public static Text of(VerdictCode code) {
    return switch (code) {
      case WELL_FORMED -> new Text("It can be read as a certificate.", "可识别为电子证照。");
      case NOT_A_CREDENTIAL ->
          new Text("This is not a certificate: %1$s was expected.", "这不是电子证照：应为 %1$s。");
      case TOO_LARGE -> new Text("It is too large: %1$s are taken.", "内容过大：%1$s。");
      case WRONG_TYPE_HEADER ->
          new Text("It is signed, but as something else (%2$s).", "签名内容不是电子证照（%2$s）。");
      case ALGORITHM_REFUSED ->
          new Text("It is signed in a way that is not trusted (%2$s).", "签名算法不被信任（%2$s）。");
      case HEADER_REFUSED ->
          new Text("Its signature brings %2$s; %1$s was expected.", "签名信息不符合要求：%2$s，应为 %1$s。");
      case PAYLOAD_REFUSED ->
          new Text("What it says is not in order: %1$s was expected.", "内容格式不正确：应为 %1$s。");
      case SIGNATURE_VALID -> new Text("Signed by key %1$s.", "由密钥 %1$s 签名。");
      case SIGNATURE_INVALID ->
          new Text(
              "It was changed after it was signed, or signed by somebody else.",
              "内容在签名后被改动，或由他人签名。");
      case KEY_UNKNOWN -> new Text("The issuer has no such key: %2$s.", "签发机关没有此密钥：%2$s。");
      case KEY_NOT_VALID_THEN ->
          new Text(
              "The key did not sign for the issuer on that day (%1$s; it says %2$s).",
              "签发当日该密钥无效（%1$s；证照为 %2$s）。");
      case ISSUER_DOCUMENT_UNREACHABLE ->
          new Text("The issuer's keys cannot be fetched at the moment.", "暂时无法获取签发机关的公钥。");
      case ISSUER_DOCUMENT_MALFORMED ->
          new Text("The issuer's keys cannot be read: %2$s.", "签发机关的公钥无法读取：%2$s。");
      case IN_PERIOD -> new Text("Today is in its period.", "当前处于有效期内。");
      case NOT_YET_VALID -> new Text("It begins only at %2$s.", "自 %2$s 起生效。");
      case EXPIRED -> new Text("It ended at %2$s.", "已于 %2$s 到期。");
      case ACCREDITED -> new Text("Accredited on chain since %2$s.", "自 %2$s 起获链上授权。");
      case NOT_ACCREDITED ->
          new Text(
              "Nobody has accredited this issuer for this kind of certificate.", "该签发者未获授权签发此类证照。");
      case ACCREDITATION_DID_NOT_COVER ->
          new Text(
              "The issuer was not accredited on the day of issue (%2$s).", "签发当日签发者未获授权（%2$s）。");
      case KEY_NOT_ACCREDITED ->
          new Text(
              "The issuer did not accredit key %1$s for the day of issue (%2$s).",
              "签发机关未授权密钥 %1$s 在签发当日（%2$s）使用。");
      case KEY_STOLEN ->
          new Text(
              "Signed with a key that was stolen by then: reported stolen since %1$s, signed %2$s.",
              "签名密钥当时已被盗用：自 %1$s 起被报失，签发于 %2$s。");
      case KEY_STOLEN_AND_UNREGISTERED ->
          new Text(
              "Its key was stolen at %1$s, and no registration shows that it was signed before (it"
                  + " says %2$s).",
              "签名密钥于 %1$s 被盗，且无链上登记证明其在此之前签发（证照为 %2$s）。");
      case REGISTRY_UNREACHABLE ->
          new Text("The public registry cannot be reached at the moment.", "暂时无法连接公共登记链。");
      case REGISTERED -> new Text("Registered on chain since %2$s.", "已于 %2$s 上链登记。");
      case NOT_YET_REGISTERED ->
          new Text(
              "Fresh from its issuer: the registration on chain follows within a day.",
              "刚刚签发，链上登记将在一日内完成。");
      case NOT_REGISTERED -> new Text("Not found in the public registry.", "公共登记链上未找到此证照。");
      case RECEIPT_NEEDED ->
          new Text(
              "Its issuer registers in batches: only its registration receipt shows where it stands.",
              "签发机关按批次登记：须附登记回执方可核验登记情况。");
      case REGISTERED_BY_ANOTHER ->
          new Text("Somebody else registered it (%2$s).", "由其他账户登记（%2$s）。");
      case RECEIPT_OF_ANOTHER ->
          new Text("The receipt shown with it is of another certificate.", "所附登记回执属于另一份证照。");
      case REVOKED_ON_CHAIN ->
          new Text("Revoked in the public registry, %2$s.", "公共登记链记录：已撤销（%2$s）。");
      case SUSPENDED_ON_CHAIN ->
          new Text("Suspended in the public registry, %2$s.", "公共登记链记录：已暂停（%2$s）。");
      case NOT_REVOKED -> new Text("Status list of %2$s.", "状态列表时间：%2$s。");
      case REVOKED -> new Text("Its issuer has revoked it.", "签发机关已撤销。");
      case SUSPENDED -> new Text("Its issuer has suspended it for the time being.", "签发机关已暂停其效力。");
      case STATUS_LIST_UNREACHABLE ->
          new Text("The issuer's status list cannot be fetched at the moment.", "暂时无法获取签发机关的状态列表。");
      case STATUS_LIST_REFUSED ->
          new Text("The issuer's status list is not in order.", "签发机关的状态列表不符合要求。");
      case NOT_RUN -> new Text("Not checked.", "未核验。");
      case DISCLOSURE_REFUSED ->
          new Text(
              "Something shown with it cannot be read: %1$s was expected.", "所出示的内容无法读取：应为 %1$s。");
      case DISCLOSURE_UNMATCHED ->
          new Text("Something is shown with it that its issuer did not sign.", "所出示的内容并非签发机关所签。");
      case DISCLOSURE_TWICE ->
          new Text("The same thing is shown with it twice (%2$s).", "同一内容被重复出示（%2$s）。");
      case DIGEST_TWICE ->
          new Text("Its issuer signed the same digest twice (%2$s).", "签发机关重复签署了同一摘要（%2$s）。");
      case DISCLOSED_NAME_REFUSED ->
          new Text("What is shown may not be called %2$s.", "所出示的内容不得名为 %2$s。");
      case DIGEST_ALGORITHM_REFUSED ->
          new Text("Its digests are made in a way that is not trusted (%2$s).", "摘要算法不被信任（%2$s）。");
      case CREDENTIAL_TYPE_MISSING ->
          new Text("It does not say what kind of certificate it is.", "未注明证照类型。");
      case CERTIFICATE_OF_ANOTHER_KEY ->
          new Text("It brings a certificate of another key (%2$s).", "所附证书属于另一密钥（%2$s）。");
      case ISSUED_IN_THE_FUTURE ->
          new Text("It says that it was issued later than now: %2$s.", "所载签发时间晚于当前时间：%2$s。");
      case KEY_BINDING_VALID ->
          new Text("Its holder signed for this question at %2$s.", "持有人已于 %2$s 为本次核验签名。");
      case KEY_BINDING_NOT_COMPARED ->
          new Text("Its holder signed it, for %2$s and not for us.", "持有人已签名，但对象为 %2$s，并非本次核验。");
      case KEY_BINDING_MISSING ->
          new Text("Its holder was asked to sign, and did not.", "已要求持有人签名，但未提供。");
      case KEY_BINDING_REFUSED ->
          new Text(
              "The holder's signature is not in order: %1$s was expected.", "持有人签名格式不正确：应为 %1$s。");
      case KEY_BINDING_SIGNATURE_INVALID ->
          new Text("Somebody else than its holder signed.", "签名者并非持有人本人。");
      case KEY_BINDING_WRONG_AUDIENCE ->
          new Text("Its holder signed for somebody else (%2$s).", "持有人的签名是给他人的（%2$s）。");
      case KEY_BINDING_WRONG_NONCE ->
          new Text("Its holder signed for another question than ours.", "持有人的签名并非针对本次提问。");
      case KEY_BINDING_WRONG_SD_HASH ->
          new Text("Its holder signed for showing something else.", "持有人签名时出示的是其他内容。");
      case KEY_BINDING_TOO_OLD ->
          new Text("Its holder signed too long ago: at %2$s.", "持有人签名时间过早：%2$s。");
      case PDF_SIGNED -> new Text("Signed whole at %2$s.", "已于 %2$s 对整个文件签名。");
      case PDF_NOT_SIGNED ->
          new Text(
              "Nobody has signed this page: trust the certificate's data shown here, not the page."
                  + " Ask its holder to download it again.",
              "此页未经签名：请以此处显示的证照数据为准，勿以页面为准。请持有人重新下载。");
      case PDF_SIGNATURE_INVALID ->
          new Text("The page was changed after it was signed.", "页面在签名后被改动。");
      case PDF_CHANGED_AFTER_SIGNING ->
          new Text(
              "Something was added to the file after it was signed (%2$s).", "文件在签名后被添加内容（%2$s）。");
      case PDF_SIGNED_BY_ANOTHER ->
          new Text(
              "Somebody else than the issuer signed this page (%2$s).", "此页由他人而非签发机关签名（%2$s）。");
      case PDF_KEY_STOLEN_SINCE ->
          new Text(
              "The key that signed this page was stolen at %1$s: whether it was signed before cannot"
                  + " be told. Ask its holder to download it again.",
              "签署此页的密钥于 %1$s 被盗，无法判断是否在此之前签署。请持有人重新下载。");
      case PDF_TEXT_AS_PRINTED -> new Text("It reads as its issuer prints it.", "与签发机关打印的内容一致。");
      case PDF_TEXT_DIFFERS ->
          new Text(
              "The page says “%2$s” where the certificate says “%1$s”.",
              "页面写的是“%2$s”，而证照数据为“%1$s”。");
      case PDF_TEXT_OF_ANOTHER_TEMPLATE ->
          new Text(
              "Its issuer printed and signed it in another form than today's.",
              "由签发机关以不同于现行版式打印并签名。");
      case PDF_TEXT_NOT_COMPARED ->
          new Text("How this issuer prints is not known here.", "此处不了解该签发机关的打印版式。");
    };
  }
}
