package org.onenet.services.privacy.rest;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.onenet.services.applications.Provenance;
import org.onenet.services.cases.CaseViews;
import org.onenet.services.catalogue.Sensitivity;
import org.onenet.services.issuance.PreviewCredential;
import org.onenet.services.platform.Clocks;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;
import org.onenet.services.privacy.Everything;

/** Everything about a person as one page of HTML that needs nothing else, and prints. */
final class ReadableData {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private static final String STYLE =
      """
      body { font: 16px/1.5 system-ui, 'Noto Sans SC', sans-serif; color: #16202b; background: #fff; max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
      h1, h2, h3 { line-height: 1.25; } h2 { border-top: 2px solid #0a3559; padding-top: 1rem; margin-top: 2.5rem; } h3 { margin-top: 2rem; }
      table { width: 100%; border-collapse: collapse; } caption { text-align: left; font-weight: 600; padding: .75rem 0 .25rem; }
      th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #d5dbe3; } th[scope=row] { width: 34%; font-weight: 400; color: #4a5766; }
      code { font-size: .8rem; } .soft { color: #4a5766; }
      @media print { @page { size: A4; margin: 18mm; } body { font-size: 10pt; max-width: none; padding: 0; } h2, h3, caption { break-after: avoid; } tr { break-inside: avoid; } }
      """;

  private static final Map<String, Text> STATES =
      Map.ofEntries(
          Map.entry("submitted", new Text("submitted", "已提交")),
          Map.entry("under-review", new Text("under review", "审核中")),
          Map.entry("waiting-for-applicant", new Text("waiting for you", "待您补正")),
          Map.entry("granted", new Text("granted", "已批准")),
          Map.entry("refused", new Text("refused", "不予批准")),
          Map.entry("withdrawn", new Text("withdrawn", "已撤回")),
          Map.entry("valid", new Text("valid", "有效")),
          Map.entry("suspended", new Text("suspended", "暂停")),
          Map.entry("revoked", new Text("revoked", "已撤销")),
          Map.entry("idle", new Text("not asked", "未查询")),
          Map.entry("waiting", new Text("waiting", "等待答复")),
          Map.entry("fetched", new Text("answered", "已答复")),
          Map.entry("unavailable", new Text("not available", "暂不可用")),
          Map.entry("passed", new Text("passed", "通过")),
          Map.entry("failed", new Text("not passed", "未通过")),
          Map.entry("open", new Text("open", "待答复")),
          Map.entry("founded", new Text("founded", "属实")),
          Map.entry("unfounded", new Text("unfounded", "不属实")));

  private static final Map<String, Text> KINDS =
      Map.of(
          "typed", new Text("you typed it", "本人填写"),
          "fetched", new Text("from %s", "来自%s"),
          "presented", new Text("shown from a wallet (%s)", "钱包出示（%s）"),
          "corrected", new Text("you changed it; %s says otherwise", "本人修改，%s记录不同"));

  private static final Map<Sensitivity, Text> CLASSES =
      Map.of(
          Sensitivity.PUBLIC, new Text("public", "公开"),
          Sensitivity.INTERNAL, new Text("internal", "内部"),
          Sensitivity.PERSONAL, new Text("personal", "个人"),
          Sensitivity.SENSITIVE, new Text("sensitive", "敏感"));

  private final Language language;
  private final StringBuilder page = new StringBuilder();

  private ReadableData(Language language) {
    this.language = language;
  }

  static String of(Everything all, Language language) {
    return new ReadableData(language).told(all);
  }

  private String told(Everything all) {
    String title = in("Everything OneNet keeps about you", "一网通保存的您的全部数据");
    page.append("<!DOCTYPE html>\n<html lang=\"")
        .append(language == Language.ZH ? "zh-CN" : "en")
        .append("\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .append("<title>")
        .append(escaped(title))
        .append("</title><style>\n")
        .append(STYLE)
        .append("</style></head><body><main>");
    tag("h1", title);
    paragraph(
        in("Put together on %s. The download is written in the log.", "生成于 %s，本次下载已记入日志。")
            .formatted(time(all.at())));
    account(all);
    cases(all.cases());
    drafts(all.drafts());
    certificates(all.certificates());
    consents(all.consents());
    uses(all);
    corrections(all.corrections());
    reports(all.reports());
    return page.append("</main></body></html>\n").toString();
  }

  private void account(Everything all) {
    tag("h2", in("Your account", "您的账号"));
    facts();
    fact(in("Name", "姓名"), all.account().name());
    fact(in("User name", "用户名"), all.account().username());
    fact(in("Citizen number", "公民身份号码"), all.account().citizenNumber());
    fact(in("Account id", "账号编号"), all.account().id());
    fact(
        in("Your data is sealed with a key of your own since", "数据由您的专属密钥加密，始于"),
        time(all.keySince()));
    end();
  }

  private void notices(List<CaseViews.Told> notices) {
    if (notices.isEmpty()) return;
    table(
        in("What was missing", "一次性告知"), in("When", "时间"), in("Question", "项目"), in("What", "事项"));
    for (CaseViews.Told notice : notices) {
      notice
          .items()
          .forEach(item -> row(time(notice.sentAt()), item.label().in(language), item.text()));
    }
    end();
  }

  private void cases(List<Everything.CaseOf> cases) {
    tag("h2", in("Your applications", "您的办件"));
    if (cases.isEmpty()) none();
    for (Everything.CaseOf one : cases) {
      CaseViews.View file = one.file();
      tag("h3", file.serviceName().in(language) + " · " + file.reference());
      facts();
      fact(in("Authority", "办理部门"), file.authority().name().in(language));
      fact(in("State", "状态"), state(file.state()));
      fact(in("Submitted", "提交时间"), time(file.submittedAt()));
      fact(in("Applicant", "申请人"), file.applicant().name());
      if (file.decision() != null) {
        fact(in("Decided", "决定时间"), time(file.decision().at()));
        fact(in("Reason", "理由"), file.decision().reason());
      }
      end();
      answers();
      for (CaseViews.Page asked : file.pages()) {
        for (CaseViews.Answer answer : asked.answers()) {
          row(
              answer.label().in(language),
              answer.display().in(language),
              CLASSES.get(answer.sensitivity()).in(language),
              from(answer.provenance()));
        }
      }
      end();
      documents(
          file.documents().stream()
              .map(document -> file(document.name(), document.size(), document.sha256())));
      asked(one.exchanges());
      if (!file.checks().isEmpty()) {
        table(in("Checks", "核验"), in("Rule", "规则"), in("Result", "结果"), in("Detail", "说明"));
        file.checks()
            .forEach(
                check ->
                    row(
                        check.name().in(language),
                        state(check.outcome()),
                        check.detail().in(language)));
        end();
      }
      notices(file.notices());
      table(in("What happened", "办理过程"), in("When", "时间"), in("What", "事项"), in("Who", "人员"));
      file.timeline()
          .forEach(
              event ->
                  row(
                      time(event.at()),
                      event.text().in(language),
                      event.by() == null ? "" : event.by().in(language)));
      end();
    }
  }

  private void drafts(List<Everything.DraftOf> drafts) {
    tag("h2", in("Your drafts", "您的草稿"));
    if (drafts.isEmpty()) none();
    for (Everything.DraftOf draft : drafts) {
      tag("h3", draft.serviceName().in(language));
      paragraph(in("Last saved %s", "最后保存于 %s").formatted(time(draft.savedAt())));
      answers();
      draft
          .answers()
          .forEach(
              answer ->
                  row(
                      answer.label().in(language),
                      answer.display().in(language),
                      CLASSES.get(answer.sensitivity()).in(language),
                      from(answer.provenance())));
      end();
      documents(
          draft.documents().stream()
              .map(document -> file(document.name(), document.size(), document.sha256())));
      asked(draft.exchanges());
    }
  }

  private void answers() {
    table(
        in("Answers", "填写内容"),
        in("Question", "项目"),
        in("Answer", "内容"),
        in("Care it takes", "敏感级别"),
        in("From", "来源"));
  }

  private static List<String> file(String name, int size, String sha256) {
    return List.of(name, String.valueOf(size), sha256);
  }

  private void documents(Stream<List<String>> documents) {
    List<List<String>> rows = documents.toList();
    if (rows.isEmpty()) return;
    table(in("Documents", "材料"), in("Name", "名称"), in("Bytes", "字节数"), "SHA-256");
    rows.forEach(one -> row(one.toArray(String[]::new)));
    end();
  }

  private void asked(List<Everything.Asked> exchanges) {
    if (exchanges.isEmpty()) return;
    table(
        in("What registers were asked", "向登记库查询的内容"),
        in("Register", "登记库"),
        in("State", "状态"),
        in("What it said, while that is kept", "答复内容（保存期内）"));
    for (Everything.Asked one : exchanges) {
      row(
          one.register() + " · " + one.evidenceType(),
          state(one.state()) + " " + time(one.answeredAt()),
          one.records().stream()
              .map(
                  told ->
                      told.entrySet().stream()
                          .map(item -> item.getKey() + ": " + item.getValue())
                          .collect(Collectors.joining("; ")))
              .collect(Collectors.joining(" / ")));
    }
    end();
  }

  private void certificates(List<Everything.Certificate> certificates) {
    tag("h2", in("Your certificates", "您的证照"));
    if (certificates.isEmpty()) none();
    for (Everything.Certificate one : certificates) {
      tag("h3", one.name().in(language) + " · " + one.reference());
      facts();
      fact(in("Issuer", "颁发部门"), one.issuer().in(language));
      fact(in("State", "状态"), state(one.state()));
      fact(in("Valid from", "生效时间"), time(one.validFrom()));
      fact(in("Valid until", "有效期至"), time(one.validUntil()));
      fact(in("You asked for its revocation", "您申请撤销的时间"), time(one.revocationAskedAt()));
      for (PreviewCredential.Fact fact : one.facts()) {
        fact(fact.label().in(language), fact.display().in(language));
      }
      fact(in("Digest (on chain)", "摘要（已上链）"), one.digest());
      one.walletCopies()
          .forEach(
              copy ->
                  fact(
                      in("Copy in a wallet", "钱包副本"),
                      (copy.wallet() == null ? "" : copy.wallet() + " · ")
                          + time(copy.madeAt())
                          + (copy.endedAt() == null ? "" : " – " + time(copy.endedAt()))));
      end();
      page.append("<p class=\"soft\">")
          .append(escaped(in("The certificate itself:", "证照原文：")))
          .append(" <code>")
          .append(escaped(one.compact()))
          .append("</code></p>");
    }
  }

  private void consents(List<Everything.Consent> consents) {
    tag("h2", in("Your consents", "您的同意"));
    if (consents.isEmpty()) {
      none();
      return;
    }
    table(
        in("Consents", "同意记录"),
        in("Given", "同意时间"),
        in("What for", "事项"),
        in("What may be asked", "可查询内容"));
    for (Everything.Consent one : consents) {
      row(
          time(one.givenAt())
              + (one.withdrawnAt() == null
                  ? ""
                  : in(", taken back ", "，撤回于 ") + time(one.withdrawnAt())),
          one.service() + " · " + one.requester(),
          one.items().stream()
              .map(item -> item.register() + ": " + String.join(", ", item.fields()))
              .collect(Collectors.joining("; ")));
    }
    end();
  }

  private void uses(Everything all) {
    tag("h2", in("Who used your data", "谁用了您的数据"));
    if (all.dataUses().isEmpty()) {
      none();
      return;
    }
    table(
        in("The newest first", "由新到旧"),
        in("When and who", "时间和人员"),
        in("What", "事项"),
        in("Why", "目的"));
    for (Everything.Use use : all.dataUses()) {
      String where = use.where() == null ? "" : " · " + use.where().in(language);
      String items =
          use.items().stream().map(item -> item.in(language)).collect(Collectors.joining(", "));
      row(
          time(use.at()) + " " + use.who().in(language) + where,
          use.what().in(language)
              + (use.reference() == null ? "" : " " + use.reference())
              + (items.isEmpty() ? "" : " (" + items + ")"),
          use.purpose().in(language) + (use.reason() == null ? "" : ": " + use.reason()));
    }
    end();
    if (all.olderUsesFrom() != null) {
      paragraph(in("Older ones are on the page “Who used my data”.", "更早的记录见“谁用了我的数据”页面。"));
    }
  }

  private void corrections(List<Everything.Corrected> corrections) {
    tag("h2", in("Corrections asked of registers", "登记信息更正请求"));
    if (corrections.isEmpty()) {
      none();
      return;
    }
    table(
        in("Corrections", "更正"),
        in("When and for which case", "时间和办件"),
        in("The register says", "登记库记载"),
        in("You say", "您所述"),
        in("Reason", "理由"),
        in("Answer", "答复"));
    for (Everything.Corrected one : corrections) {
      row(
          time(one.askedAt()) + " " + one.reference(),
          one.registerValue().in(language),
          one.citizenValue().in(language),
          one.reason(),
          one.answer() == null ? "" : one.answer());
    }
    end();
  }

  private void reports(List<Everything.Reported> reports) {
    tag("h2", in("Your reports", "您的投诉"));
    if (reports.isEmpty()) {
      none();
      return;
    }
    table(in("Reports", "投诉"), in("When", "时间"), in("Your words", "您的说明"), in("Answer", "答复"));
    for (Everything.Reported one : reports) {
      row(
          time(one.reportedAt()) + " " + state(one.state()),
          one.reason(),
          one.answer() == null ? "" : one.answer());
    }
    end();
  }

  private void none() {
    paragraph(in("Nothing.", "无。"));
  }

  private void tag(String name, String text) {
    page.append('<').append(name).append('>').append(escaped(text));
    page.append("</").append(name).append(">\n");
  }

  private void paragraph(String text) {
    tag("p", text);
  }

  private void facts() {
    page.append("<table><tbody>");
  }

  private void fact(String label, String value) {
    if (value == null || value.isEmpty()) return;
    page.append("<tr><th scope=\"row\">").append(escaped(label)).append("</th><td>");
    page.append(escaped(value)).append("</td></tr>\n");
  }

  private void table(String caption, String... headings) {
    page.append("<table><caption>").append(escaped(caption)).append("</caption><thead><tr>");
    for (String heading : headings) {
      page.append("<th scope=\"col\">").append(escaped(heading)).append("</th>");
    }
    page.append("</tr></thead><tbody>");
  }

  private void row(String... cells) {
    page.append("<tr>");
    for (String cell : cells) page.append("<td>").append(escaped(cell)).append("</td>");
    page.append("</tr>\n");
  }

  private void end() {
    page.append("</tbody></table>\n");
  }

  private String in(String en, String zh) {
    return language == Language.ZH ? zh : en;
  }

  private String state(String word) {
    Text known = STATES.get(word);
    return known == null ? word : known.in(language);
  }

  private String from(Provenance provenance) {
    Text kind = KINDS.get(provenance.kind());
    if (kind == null) return provenance.kind();
    Text who = provenance.providerName() == null ? Text.same("") : provenance.providerName();
    return kind.with(who).in(language);
  }

  private static String time(String instant) {
    return instant == null ? "" : Instant.parse(instant).atZone(Clocks.CITY).format(TIME);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
