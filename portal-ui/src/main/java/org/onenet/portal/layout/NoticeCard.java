package org.onenet.portal.layout;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Locale;
import org.onenet.portal.api.Cases;

/** What was missing in an application, told once, and how that ended; for citizen and clerk. */
public final class NoticeCard extends View {
  private static final long serialVersionUID = 1L;

  /**
   * @param notices of one case, the first first; one at least
   */
  public NoticeCard(List<Cases.Notice> notices) {
    addClassName("card");
    setId("notices");
    add(new H2(t("notice.title")));
    for (Cases.Notice one : notices) {
      add(
          new Paragraph(
              new Span(t("notice.sent", one.by(), when(one.sentAt())) + " "), state(one)));
      add(items(one, getLocale()));
      if (one.reason() != null) {
        add(new Paragraph(t("notice.again", one.reason())));
      }
      add(
          soft(
              new Paragraph(
                  one.isOpen()
                      ? t("notice.answerBy", day(one.answerBy()))
                      : t("notice.ended." + one.ended(), when(one.endedAt())))));
    }
  }

  /** What is missing, a line each. */
  public static UnorderedList items(Cases.Notice notice, Locale language) {
    UnorderedList list = new UnorderedList();
    for (Cases.Missing missing : notice.items()) {
      list.add(
          new ListItem(
              new Span(missing.label().in(language) + list.getTranslation(language, "colon")),
              new Span(missing.text())));
    }
    return list;
  }

  private Span state(Cases.Notice one) {
    return one.isOpen()
        ? tag(t("notice.state.open"), "warn")
        : tag(t("notice.state." + one.ended()), "completed".equals(one.ended()) ? "ok" : "plain");
  }
}
