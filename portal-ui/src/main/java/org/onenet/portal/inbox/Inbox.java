package org.onenet.portal.inbox;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
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
import org.onenet.portal.api.Cases;
import org.onenet.portal.api.Definition;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.SharingApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;

/**
 * The department's cases, the most urgent first, and one of them beside the list. What is filtered,
 * which page and which case stand in the address's query, to be kept or sent on.
 */
@Route(value = "inbox", layout = Bar.class)
class Inbox extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private static final String PLACE = "inbox";
  private static final String OPEN_CASE = "case";
  private static final String PAGE = "page";
  private static final List<String> QUICK = List.of("state", "assignee", "due");
  private static final List<String> FILTERS =
      List.of("state", "assignee", "due", "service", "q", PAGE);

  private final transient ServicesApi api;
  private final transient SharingApi sharing;
  private final transient Staff staff;
  private final Div list = new Div();

  @Inject
  Inbox(ServicesApi api, SharingApi sharing, Staff staff) {
    this.api = api;
    this.sharing = sharing;
    this.staff = staff;
    addClassName("wide");
    list.addClassName("list");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Map<String, String> query = new TreeMap<>();
    event
        .getLocation()
        .getQueryParameters()
        .getParameters()
        .forEach((name, values) -> query.put(name, values.getFirst()));
    query.keySet().removeIf(name -> !FILTERS.contains(name) && !OPEN_CASE.equals(name));
    orExplain(() -> show(query));
  }

  private void show(Map<String, String> query) {
    removeAll();
    String department = staff.department();
    String reference = query.get(OPEN_CASE);
    add(heading(t("nav.inbox")));
    Div filters = new Div();
    add(filters);
    Runnable refresh = () -> fill(query, department, filters);
    refresh.run();
    if (reference == null) {
      add(list);
      return;
    }
    Div beside = new Div();
    beside.addClassName("beside");
    beside.add(
        row(
            link("close-case", address(without(query, OPEN_CASE)), t("inbox.close")),
            link("case-alone", "/app/cases/" + reference, t("inbox.alone"))),
        new CaseFile(api, sharing, reference, false, () -> orExplain(refresh)));
    Div split = new Div(list, beside);
    split.addClassNames("split", "halves");
    add(split);
  }

  private void fill(Map<String, String> query, String department, Div filters) {
    Map<String, String> asked = new TreeMap<>(query);
    asked.remove(OPEN_CASE);
    asked.putIfAbsent("state", "open");
    Cases cases = api.cases(asked, getLocale());
    filters.removeAll();
    filters.add(ways(query, cases.counts()), narrower(query, department));
    list.removeAll();
    if (cases.cases().isEmpty()) {
      list.add(card(new Paragraph(t("inbox.none"))));
      return;
    }
    list.add(table(query, cases), pages(query, cases));
  }

  private Div ways(Map<String, String> query, Cases.Counts counts) {
    Div ways =
        row(
            way("all", t("inbox.open", counts.open()), Map.of(), query),
            way("mine", t("inbox.mine", counts.mine()), Map.of("assignee", "me"), query),
            way(
                "unassigned",
                t("inbox.unassigned", counts.unassigned()),
                Map.of("assignee", "none"),
                query),
            way("week", t("inbox.week", counts.dueThisWeek()), Map.of("due", "week"), query),
            way("overdue", t("inbox.overdue", counts.overdue()), Map.of("due", "overdue"), query),
            way("granted", t("state.granted"), Map.of("state", "granted"), query),
            way("refused", t("state.refused"), Map.of("state", "refused"), query),
            way("withdrawn", t("state.withdrawn"), Map.of("state", "withdrawn"), query));
    ways.addClassName("ways");
    return ways;
  }

  private Anchor way(String id, String text, Map<String, String> to, Map<String, String> query) {
    Map<String, String> next = new TreeMap<>(query);
    QUICK.forEach(next::remove);
    next.remove(PAGE);
    next.remove(OPEN_CASE);
    next.putAll(to);
    Map<String, String> now = new TreeMap<>(query);
    now.keySet().retainAll(QUICK);
    Anchor way = link("filter-" + id, address(next), text);
    boolean on = to.equals(now);
    way.addClassNames("tag", on ? "on" : "plain");
    if (on) {
      way.getElement().setAttribute("aria-current", "page");
    }
    return way;
  }

  private Div narrower(Map<String, String> query, String department) {
    TextField search = new TextField(t("inbox.search"));
    search.setId("search");
    search.setClearButtonVisible(true);
    search.setValue(query.getOrDefault("q", ""));
    search.addValueChangeListener(change -> narrow(query, "q", change.getValue()));
    Select<Definition.Named> service = new Select<>();
    service.setId("service-filter");
    service.setLabel(t("inbox.service"));
    service.setEmptySelectionAllowed(true);
    service.setEmptySelectionCaption(t("inbox.everyService"));
    List<Definition.Named> services = api.servicesOf(department, getLocale());
    service.setItems(services);
    service.setItemLabelGenerator(one -> one == null ? t("inbox.everyService") : t(one.name()));
    services.stream()
        .filter(one -> one.id().equals(query.get("service")))
        .findFirst()
        .ifPresent(service::setValue);
    service.addValueChangeListener(
        change ->
            narrow(query, "service", change.getValue() == null ? "" : change.getValue().id()));
    Div narrower = row(search, service);
    narrower.addClassName("narrower");
    return narrower;
  }

  private void narrow(Map<String, String> query, String filter, String value) {
    Map<String, String> next = without(query, PAGE);
    next.remove(filter);
    if (!value.isBlank()) {
      next.put(filter, value.strip());
    }
    getUI().ifPresent(ui -> ui.navigate(PLACE, QueryParameters.simple(next)));
  }

  private Div table(Map<String, String> query, Cases cases) {
    Element head = new Element("tr");
    for (String column : List.of("reference", "applicant", "service", "state", "assignee", "due")) {
      head.appendChild(
          new Element("th").setAttribute("scope", "col").setText(t("inbox." + column)));
    }
    Element body = new Element("tbody");
    cases.cases().forEach(row -> body.appendChild(row(row, query)));
    Div box = scrolling(card(), t("nav.inbox"));
    box.getElement()
        .appendChild(
            new Element("table").appendChild(new Element("thead").appendChild(head), body));
    return box;
  }

  private Element row(Cases.Row row, Map<String, String> query) {
    Map<String, String> opened = new TreeMap<>(query);
    opened.put(OPEN_CASE, row.reference());
    Anchor open = link("case-" + row.reference(), address(opened), row.reference());
    Element line = new Element("tr");
    if (row.reference().equals(query.get(OPEN_CASE))) {
      line.setAttribute("class", "sel");
      open.getElement().setAttribute("aria-current", "true");
    }
    return line.appendChild(
        new Element("td").appendChild(open.getElement()),
        cell(row.applicantName()),
        cell(t(row.serviceName())),
        cell(t("state." + row.state())),
        cell(row.assignee() == null ? t("inbox.nobody") : row.assignee().name()),
        new Element("td").appendChild(due(row).getElement()));
  }

  private Div pages(Map<String, String> query, Cases cases) {
    Div pages = row();
    int page = number(query.get(PAGE));
    int last = (cases.total() - 1) / ServicesApi.CASES_PER_PAGE;
    if (last == 0) {
      return pages;
    }
    if (page > 0) {
      pages.add(link("page-before", address(on(query, page - 1)), t("inbox.before")));
    }
    pages.add(soft(new Span(t("inbox.page", page + 1, last + 1, cases.total()))));
    if (page < last) {
      pages.add(link("page-after", address(on(query, page + 1)), t("inbox.after")));
    }
    return pages;
  }

  private static Map<String, String> on(Map<String, String> query, int page) {
    Map<String, String> there = without(query, OPEN_CASE);
    there.put(PAGE, String.valueOf(page));
    return there;
  }

  /** The page's number in the address; what is no number is the first. */
  private static int number(String page) {
    return page != null && page.matches("\\d{1,6}") ? Integer.parseInt(page) : 0;
  }

  private Span due(Cases.Row row) {
    boolean open = "submitted".equals(row.state()) || "under-review".equals(row.state());
    if (row.answerBy() != null) {
      return row.answerLate()
          ? tag(t("inbox.answerLate"), "warn")
          : tag(t("inbox.answerBy", day(row.answerBy())), "plain");
    }
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

  private static Map<String, String> without(Map<String, String> query, String name) {
    Map<String, String> less = new TreeMap<>(query);
    less.remove(name);
    return less;
  }

  private static String address(Map<String, String> query) {
    String words = QueryParameters.simple(query).getQueryString();
    return "/app/" + PLACE + (words.isEmpty() ? "" : "?" + words);
  }
}
