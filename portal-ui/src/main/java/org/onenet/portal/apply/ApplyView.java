package org.onenet.portal.apply;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;
import tools.jackson.databind.JsonNode;

/**
 * The form of a service, page by page, from its definition alone: consent, one page a topic, check
 * your answers, receipt. Every change saves the draft.
 */
@Route(value = "apply/:service/:draft?/:page?", layout = Bar.class)
class ApplyView extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  static final String START = "start";
  static final String CHECK = "check";

  private final transient ServicesApi api;
  private final transient Map<String, FieldInput> inputs = new LinkedHashMap<>();
  private final Map<String, Div> wrappers = new LinkedHashMap<>();
  private final Div problems = new Div();
  private final Span savedAt = new Span();
  private Draft draft;
  private transient Definition definition;
  private String pageId;

  @Inject
  ApplyView(ServicesApi api) {
    this.api = api;
    addClassName("narrow");
    savedAt.setId("saved");
    savedAt.addClassName("muted");
    savedAt.getElement().setAttribute("role", "status");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String service = event.getRouteParameters().get("service").orElse("");
    String id = event.getRouteParameters().get("draft").orElse(null);
    pageId = event.getRouteParameters().get("page").orElse(START);
    orExplain(
        () -> {
          if (id == null) {
            String fresh = UUID.randomUUID().toString();
            api.save(fresh, service, Map.of(), null, null, getLocale());
            event.forwardTo("apply/" + service + "/" + fresh + "/" + START);
            return;
          }
          open(id);
        });
  }

  private void open(String id) {
    Application application = api.application(id, getLocale());
    definition = api.definition(application.service(), application.serviceVersion(), getLocale());
    draft = new Draft(api, application, getLocale());
    show();
  }

  private void show() {
    removeAll();
    inputs.clear();
    wrappers.clear();
    problems.removeAll();
    if ("submitted".equals(draft.application().state())) {
      showReceipt(draft.application().caseReference(), null);
      return;
    }
    List<Definition.Page> pages = definition.pagesFor(draft.answers());
    if (CHECK.equals(pageId)) {
      showCheck(pages);
      return;
    }
    for (int i = 0; i < pages.size(); i++) {
      if (pages.get(i).id().equals(pageId)) {
        showPage(pages, i);
        return;
      }
    }
    showStart(pages);
  }

  private void showSaved() {
    String at = draft.application().savedAt();
    savedAt.setText(at == null ? "" : t("apply.saved", clock(at)));
  }

  private Component crumb(String where) {
    showSaved();
    Div crumb =
        new Div(
            link("service", "/services/" + definition.identifier(), t(definition.name())),
            new Span(" · " + where + " · "),
            savedAt);
    crumb.addClassName("crumb");
    return crumb;
  }

  private void showStart(List<Definition.Page> pages) {
    add(crumb(t("apply.begin")), heading(t("apply.start.title")), problems);
    List<Definition.Field> known =
        definition.form().pages().stream()
            .flatMap(p -> p.fields().stream())
            .filter(f -> f.prefillFrom() != null)
            .toList();
    String first = pages.isEmpty() ? CHECK : pages.getFirst().id();
    boolean asked = !"none".equals(draft.application().consent());
    if (known.isEmpty() || asked) {
      add(
          new Paragraph(t(asked ? "apply.start.asked" : "apply.start.plain")),
          row(act("continue", t("apply.continue"), () -> go(first))));
      return;
    }
    Div card = card(new H2(t("apply.consent.title")), new Paragraph(t("apply.consent.what")));
    UnorderedList list = new UnorderedList();
    known.forEach(f -> list.add(new ListItem(t(f.label()))));
    card.add(list, soft(new Paragraph(t("apply.consent.free"))));
    add(
        card,
        row(
            act("consent-yes", t("apply.consent.yes"), () -> consent(true, first)),
            quiet("consent-no", t("apply.consent.no"), () -> consent(false, first))));
  }

  private void consent(boolean given, String first) {
    Application.Prefill[] told = new Application.Prefill[1];
    ApiProblem problem = attempt(() -> told[0] = draft.prefill(given));
    if (problem != null) {
      problems.removeAll();
      problems.add(notice(problem));
      return;
    }
    if (!given) {
      go(first);
      return;
    }
    removeAll();
    add(crumb(t("apply.begin")));
    if (!told[0].available() || told[0].values().isEmpty()) {
      add(
          heading(t("apply.fetched.none")),
          new Paragraph(t("apply.fetched.noneText")),
          row(act("use-values", t("apply.continue"), () -> go(first))));
      return;
    }
    Div card = new Div();
    card.addClassName("card");
    Element facts = new Element("dl");
    for (Application.Fetched value : told[0].values()) {
      facts.appendChild(
          new Element("dt").setText(t(value.label())),
          new Element("dd")
              .appendChild(
                  new Element("div").setText(shown(field(value.field()), value.value())),
                  new Element("div")
                      .setText("✓ " + t(value.providerName()) + ", " + when(value.at()))
                      .setAttribute("class", "from")));
    }
    card.getElement().appendChild(facts);
    add(
        heading(t("apply.fetched.title")),
        new Paragraph(t("apply.fetched.text")),
        card,
        row(
            act("use-values", t("apply.fetched.use"), () -> go(first)),
            quiet("consent-no", t("apply.fetched.type"), () -> decline(first))));
  }

  /** Fetched values that the citizen does not want leave the answers before the first page. */
  private void decline(String first) {
    ApiProblem problem =
        attempt(
            () -> {
              draft
                  .application()
                  .provenance()
                  .forEach(
                      (field, from) -> {
                        if ("fetched".equals(from.kind())) {
                          draft.answers().remove(field);
                        }
                      });
              draft.save(null);
              draft.prefill(false);
            });
    if (problem == null) {
      go(first);
    } else {
      addComponentAsFirst(notice(problem));
    }
  }

  private void showPage(List<Definition.Page> pages, int index) {
    Definition.Page page = pages.get(index);
    add(crumb(t("apply.step", index + 1, pages.size() + 1)), problems, heading(t(page.title())));
    if (page.intro() != null) {
      add(soft(new Paragraph(t(page.intro()))));
    }
    for (Definition.Section section : page.sections()) {
      Div card = new Div();
      card.addClassName("card");
      if (section.title() != null) {
        card.add(new H2(t(section.title())));
      }
      section.fields().forEach(field -> card.add(wrapped(field)));
      add(card);
    }
    conditions(page);
    String back = index == 0 ? START : pages.get(index - 1).id();
    add(
        row(
            act("continue", t("apply.saveAndContinue"), () -> next(page)),
            quiet("back", t("apply.back"), () -> go(back)),
            link("finish-later", "/app/applications", t("apply.later"))));
  }

  private Component wrapped(Definition.Field field) {
    Div wrapper = new Div();
    wrapper.addClassName("field");
    wrappers.put(field.id(), wrapper);
    if ("file".equals(field.type())) {
      wrapper.add(new DocumentField(field, draft));
      return wrapper;
    }
    String optional =
        field.required() || "checkbox".equals(field.type()) ? "" : t("apply.optional");
    String hint =
        switch (field.type()) {
          case "date" -> t("apply.hint.date");
          case "month" -> t("apply.hint.month");
          default -> "";
        };
    FieldInput input =
        FieldInput.of(
            field,
            draft.answers().get(field.id()),
            getLocale(),
            (hint + " " + optional).strip(),
            changed -> typed());
    inputs.put(field.id(), input);
    wrapper.add(input.component());
    Application.Provenance from = draft.application().provenance().get(field.id());
    if (from != null && ("fetched".equals(from.kind()) || "corrected".equals(from.kind()))) {
      boolean same = "fetched".equals(from.kind());
      Paragraph line =
          new Paragraph(
              same
                  ? "✓ " + t(from.providerName()) + ", " + when(from.at())
                  : t("apply.differs", t(from.providerName()), shown(field, from.fetchedValue())));
      line.addClassNames("from", same ? "same" : "warn");
      wrapper.add(line);
      if (same
          && field.readOnlyWhenFetched()
          && input.component() instanceof com.vaadin.flow.component.HasValue<?, ?> fixed) {
        fixed.setReadOnly(true);
      }
    }
    return wrapper;
  }

  private void conditions(Definition.Page page) {
    for (Definition.Field field : page.fields()) {
      wrappers.get(field.id()).setVisible(Definition.holds(field.condition(), draft.answers()));
    }
  }

  private void typed() {
    inputs.forEach(
        (field, input) ->
            input
                .value()
                .ifPresentOrElse(
                    value -> draft.answers().put(field, value),
                    () -> draft.answers().remove(field)));
    definition.form().pages().stream().filter(p -> p.id().equals(pageId)).forEach(this::conditions);
    saveNow();
  }

  private boolean saveNow() {
    ApiProblem problem = attempt(() -> draft.save(pageId));
    problems.removeAll();
    if (problem == null) {
      showSaved();
      return true;
    }
    savedAt.setText(t("apply.notSaved"));
    Div notice = notice(problem);
    if ("stale-version".equals(problem.code())) {
      notice.removeAll();
      notice.add(
          new Paragraph(t("apply.stale")),
          row(
              act(
                  "keep-mine",
                  t("apply.keepMine"),
                  () -> {
                    if (attempt(() -> draft.keepMine(pageId, List.copyOf(inputs.keySet())))
                        == null) {
                      show();
                    }
                  })));
    }
    problems.add(notice);
    return false;
  }

  private void next(Definition.Page page) {
    if (!saveNow()) {
      return;
    }
    List<ApiProblem.FieldError> errors = new java.util.ArrayList<>();
    ApiProblem problem = attempt(() -> errors.addAll(draft.validate(page.id())));
    if (problem != null) {
      problems.add(notice(problem));
      return;
    }
    inputs.values().forEach(input -> input.error(null));
    if (!errors.isEmpty()) {
      summary(errors);
      return;
    }
    List<Definition.Page> pages = definition.pagesFor(draft.answers());
    int here = pages.stream().map(Definition.Page::id).toList().indexOf(page.id());
    go(here + 1 < pages.size() ? pages.get(here + 1).id() : CHECK);
  }

  /** What is wrong, told at once on top, with a way to each field; the focus goes there. */
  private void summary(List<ApiProblem.FieldError> errors) {
    Div box = new Div(new H2(t("apply.errors")));
    box.setId("error-summary");
    box.addClassName("error-summary");
    box.getElement().setAttribute("tabindex", "-1").setAttribute("role", "alert");
    UnorderedList list = new UnorderedList();
    for (ApiProblem.FieldError error : errors) {
      Anchor to = new Anchor("#f-" + error.field(), error.message());
      to.getElement().setAttribute("router-ignore", true);
      to.getElement()
          .executeJs(
              "this.addEventListener('click',e=>{const f=document.getElementById($0);"
                  + "if(f){e.preventDefault();f.scrollIntoView({block:'center'});f.focus()}})",
              "f-" + error.field());
      String owner = pageOf(error.field());
      if (!inputs.containsKey(error.field()) && owner != null && !owner.equals(pageId)) {
        to = link("fix-" + error.field(), address(owner), error.message());
      }
      list.add(new ListItem(to));
      FieldInput input = inputs.get(error.field());
      if (input != null) {
        input.error(error.message());
      }
    }
    box.add(list);
    problems.removeAll();
    problems.add(box);
    box.getElement().executeJs("setTimeout(()=>{this.scrollIntoView();this.focus()})");
  }

  private void showCheck(List<Definition.Page> pages) {
    add(
        crumb(t("apply.step", pages.size() + 1, pages.size() + 1)),
        problems,
        heading(t("apply.check.title")));
    for (Definition.Page page : pages) {
      Anchor change = link("change-" + page.id(), address(page.id()), t("apply.change"));
      change.getElement().setAttribute("aria-label", t("apply.changePage", t(page.title())));
      Div card = card(row(new H2(t(page.title())), change));
      Element facts = new Element("dl");
      for (Definition.Field field : page.fields()) {
        if (Definition.holds(field.condition(), draft.answers())) {
          facts.appendChild(
              new Element("dt").setText(t(field.label())),
              new Element("dd").setText(shown(field, draft.answers().get(field.id()))));
        }
      }
      card.getElement().appendChild(facts);
      add(card);
    }
    Button submit = act("submit-application", t("apply.submit"), this::submit);
    submit.setDisableOnClick(true);
    add(
        soft(new Paragraph(t("apply.check.true"))),
        row(
            submit,
            quiet(
                "back", t("apply.back"), () -> go(pages.isEmpty() ? START : pages.getLast().id())),
            link("finish-later", "/app/applications", t("apply.later"))));
    submit.getElement().setAttribute("data-once", true);
    submit.addClickListener(
        click -> submit.setEnabled(!"submitted".equals(draft.application().state())));
  }

  private void submit() {
    Application.Receipt[] receipt = new Application.Receipt[1];
    ApiProblem problem = attempt(() -> receipt[0] = draft.submit());
    if (problem == null) {
      removeAll();
      showReceipt(receipt[0].caseReference(), receipt[0]);
    } else if (problem.errors().isEmpty()) {
      problems.removeAll();
      problems.add(notice(problem));
    } else {
      summary(problem.errors());
    }
  }

  private void showReceipt(String reference, Application.Receipt receipt) {
    Span number = new Span(reference);
    number.setId("reference");
    number.addClassName("reference");
    boolean granted = receipt != null && "granted".equals(receipt.state());
    Div card = card(soft(new Paragraph(t("receipt.reference"))), number);
    add(heading(t(granted ? "receipt.granted" : "receipt.title")), card);
    if (granted) {
      add(
          new Paragraph(t("receipt.grantedText")),
          row(link("to-certificates", "/app/certificates", t("nav.certificates"))));
    } else {
      String due = receipt == null ? "" : day(receipt.dueOn());
      add(new Paragraph(due.isEmpty() ? t("receipt.next") : t("receipt.nextBy", due)));
    }
    add(row(link("to-applications", "/app/applications/" + reference, t("receipt.follow"))));
  }

  private Definition.Field field(String id) {
    return definition.form().pages().stream()
        .flatMap(p -> p.fields().stream())
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElse(null);
  }

  private String pageOf(String field) {
    return definition.form().pages().stream()
        .filter(p -> p.fields().stream().anyMatch(f -> f.id().equals(field)))
        .map(Definition.Page::id)
        .findFirst()
        .orElse(null);
  }

  private String shown(Definition.Field field, JsonNode value) {
    if (value == null || value.isNull()) {
      return field != null && "file".equals(field.type()) ? documents(field) : t("apply.empty");
    }
    if (value.isBoolean()) {
      return t(value.asBoolean() ? "yes" : "no");
    }
    if (field != null && "file".equals(field.type())) {
      return documents(field);
    }
    if (value.isArray()) {
      return String.join(t("list.comma"), value.valueStream().map(v -> shown(field, v)).toList());
    }
    String plain = value.asString("");
    if (field != null && field.options() != null) {
      return field.options().stream()
          .filter(o -> o.value().equals(plain))
          .map(o -> t(o.label()))
          .findFirst()
          .orElse(plain);
    }
    return field != null && "date".equals(field.type()) ? day(plain) : plain;
  }

  private String documents(Definition.Field field) {
    List<String> names =
        draft.application().documents().stream()
            .filter(d -> field.id().equals(d.field()))
            .map(Application.Document::name)
            .toList();
    return names.isEmpty() ? t("apply.empty") : String.join(t("list.comma"), names);
  }

  private String address(String page) {
    return "/app/apply/" + definition.identifier() + "/" + draft.application().id() + "/" + page;
  }

  private void go(String page) {
    getUI().ifPresent(ui -> ui.navigate(address(page).substring("/app/".length())));
  }
}
