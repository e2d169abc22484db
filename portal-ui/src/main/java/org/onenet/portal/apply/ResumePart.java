package org.onenet.portal.apply;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.List;
import org.onenet.portal.api.Application;
import org.onenet.portal.layout.View;

/** Drafts of this service that were begun before, perhaps on another device. */
final class ResumePart extends View {
  private static final long serialVersionUID = 1L;

  ResumePart(List<Application> drafts, Runnable beginAnew) {
    add(heading(t("resume.title")), new Paragraph(t("resume.text")));
    for (int i = 0; i < drafts.size(); i++) {
      Application draft = drafts.get(i);
      String page = draft.page() == null ? Form.START : draft.page();
      String address = "apply/" + draft.service() + "/" + draft.id() + "/" + page;
      Runnable go = () -> getUI().ifPresent(ui -> ui.navigate(address));
      String progress =
          t("mine.draft", when(draft.savedAt()), draft.progress().done(), draft.progress().of());
      add(
          card(
              new H2(t(draft.serviceName())),
              soft(new Paragraph(progress)),
              row(act("resume" + (i == 0 ? "" : "-" + i), t("resume.continue"), go))));
    }
    add(row(quiet("begin-anew", t("resume.anew"), beginAnew)));
  }
}
