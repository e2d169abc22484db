package org.onenet.portal.layout;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import org.onenet.portal.api.Cases;
import tools.jackson.databind.JsonNode;

/** Where an answer of a case comes from, as a tag; and who said otherwise than a register. */
public final class Provenance extends View {
  private static final long serialVersionUID = 1L;

  public Provenance(Cases.Answer answer) {
    getStyle().set("display", "inline"); // the tag stands behind the value
    add(tag(answer));
    JsonNode by = answer.provenance() == null ? null : answer.provenance().get("correctedBy");
    if (by != null && by.isObject()) {
      Div who =
          new Div(
              t(
                  "provenance.by." + by.path("kind").asString(""),
                  by.path("name").asString(""),
                  when(by.path("at").asString(""))));
      who.addClassName("muted");
      add(who);
    }
  }

  private Span tag(Cases.Answer answer) {
    JsonNode from = answer.provenance();
    String kind =
        from == null
            ? "typed"
            : from.isString() ? from.asString() : from.path("kind").asString("typed");
    return switch (kind) {
      case "fetched" -> tag(t("provenance.fetched"), "ok");
      case "presented" -> tag(t("provenance.presented"), "ok");
      case "corrected" -> answer.differs() ? differs(answer) : tag(t("provenance.agrees"), "ok");
      default -> answer.differs() ? differs(answer) : tag(t("provenance.typed"), "plain");
    };
  }

  private Span differs(Cases.Answer answer) {
    JsonNode told = answer.registerValue();
    boolean hidden = told == null || told.isNull();
    return tag(
        hidden ? t("provenance.differs") : t("provenance.corrected", told.asString("")), "warn");
  }
}
