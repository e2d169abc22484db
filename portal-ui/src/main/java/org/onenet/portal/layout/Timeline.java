package org.onenet.portal.layout;

import com.vaadin.flow.dom.Element;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.onenet.portal.api.Cases;

/** A case's way: what has happened, and the steps still ahead. */
public final class Timeline {
  private Timeline() {}

  public static Element of(Cases.Case one, Locale locale, UnaryOperator<String> when) {
    Element list = new Element("ol").setAttribute("class", "steps");
    for (Cases.Event event : one.timeline()) {
      String by = event.by() == null ? "" : " · " + event.by().in(locale);
      list.appendChild(item("done", event.text().in(locale), when.apply(event.at()) + by));
    }
    if (one.steps() != null) {
      for (Cases.Step step : one.steps()) {
        if (!"done".equals(step.state())) {
          list.appendChild(item(step.state(), step.name().in(locale), ""));
        }
      }
    }
    return list;
  }

  /** One item of such a list; {@code state} is {@code done}, {@code now} or ahead. */
  public static Element item(String state, String title, String detail) {
    Element item = new Element("li").setAttribute("class", state);
    item.appendChild(new Element("strong").setText(title));
    if (!detail.isEmpty()) {
      item.appendChild(new Element("div").setAttribute("class", "muted").setText(detail));
    }
    return item;
  }
}
