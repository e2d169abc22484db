package org.onenet.portal.inbox;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
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
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/** The department's cases, the most urgent first; its filters are the address's query. */
@Route(value = "inbox", layout = Bar.class)
class Inbox extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private static final List<String> FILTERS = List.of("state", "assignee", "due", "service", "q");

  private final transient ServicesApi api;

  @Inject
  Inbox(ServicesApi api) {
    this.api = api;
    addClassName("wide");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, String> filters = new TreeMap<>();
    QueryParameters query = event.getLocation().getQueryParameters();
    FILTERS.forEach(f -> query.getSingleParameter(f).ifPresent(v -> filters.put(f, v)));
    orExplain(() -> show(filters));
  }

  private void show(Map<String, String> filters) {
    removeAll();
    Map<String, String> asked = new TreeMap<>(filters);
    asked.putIfAbsent("state", "open");
    Cases cases = api.cases(asked, getLocale());
    Cases.Counts counts = cases.counts();
    Div ways =
        row(
            filter("all", t("inbox.open", counts.open()), Map.of(), filters),
            filter("mine", t("inbox.mine", counts.mine()), Map.of("assignee", "me"), filters),
            filter(
                "unassigned",
                t("inbox.unassigned", counts.unassigned()),
                Map.of("assignee", "none"),
                filters),
            filter("week", t("inbox.week", counts.dueThisWeek()), Map.of("due", "week"), filters),
            filter(
                "overdue", t("inbox.overdue", counts.overdue()), Map.of("due", "overdue"), filters),
            filter("granted", t("state.granted"), Map.of("state", "granted"), filters),
            filter("refused", t("state.refused"), Map.of("state", "refused"), filters));
    TextField search = new TextField(t("inbox.search"));
    search.setWidth("24rem");
    search.setMaxWidth("100%");
    search.setId("search");
    search.setValue(filters.getOrDefault("q", ""));
    search.addValueChangeListener(
        change -> {
          Map<String, String> next = new TreeMap<>(filters);
          next.put("q", change.getValue());
          getUI().ifPresent(ui -> ui.navigate("inbox", QueryParameters.simple(next)));
        });
    add(heading(t("nav.inbox")), ways, search);
    if (cases.cases().isEmpty()) {
      add(card(new Paragraph(t("inbox.none"))));
      return;
    }
    Element head = new Element("tr");
    for (String column : List.of("reference", "applicant", "service", "state", "assignee", "due")) {
      head.appendChild(
          new Element("th").setAttribute("scope", "col").setText(t("inbox." + column)));
    }
    Element body = new Element("tbody");
    cases.cases().forEach(row -> body.appendChild(row(row)));
    Div box = card();
    box.addClassName("scroll");
    box.getElement()
        .setAttribute("tabindex", "0")
        .setAttribute("role", "region")
        .setAttribute("aria-label", t("nav.inbox"));
    box.getElement()
        .appendChild(
            new Element("table").appendChild(new Element("thead").appendChild(head), body));
    add(box);
  }

  private Element row(Cases.Row row) {
    Anchor open = link("case-" + row.reference(), "/app/cases/" + row.reference(), row.reference());
    return new Element("tr")
        .appendChild(
            new Element("td").appendChild(open.getElement()),
            cell(row.applicantName()),
            cell(t(row.serviceName())),
            cell(t("state." + row.state())),
            cell(row.assignee() == null ? t("inbox.nobody") : row.assignee().name()),
            new Element("td").appendChild(due(row).getElement()));
  }

  private com.vaadin.flow.component.html.Span due(Cases.Row row) {
    boolean open = "submitted".equals(row.state()) || "under-review".equals(row.state());
    if (!open || row.daysLeft() == null) {
      return tag(day(row.dueOn()), "plain");
    }
    int left = row.daysLeft();
    String text = left < 0 ? t("inbox.over", -left) : t("inbox.left", left);
    return tag(text, left < 0 ? "bad" : left <= 3 ? "warn" : "plain");
  }

  private static Element cell(String text) {
    return new Element("td").setText(text == null ? "" : text);
  }

  private Anchor filter(String id, String text, Map<String, String> to, Map<String, String> now) {
    String query =
        String.join("&", to.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    Anchor way = link("filter-" + id, "/app/inbox" + (query.isEmpty() ? "" : "?" + query), text);
    boolean on = to.equals(now);
    way.addClassNames("tag", on ? "on" : "plain");
    if (on) {
      way.getElement().setAttribute("aria-current", "page");
    }
    return way;
  }
}
