package org.onenet.portal.inbox;

import com.vaadin.flow.dom.Element;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.Text;
import org.onenet.portal.layout.Timeline;
import org.onenet.portal.layout.View;

/** What was done to a certificate's status, in sentences, the oldest first. */
final class StatusHistory extends View {
  private static final long serialVersionUID = 1L;

  /**
   * What one person did.
   *
   * @param what names the sentence: {@code history.suspend}, {@code history.asked} …
   * @param why null where nobody had to say
   */
  record Line(String what, String by, String at, Text why, boolean over) {}

  StatusHistory(List<Credentials.Act> acts) {
    Element list = new Element("ol").setAttribute("class", "steps");
    for (Line line : lines(acts)) {
      Element item =
          Timeline.item(
              line.over() ? "done" : "now",
              t("history." + line.what(), line.by()),
              when(line.at()));
      if (line.why() != null) {
        item.appendChild(new Element("div").setText(t(line.why())));
      }
      list.appendChild(item);
    }
    getElement().appendChild(list);
  }

  /** Four eyes are two lines: between them something else may have happened. */
  static List<Line> lines(List<Credentials.Act> acts) {
    List<Line> lines = new ArrayList<>();
    for (Credentials.Act act : acts) {
      boolean waits = "waiting".equals(act.state());
      boolean answered = act.answeredBy() != null;
      lines.add(
          new Line(
              waits || answered ? "asked" : act.kind(),
              act.askedBy(),
              act.askedAt(),
              act.reason(),
              !waits));
      if (answered) {
        lines.add(
            new Line(answer(act), act.answeredBy(), act.answeredAt(), words(act.answer()), true));
      }
    }
    lines.sort(Comparator.comparing(line -> Instant.parse(line.at())));
    return lines;
  }

  private static String answer(Credentials.Act act) {
    if (!"turned-down".equals(act.state())) {
      return "confirmed";
    }
    return act.answeredBy().equals(act.askedBy()) ? "taken-back" : "turned-down";
  }

  private static Text words(String said) {
    return said == null || said.isEmpty() ? null : new Text(said, said);
  }
}
