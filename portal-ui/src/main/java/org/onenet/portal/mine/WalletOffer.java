package org.onenet.portal.mine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import org.onenet.portal.api.Wallets;

/** An offer to a wallet, for the few minutes that it is open: QR code, link, digits. */
final class WalletOffer extends Dialog {
  private static final long serialVersionUID = 1L;

  /**
   * @param until when it ends, in words
   */
  WalletOffer(Wallets.Offer offer, String until) {
    setHeaderTitle(getTranslation("wallet.put"));
    setWidth("min(480px, 96vw)");
    Image code = new Image("data:image/png;base64," + offer.qrCode(), getTranslation("wallet.qr"));
    code.setId("wallet-qr");
    code.addClassName("qr");
    Anchor here = new Anchor();
    here.setText(getTranslation("wallet.open"));
    here.setUnsafeHref(offer.link()); // a scheme of wallets, and made by our own API
    here.setId("wallet-link");
    here.setRouterIgnore(true);
    Span digits = new Span(offer.pin());
    digits.setId("wallet-pin");
    digits.addClassName("digits");
    Div pin = new Div(new Span(getTranslation("wallet.pin")), digits);
    pin.addClassName("pin");
    add(
        new Paragraph(getTranslation("wallet.how")),
        code,
        pin,
        new Paragraph(here),
        muted(getTranslation("wallet.until", until)));
    Button close = new Button(getTranslation("wallet.close"), event -> close());
    close.setId("wallet-close");
    close.addClassNames("btn", "quiet");
    getFooter().add(close);
  }

  private static Paragraph muted(String text) {
    Paragraph paragraph = new Paragraph(text);
    paragraph.addClassName("muted");
    return paragraph;
  }
}
