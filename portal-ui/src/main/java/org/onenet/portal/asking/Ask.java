package org.onenet.portal.asking;

import com.vaadin.flow.component.dependency.Uses;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.inject.Inject;
import java.util.List;
import org.onenet.identity.Role;
import org.onenet.identity.login.SignedInUser;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.api.PresentationsApi;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.View;
import org.onenet.portal.layout.WalletQuestion;

/**
 * Asks a wallet: puts the question together, shows it to its holder, and what was shown as soon as
 * it is there. {@code ?question=} shows an earlier one.
 */
@Route(value = "ask", layout = Bar.class)
@Uses(Details.class)
class Ask extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient PresentationsApi api;
  private final transient SignedInUser user;
  private transient Presentation.Registered registered;

  @Inject
  Ask(PresentationsApi api, SignedInUser user) {
    this.api = api;
    this.user = user;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String earlier =
        event.getLocation().getQueryParameters().getSingleParameter("question").orElse(null);
    orExplain(
        () -> {
          if (user.current().filter(caller -> caller.is(Role.VERIFIER)).isEmpty()) {
            throw new ApiProblem(403, "forbidden", "", List.of(), null);
          }
          registered = api.registered(getLocale());
          if (earlier == null) {
            form();
          } else {
            show(api.presentation(earlier, getLocale()));
          }
        });
  }

  private void form() {
    removeAll();
    add(heading(t("ask.title", t(registered.name()))), soft(new Paragraph(t("ask.text"))));
    QuestionForm form =
        new QuestionForm(registered, api.templates(getLocale()), api, this::put, this::form);
    add(form, earlier());
  }

  private void put(Presentation.Made made) {
    removeAll();
    add(
        heading(t("ask.open")),
        card(
            new WalletQuestion(
                made,
                made.link(),
                t(registered.name()),
                () -> api.presentation(made.presentation().id(), getLocale()),
                this::show)),
        row(quiet("ask-again", t("ask.back"), () -> orExplain(this::form))));
  }

  private void show(Presentation one) {
    removeAll();
    add(heading(t("ask.result.title")), new Answer(one));
    add(row(act("ask-again", t("ask.again"), () -> orExplain(this::form))));
    getElement().executeJs("const m = this.closest('main'); scrollTo(0, 0); m && m.focus()");
  }

  private Div earlier() {
    Div card = card(new H2(t("ask.earlier")));
    List<Presentation> asked = api.asked(getLocale());
    if (asked.isEmpty()) {
      card.add(soft(new Paragraph(t("ask.none"))));
      return card;
    }
    Element table = new Element("table");
    Element head = new Element("tr");
    for (String column : List.of("ask.when", "ask.purpose", "ask.state")) {
      head.appendChild(new Element("th").setAttribute("scope", "col").setText(t(column)));
    }
    Element body = new Element("tbody");
    for (Presentation one : asked) {
      Anchor open =
          link("question-" + one.id(), "/app/ask?question=" + one.id(), when(one.madeAt()));
      body.appendChild(
          new Element("tr")
              .appendChild(
                  new Element("td").appendChild(open.getElement()),
                  new Element("td").setText(t(one.purpose().name())),
                  new Element("td")
                      .appendChild(
                          tag(t("ask.short." + one.state()), kind(one.state())).getElement())));
    }
    table.appendChild(new Element("thead").appendChild(head), body);
    Div scroll = scrolling(new Div(), t("ask.earlier"));
    scroll.getElement().appendChild(table);
    card.add(scroll);
    return card;
  }

  private static String kind(String state) {
    return switch (state) {
      case "answered" -> "ok";
      case "declined", "expired" -> "plain";
      default -> "warn";
    };
  }
}
