package org.onenet.portal.apply;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import org.onenet.portal.api.Cases;
import org.onenet.portal.layout.View;

/** On each page of an application that is open again: what is missing, each with its way there. */
final class NoticeBox extends View {
  private static final long serialVersionUID = 1L;

  NoticeBox(Form form, Cases.Notice notice) {
    setId("missing");
    addClassNames("notice", "warn");
    UnorderedList list = new UnorderedList();
    for (Cases.Missing missing : notice.items()) {
      String page = form.pageOf(missing.field());
      list.add(
          new ListItem(
              link(
                  "missing-" + missing.field(),
                  form.address(page == null ? Form.CHECK : page),
                  t(missing.label())),
              new Span(t("colon") + missing.text())));
    }
    add(
        new H2(t("notice.missing")),
        list,
        new Paragraph(t("notice.answerBy", day(notice.answerBy()))));
  }
}
