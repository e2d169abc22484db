package org.onenet.portal.apply;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Application;
import org.onenet.portal.api.Definition;
import org.onenet.portal.layout.View;

/** A field for documents: what is there, remove, and add another. Sizes and types are the API's. */
final class DocumentField extends View {
  private static final long serialVersionUID = 1L;

  private final Div list = new Div();
  private final Div refusal = new Div();

  /**
   * @param waived whether a register makes the document needless
   */
  DocumentField(Definition.Field field, Draft draft, boolean waived) {
    setId("f-" + field.id());
    getElement().setAttribute("tabindex", "-1");
    Span label = new Span(t(field.label()));
    label.getStyle().set("font-weight", "600").set("display", "block");
    add(label);
    if (field.help() != null) {
      add(soft(new Paragraph(t(field.help()))));
    }
    Upload upload =
        new Upload(
            UploadHandler.inMemory(
                (meta, bytes) -> {
                  ApiProblem problem =
                      attempt(() -> draft.upload(field.id(), meta.fileName(), bytes));
                  refusal.removeAll();
                  if (problem != null) {
                    refusal.add(notice(problem));
                  }
                  show(field, draft);
                }));
    upload.setId("upload-" + field.id());
    upload.setMaxFiles(field.maxFiles() == null ? 1 : field.maxFiles());
    upload.setDropAllowed(true);
    upload.addAllFinishedListener(done -> upload.clearFileList());
    refusal.getElement().setAttribute("aria-live", "polite");
    if (waived) {
      Paragraph needless = new Paragraph("✓ " + t("upload.waived"));
      needless.addClassNames("from", "same");
      needless.setId("waived-" + field.id());
      add(needless);
    }
    add(list, refusal, soft(new Paragraph(t("upload.limits"))), upload);
    show(field, draft);
  }

  private void show(Definition.Field field, Draft draft) {
    list.removeAll();
    for (Application.Document document : draft.application().documents()) {
      if (field.id().equals(document.field())) {
        Div line = row(new Span("✓ " + document.name()));
        if (!document.submitted()) {
          line.add(
              quiet(
                  "remove-" + document.id(),
                  t("upload.remove"),
                  () -> {
                    attempt(() -> draft.removeDocument(document.id()));
                    show(field, draft);
                  }));
        }
        list.add(line);
      }
    }
  }
}
