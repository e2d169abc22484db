package org.onenet.portal.apply;

import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import java.util.function.Consumer;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Presentation;
import org.onenet.portal.layout.View;
import org.onenet.portal.layout.WalletQuestion;

/** Fills a form from a wallet: on another device by a QR code, or on this one. */
final class ShowCertificate extends View {
  private static final long serialVersionUID = 1L;

  private final transient Form form;
  private final transient Consumer<String> afterwards;
  private final Dialog dialog = new Dialog();

  /**
   * @param afterwards hears why it fills nothing, or null when the form is filled
   */
  ShowCertificate(Form form, Consumer<String> afterwards) {
    this.form = form;
    this.afterwards = afterwards;
    dialog.setHeaderTitle(t("present.title"));
    dialog.setWidth("min(560px, 96vw)");
    dialog.setCloseOnOutsideClick(false);
    dialog.add(this);
    dialog.getFooter().add(quiet("cancel", t("cancel"), dialog::close));
  }

  /** Two questions: what answers the one is known here; the other's answer comes back here. */
  void open() {
    Presentation.Made[] made = new Presentation.Made[2];
    ApiProblem problem =
        attempt(
            () -> {
              made[0] = form.draft().askWallet(false);
              made[1] = form.draft().askWallet(true);
            });
    if (problem == null) {
      String id = made[0].presentation().id();
      add(
          new WalletQuestion(
              made[0],
              made[1].link(),
              t("layout.city"),
              () -> form.draft().shown(id, null).presentation(),
              over -> {
                dialog.close();
                afterwards.accept(unfit(over, form.draft().shown(id, null).unfit()));
              }));
    } else {
      add(new Paragraph(message(problem)));
    }
    dialog.open();
  }

  /** The word for what stands in the way, or null. */
  static String unfit(Presentation over, String unfit) {
    return "answered".equals(over.state()) ? unfit : over.state();
  }
}
