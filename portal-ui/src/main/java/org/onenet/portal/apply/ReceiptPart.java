package org.onenet.portal.apply;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.onenet.portal.api.Application;
import org.onenet.portal.layout.View;

/** The reference, and what happens next. */
final class ReceiptPart extends View {
  private static final long serialVersionUID = 1L;

  /**
   * @param receipt what the submission answered; null when the page is opened again later
   */
  ReceiptPart(String reference, Application.Receipt receipt) {
    Span number = new Span(reference);
    number.setId("reference");
    number.addClassName("reference");
    boolean granted = receipt != null && "granted".equals(receipt.state());
    add(
        heading(t(granted ? "receipt.granted" : "receipt.title")),
        card(soft(new Paragraph(t("receipt.reference"))), number));
    if (granted) {
      add(
          new Paragraph(t("receipt.grantedText")),
          row(link("to-certificates", "/app/certificates", t("nav.certificates"))));
    } else {
      String due = receipt == null ? "" : day(receipt.dueOn());
      add(new Paragraph(due.isEmpty() ? t("receipt.next") : t("receipt.nextBy", due)));
    }
    add(row(link("to-applications", "/app/applications/" + reference, t("receipt.follow"))));
  }
}
