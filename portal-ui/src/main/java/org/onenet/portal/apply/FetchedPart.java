package org.onenet.portal.apply;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.shared.Registration;
import org.onenet.identity.login.SessionEnded;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Prefill;

/** What the registers told, and who has not answered yet; to be used, or not. */
final class FetchedPart extends FormPart {
  private static final long serialVersionUID = 1L;
  private static final int EVERY_MILLIS = 1_000;

  private final Div told = new Div();
  private final Div sources = new Div();
  private final Button goOn = quiet("go-on", t("apply.fetched.goOn"), () -> go(form.firstPage()));
  private final Button use = act("use-values", t("apply.fetched.use"), () -> go(form.firstPage()));
  private final Button type = quiet("consent-no", t("apply.fetched.type"), this::decline);
  private transient Prefill shown;
  private Registration polls;

  FetchedPart(Form form, Prefill now) {
    super(form);
    this.shown = now;
    sources.setId("sources");
    sources.getElement().setAttribute("role", "status");
    add(
        crumb(t("apply.begin")),
        heading(t("apply.fetched.title")),
        problems,
        told,
        sources,
        row(goOn, use, type));
    show(now);
  }

  private void show(Prefill now) {
    shown = now;
    told.removeAll();
    sources.removeAll();
    if (now.values().isEmpty()) {
      told.add(
          new Paragraph(t(now.isWaiting() ? "apply.fetched.waiting" : "apply.fetched.noneText")));
    } else {
      told.add(new Paragraph(t("apply.fetched.text")), values(now));
    }
    Div card = card(new H2(t("apply.fetched.sources")));
    for (Prefill.Evidence one : now.evidence()) {
      if ("idle".equals(one.state())) {
        continue;
      }
      card.add(
          new Paragraph(
              new Span(t(one.name()) + " · " + t(one.holder()) + " "),
              tag(t("evidence." + state(one)), kind(one))));
    }
    if (!now.available()) {
      card.add(soft(new Paragraph(t("apply.fetched.later"))));
    }
    sources.add(card);
    boolean empty = now.values().isEmpty();
    goOn.setVisible(empty && now.isWaiting());
    use.setVisible(!goOn.isVisible());
    use.setText(t(empty ? "apply.continue" : "apply.fetched.use"));
    type.setVisible(!empty);
  }

  private Div values(Prefill now) {
    Element facts = new Element("dl");
    for (Prefill.Value value : now.values()) {
      facts.appendChild(
          new Element("dt").setText(t(value.label())),
          new Element("dd")
              .appendChild(
                  new Element("div").setText(shown(form.field(value.field()), value.value())),
                  new Element("div")
                      .setText("✓ " + t(value.providerName()) + ", " + when(value.at()))
                      .setAttribute("class", "from")));
    }
    Div card = card();
    card.getElement().appendChild(facts);
    return card;
  }

  private static String state(Prefill.Evidence one) {
    return "fetched".equals(one.state()) && Boolean.FALSE.equals(one.found())
        ? "nothing"
        : one.state();
  }

  private static String kind(Prefill.Evidence one) {
    return switch (state(one)) {
      case "fetched" -> "ok";
      case "unavailable" -> "warn";
      case "nothing" -> "plain";
      default -> "info";
    };
  }

  private void decline() {
    ApiProblem problem = attempt(form.draft()::decline);
    if (problem == null) {
      go(form.firstPage());
    } else {
      tell(notice(problem));
    }
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    if (!shown.isWaiting()) {
      return;
    }
    attached.getUI().setPollInterval(EVERY_MILLIS);
    polls = attached.getUI().addPollListener(poll -> lookAgain());
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    stop(detached.getUI());
  }

  private void stop(UI ui) {
    if (polls == null) {
      return;
    }
    polls.remove();
    polls = null;
    ui.setPollInterval(-1);
  }

  private void lookAgain() {
    try {
      Prefill now = form.draft().prefill();
      if (!now.equals(shown)) {
        show(now);
      }
      if (!now.isWaiting()) {
        getUI().ifPresent(this::stop);
      }
    } catch (ApiProblem away) {
      tell(notice(away));
    } catch (SessionEnded over) {
      signInAgain();
    }
  }
}
