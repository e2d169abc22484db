package org.onenet.portal.datause;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.onenet.portal.api.AuditApi;
import org.onenet.portal.api.Corrections.Correction;
import org.onenet.portal.api.DataUses;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.CorrectionCard;
import org.onenet.portal.layout.View;
import org.onenet.portal.layout.Words;

/**
 * Who used my data: by application, department and day, the newest first. What is looked for stands
 * in the address.
 */
@Route(value = "data-use", layout = Bar.class)
class DataUse extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private static final String PLACE = "data-use";
  private static final String PAGE = "page";
  private static final List<String> ASKED = List.of("from", "until", PAGE);
  private static final int MOST_WORDS = 2_000;

  private final transient AuditApi api;
  private final transient SharingApi sharing;

  @Inject
  DataUse(AuditApi api, SharingApi sharing) {
    this.api = api;
    this.sharing = sharing;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, String> query = new TreeMap<>();
    event
        .getLocation()
        .getQueryParameters()
        .getParameters()
        .forEach((name, values) -> query.put(name, values.getFirst()));
    query.keySet().retainAll(ASKED);
    orExplain(() -> show(query));
  }

  private void show(Map<String, String> query) {
    removeAll();
    DataUses uses = api.dataUses(query, getLocale());
    add(
        heading(t("nav.dataUse")),
        new Paragraph(t("uses.intro")),
        new Paragraph(link("to-consents", "/app/consents", t("consents.title"))),
        new Paragraph(link("to-my-data", "/app/my-data", t("myData.title"))));
    if (!query.containsKey(PAGE)) {
      List<DataUses.Use> reported = api.reported(getLocale());
      if (!reported.isEmpty()) add(reports(reported));
      List<Correction> corrections = sharing.corrections("", getLocale());
      if (!corrections.isEmpty()) add(new CorrectionCard(corrections));
    }
    add(period(query));
    if (uses.groups().isEmpty()) add(card(new Paragraph(t("uses.none"))));
    uses.groups().forEach(group -> add(group(group, query)));
    Div pages = row();
    if (query.containsKey(PAGE)) {
      Map<String, String> newest = new TreeMap<>(query);
      newest.remove(PAGE);
      pages.add(link("newest", address(newest), t("uses.newest")));
    }
    if (uses.next() != null) {
      Map<String, String> older = new TreeMap<>(query);
      older.put(PAGE, uses.next());
      pages.add(link("older", address(older), t("uses.older")));
    }
    add(pages);
  }

  private Div period(Map<String, String> query) {
    DatePicker from = dayField("from", t("uses.from"), query.get("from"));
    DatePicker until = dayField("until", t("uses.until"), query.get("until"));
    for (DatePicker field : List.of(from, until)) {
      field.addValueChangeListener(
          change -> {
            Map<String, String> next = new TreeMap<>();
            if (from.getValue() != null) next.put("from", from.getValue().toString());
            if (until.getValue() != null) next.put("until", until.getValue().toString());
            getUI().ifPresent(ui -> ui.navigate(PLACE, QueryParameters.simple(next)));
          });
    }
    Div period = row(from, until);
    period.addClassName("narrower");
    return period;
  }

  private Div group(DataUses.Group group, Map<String, String> query) {
    String where = group.where() == null ? t("layout.city") : t(group.where());
    Div card = card(new H2(where + " · " + day(group.day())));
    if (group.matter() != null) {
      String reference = group.matter().reference();
      card.add(
          new Paragraph(
              new Span(t("uses.for") + " "),
              link(
                  "case-of-" + group.uses().getFirst().place(),
                  "/app/applications/" + reference,
                  t(group.matter().service()) + " · " + reference)));
    }
    UnorderedList list = new UnorderedList();
    list.addClassName("uses");
    Map<Object, List<DataUses.Use>> alike = new LinkedHashMap<>();
    for (DataUses.Use use : group.uses()) {
      alike.computeIfAbsent(use.saying(), one -> new ArrayList<>()).add(use);
    }
    alike.values().forEach(uses -> list.add(item(uses, query)));
    card.add(list);
    return card;
  }

  /** The newest of those that say the same; the others are there for who wants to see them. */
  private ListItem item(List<DataUses.Use> alike, Map<String, String> query) {
    DataUses.Use newest = alike.getFirst();
    ListItem item = new ListItem(told(newest), acts(newest, query));
    if (alike.size() > 1) {
      Details more = new Details(t("uses.more", alike.size() - 1));
      more.setId("more-" + newest.place());
      for (DataUses.Use use : alike.subList(1, alike.size())) {
        Div acts = acts(use, query);
        acts.addComponentAsFirst(new Span(clock(use.at())));
        more.add(acts);
      }
      item.add(more);
    }
    return item;
  }

  private Div acts(DataUses.Use use, Map<String, String> query) {
    Div acts = row();
    if (use.report() == null) {
      acts.add(quiet("report-" + use.place(), t("uses.report"), () -> report(use, query)));
    } else {
      acts.add(state(use.report()));
    }
    if (use.shared()) {
      acts.add(soft(new Span(t("uses.shared"))));
    } else {
      acts.add(
          download(
              "proof-" + use.place(),
              t("uses.proof"),
              "proof-" + use.place() + ".json",
              "application/json",
              () -> api.proof(use.stream(), use.number(), getLocale())));
    }
    return acts;
  }

  private Div told(DataUses.Use use) {
    Span who = new Span(t(use.who()));
    who.addClassName("name");
    Paragraph first = new Paragraph(soft(new Span(clock(use.at()) + " ")), who, new Span(" "));
    first.add(tag(t(use.automatic() ? "uses.automatic" : "uses.person"), "plain"));
    Div said = new Div(first, new Paragraph(t("uses.did", t(use.what()), t(use.purpose()))));
    if (!use.items().isEmpty()) {
      String items =
          String.join(t("list.comma"), use.items().stream().map(this::t).distinct().toList());
      said.add(soft(new Paragraph(t(use.shared() ? "uses.listed" : "uses.items", items))));
    }
    if (use.reason() != null && !use.automatic())
      said.add(new Paragraph(t("uses.reason", use.reason())));
    return said;
  }

  private Span state(DataUses.Report report) {
    String kind =
        switch (report.state()) {
          case "founded" -> "ok";
          case "unfounded" -> "plain";
          default -> "warn";
        };
    return tag(t("report." + report.state()), kind);
  }

  private Div reports(List<DataUses.Use> reported) {
    Div card = card(new H2(t("uses.yours")));
    card.setId("reports");
    for (DataUses.Use use : reported) {
      DataUses.Report report = use.report();
      Div one =
          new Div(
              new Paragraph(state(report), new Span(" " + when(report.reportedAt()))),
              new Paragraph(t("uses.about", t(use.who()), t(use.what()), when(use.at()))),
              soft(new Paragraph(t("uses.yourWords", report.reason()))));
      one.add(
          new Paragraph(
              report.answer() == null
                  ? due(report)
                  : t("uses.answer", report.answer(), when(report.answeredAt()))));
      one.addClassName("notice");
      card.add(one);
    }
    return card;
  }

  private String due(DataUses.Report report) {
    return report.daysLeft() < 0
        ? t("uses.late", day(report.dueOn()))
        : t("uses.due", day(report.dueOn()), report.daysLeft());
  }

  private void report(DataUses.Use use, Map<String, String> query) {
    new Words(
            t("uses.report"),
            t("uses.reportText", t(use.who()), t(use.what()), when(use.at())),
            t("uses.reportLabel"),
            MOST_WORDS,
            "confirm-report",
            t("uses.send"),
            words -> api.report(use.stream(), use.number(), words, getLocale()),
            () -> {
              orExplain(() -> show(query));
              getUI().ifPresent(ui -> ui.getPage().executeJs("scrollTo(0, 0)"));
            })
        .open();
  }

  private static String address(Map<String, String> query) {
    String words = QueryParameters.simple(query).getQueryString();
    return "/app/" + PLACE + (words.isEmpty() ? "" : "?" + words);
  }
}
