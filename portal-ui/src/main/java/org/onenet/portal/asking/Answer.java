package org.onenet.portal.asking;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.layout.Timeline;
import org.onenet.portal.layout.View;

/** What a wallet showed, or why it showed nothing. */
final class Answer extends View {
  private static final long serialVersionUID = 1L;

  Answer(Presentation one) {
    setId("answer");
    add(soft(new Paragraph(t("ask.of", t(one.purpose().name()), when(one.madeAt())))));
    if (one.result() == null) {
      Paragraph why =
          new Paragraph(
              t("answered".equals(one.state()) ? "ask.forgotten" : "ask.state." + one.state()));
      why.addClassNames("notice", "warn");
      add(why);
      return;
    }
    one.result().certificates().forEach(certificate -> add(card(certificate)));
    add(soft(new Paragraph(t("ask.kept"))));
  }

  private Div card(Presentation.Certificate shown) {
    Div head =
        row(
            new H2(t(shown.name())),
            tag(t("ask.verdict." + shown.verdict()), kind(shown.verdict())));
    head.addClassName("apart");
    Element facts = new Element("dl");
    for (Presentation.Claim claim : shown.claims()) {
      facts.appendChild(
          new Element("dt").setText(t(claim.label())),
          new Element("dd").setText(t(claim.display())));
    }
    Div card = card(head, soft(new Paragraph(t("ask.issuer", t(shown.issuerName())))));
    card.getElement().appendChild(facts);
    shown.checks().stream()
        .filter(check -> !"valid".equals(check.outcome()))
        .forEach(
            check -> {
              Paragraph wrong = new Paragraph(t(check.detail()));
              wrong.addClassNames("notice", kind(check.outcome()));
              card.add(wrong);
            });
    Element checks = new Element("ol").setAttribute("class", "steps");
    for (Presentation.Check check : shown.checks()) {
      checks.appendChild(
          Timeline.item(
              "valid".equals(check.outcome()) ? "done" : "ahead",
              t(check.title()),
              t(check.detail())));
    }
    Details how = new Details(t("ask.checks"));
    how.getElement().appendChild(checks);
    card.add(how);
    return card;
  }

  private static String kind(String outcome) {
    return switch (outcome) {
      case "valid" -> "ok";
      case "invalid" -> "bad";
      default -> "warn";
    };
  }
}
