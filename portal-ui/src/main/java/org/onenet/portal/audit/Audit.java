package org.onenet.portal.audit;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.AuditApi;
import org.onenet.portal.api.AuditLog;
import org.onenet.portal.api.DataUses;
import org.onenet.portal.api.Issuers;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/**
 * What people reported, by deadline; the log, to be searched; its seals. What is searched and which
 * report is open stand in the address. Nothing is searched before the auditor asks: it is logged.
 */
@Route(value = "audit", layout = Bar.class)
class Audit extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private static final String PLACE = "audit";
  private static final String REPORT = "report";
  private static final String ASKED = "search";
  private static final List<String> FILTERS =
      List.of("stream", "case", "account", "act", "from", "until", "page");
  private static final List<String> ACTS =
      List.of("read", "list", "open", "assign", "search", "report", "answer", "rotate", "seal");
  private static final int SEALS_SHOWN = 5;

  private final transient AuditApi audit;
  private final transient ServicesApi api;
  private final transient SignedInUser user;

  @Inject
  Audit(AuditApi audit, ServicesApi api, SignedInUser user) {
    this.audit = audit;
    this.api = api;
    this.user = user;
    addClassName("wide");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, String> query = new TreeMap<>();
    event
        .getLocation()
        .getQueryParameters()
        .getParameters()
        .forEach((name, values) -> query.put(name, values.getFirst()));
    query
        .keySet()
        .removeIf(name -> !FILTERS.contains(name) && !name.equals(REPORT) && !name.equals(ASKED));
    orExplain(() -> show(query));
  }

  private void show(Map<String, String> query) {
    if (user.current().filter(caller -> caller.is(Role.AUDITOR)).isEmpty()) {
      throw new ApiProblem(403, "forbidden", "", List.of(), null);
    }
    removeAll();
    add(heading(t("nav.audit")), soft(new Paragraph(t("audit.intro"))));
    String report = query.get(REPORT);
    add(report == null ? reports() : new ReportFile(audit, report));
    add(new H2(t("audit.log")), search(query));
    if (query.containsKey(ASKED)) found(query);
    add(seals());
  }

  private Div reports() {
    Div card = card(new H2(t("audit.reports")));
    card.setId("reports");
    List<DataUses.Report> open = audit.reports("open", getLocale());
    if (open.isEmpty()) card.add(soft(new Paragraph(t("audit.noReports"))));
    for (DataUses.Report report : open) {
      boolean late = report.daysLeft() < 0;
      card.add(
          row(
              tag(
                  late
                      ? t("audit.late", day(report.dueOn()))
                      : t("audit.due", day(report.dueOn()), report.daysLeft()),
                  late ? "bad" : report.daysLeft() <= 3 ? "warn" : "plain"),
              link(
                  "report-" + report.id(),
                  "/app/" + PLACE + "?" + REPORT + "=" + report.id(),
                  shortened(report.reason()))));
    }
    return card;
  }

  private static String shortened(String words) {
    String line = words.replaceAll("\\s+", " ");
    return line.length() <= 90 ? line : line.substring(0, 90) + "…";
  }

  private Div search(Map<String, String> query) {
    Select<Issuers.Issuer> department = new Select<>();
    department.setId("stream");
    department.setLabel(t("audit.department"));
    department.setEmptySelectionAllowed(true);
    List<Issuers.Issuer> departments = api.issuers(getLocale());
    department.setItems(departments);
    department.setItemLabelGenerator(one -> one == null ? t("audit.any") : t(one.name()));
    departments.stream()
        .filter(one -> one.id().equals(query.get("stream")))
        .findFirst()
        .ifPresent(department::setValue);
    Select<String> act = new Select<>();
    act.setId("act");
    act.setLabel(t("audit.act"));
    act.setEmptySelectionAllowed(true);
    act.setItems(ACTS);
    act.setItemLabelGenerator(one -> one == null ? t("audit.any") : t("audit.act." + one));
    String chosen = query.getOrDefault("act", "");
    act.setValue(ACTS.contains(chosen) ? chosen : null);
    TextField reference = text("case", t("audit.case"), query);
    TextField account = text("account", t("audit.account"), query);
    DatePicker from = dayField("from", t("uses.from"), query.get("from"));
    DatePicker until = dayField("until", t("uses.until"), query.get("until"));
    Div form =
        row(
            department,
            reference,
            account,
            act,
            from,
            until,
            act(
                "search-entries",
                t("audit.search"),
                () -> {
                  Map<String, String> next = new TreeMap<>();
                  next.put(ASKED, "1");
                  put(
                      next,
                      "stream",
                      department.getValue() == null ? "" : department.getValue().id());
                  put(next, "act", act.getValue());
                  put(next, "case", reference.getValue().strip());
                  put(next, "account", account.getValue().strip());
                  put(next, "from", from.getValue() == null ? "" : from.getValue().toString());
                  put(next, "until", until.getValue() == null ? "" : until.getValue().toString());
                  getUI().ifPresent(ui -> ui.navigate(PLACE, QueryParameters.simple(next)));
                }));
    form.addClassName("narrower");
    return form;
  }

  private TextField text(String id, String label, Map<String, String> query) {
    TextField field = new TextField(label);
    field.setId(id);
    field.setClearButtonVisible(true);
    field.setValue(query.getOrDefault(id, ""));
    return field;
  }

  private static void put(Map<String, String> query, String name, String value) {
    if (value != null && !value.isEmpty()) query.put(name, value);
  }

  private void found(Map<String, String> query) {
    Map<String, String> asked = new TreeMap<>(query);
    asked.keySet().retainAll(FILTERS);
    AuditLog log = audit.entries(asked, getLocale());
    if (log.entries().isEmpty()) {
      add(card(new Paragraph(t("audit.none"))));
      return;
    }
    Element head = new Element("tr");
    for (String column : List.of("at", "who", "what", "purpose", "case", "sealed", "proof")) {
      head.appendChild(
          new Element("th").setAttribute("scope", "col").setText(t("audit.column." + column)));
    }
    Element body = new Element("tbody");
    log.entries().forEach(row -> body.appendChild(row(row)));
    Div box = scrolling(card(), t("audit.log"));
    box.setId("entries");
    box.getElement()
        .appendChild(
            new Element("table").appendChild(new Element("thead").appendChild(head), body));
    add(box);
    if (log.next() != null) {
      Map<String, String> older = new TreeMap<>(query);
      older.put("page", log.next());
      add(
          new Paragraph(
              link(
                  "older",
                  "/app/" + PLACE + "?" + QueryParameters.simple(older).getQueryString(),
                  t("uses.older"))));
    }
  }

  private Element row(AuditLog.Row row) {
    String where = row.told().where() == null ? t("layout.city") : t(row.told().where());
    String place = row.member("stream") + "-" + row.number();
    Element what = lines(t(row.told().what()), row.member("subject"));
    if (!row.member("reason").isEmpty()) {
      what.appendChild(new Element("div").setText(t("uses.reason", row.member("reason"))));
    }
    List<String> items =
        row.entry().path("items").valueStream().map(one -> one.asString("")).toList();
    if (!items.isEmpty()) {
      what.appendChild(muted(t("audit.items", items.size(), few(items))));
    }
    return new Element("tr")
        .appendChild(
            lines(when(row.member("at")), row.member("stream") + " " + row.number()),
            lines(t(row.told().who()), where),
            what,
            lines(t(row.told().purpose()), ""),
            lines(row.member("case"), ""),
            lines(t(row.sealed() ? "yes" : "audit.notYet"), ""),
            new Element("td")
                .appendChild(
                    download(
                            "proof-" + place,
                            t("uses.proof"),
                            "proof-" + place + ".json",
                            "application/json",
                            () -> audit.proof(row.member("stream"), row.number(), getLocale()))
                        .getElement()));
  }

  private String few(List<String> items) {
    String shown = String.join(t("list.comma"), items.stream().limit(3).toList());
    return items.size() > 3 ? shown + " …" : shown;
  }

  private static Element lines(String first, String second) {
    Element cell = new Element("td");
    cell.appendChild(new Element("div").setText(first));
    if (!second.isEmpty()) cell.appendChild(muted(second));
    return cell;
  }

  private static Element muted(String text) {
    return new Element("div").setAttribute("class", "muted").setText(text);
  }

  private Div seals() {
    Div card = card(new H2(t("audit.seals")), soft(new Paragraph(t("audit.sealsText"))));
    card.setId("seals");
    List<AuditLog.Sealed> all = audit.seals(getLocale());
    if (all.isEmpty()) card.add(new Paragraph(t("audit.noSeals")));
    Stream<AuditLog.Sealed> shown = all.stream().limit(SEALS_SHOWN);
    shown.forEach(
        one -> {
          boolean onChain = audit.isOnChain(one.digest(), getLocale());
          card.add(
              row(
                  tag(
                      t(onChain ? "audit.onChain" : "audit.waitsForChain"),
                      onChain ? "ok" : "warn"),
                  new Span(
                      t(
                          "audit.seal",
                          one.seal().number(),
                          when(one.seal().at()),
                          one.seal().entries()))));
        });
    Div acts = row(quiet("seal-now", t("audit.sealNow"), this::seal));
    acts.addClassName("acts");
    card.add(acts);
    return card;
  }

  private void seal() {
    ApiProblem problem = attempt(() -> audit.seal(getLocale()));
    orExplain(() -> show(Map.of()));
    if (problem != null) addComponentAsFirst(notice(problem));
  }
}
