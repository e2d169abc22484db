package org.onenet.portal.layout;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.onenet.portal.api.Corrections.Correction;

/** What registers are asked to correct, and what their holders answered; for citizen and clerk. */
public final class CorrectionCard extends View {
  private static final long serialVersionUID = 1L;

  public CorrectionCard(List<Correction> all) {
    addClassName("card");
    setId("corrections");
    add(new H2(t("corrections.title")));
    for (Correction one : all) {
      add(
          new Paragraph(
              new Span(t("corrections.what", t(one.registerName()), t(one.label())) + " "),
              state(one)));
      getElement().appendChild(values(one));
      add(
          soft(
              new Paragraph(
                  t("corrections.asked", one.askedBy(), t(one.department()), when(one.askedAt())))),
          new Paragraph(t("corrections.reason", one.reason())));
      add(
          one.isOpen()
              ? soft(new Paragraph(t("corrections.due", t(one.holder()), day(one.dueOn()))))
              : new Paragraph(
                  t(
                      "corrections.answered",
                      one.answeredBy(),
                      t(one.holder()),
                      when(one.answeredAt()),
                      one.answer())));
    }
  }

  private Span state(Correction one) {
    return tag(
        t("corrections.state." + one.state()),
        switch (one.state()) {
          case "corrected" -> "ok";
          case "not-corrected" -> "plain";
          default -> "info";
        });
  }

  private Element values(Correction one) {
    return new Element("dl")
        .appendChild(
            new Element("dt").setText(t("corrections.register")),
            new Element("dd").setText(t(one.registerValue())),
            new Element("dt").setText(t("corrections.citizen")),
            new Element("dd").setText(t(one.citizenValue())));
  }
}
