package org.onenet.portal.layout;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.shared.Registration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.onenet.identity.login.SessionEnded;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Presentation;

/**
 * A question to a wallet while it is open: who asks, why and for what, the QR code, and how it
 * stands, looked up again and again until it is over.
 */
public final class WalletQuestion extends View {
  private static final long serialVersionUID = 1L;
  private static final int EVERY_MILLIS = 1_500;

  private final transient Supplier<Presentation> look;
  private final transient Consumer<Presentation> afterwards;
  private final Paragraph state = new Paragraph();
  private Registration polls;

  /**
   * @param linkHere opens a wallet on this device, for this question or for one that comes back
   *     here
   * @param asker who asks, as the wallet's holder knows them
   * @param look how it stands now
   * @param afterwards hears once that it is over
   */
  public WalletQuestion(
      Presentation.Made made,
      String linkHere,
      String asker,
      Supplier<Presentation> look,
      Consumer<Presentation> afterwards) {
    this.look = look;
    this.afterwards = afterwards;
    addClassName("question");
    Presentation asked = made.presentation();
    Element what = new Element("dl");
    line(what, t("ask.who"), asker);
    line(what, t("ask.why"), t(asked.purpose().reason()));
    for (Presentation.Wanted wanted : asked.asked()) {
      String types = String.join(t("ask.or"), wanted.types().stream().map(this::t).toList());
      String claims =
          String.join(t("list.comma"), wanted.claims().stream().map(c -> t(c.label())).toList());
      line(what, types, claims.isEmpty() ? t("ask.nothingOfIt") : claims);
    }
    Image code = new Image("data:image/png;base64," + made.qrCode(), t("ask.qr"));
    code.setId("question-qr");
    code.addClassName("qr");
    Anchor here = new Anchor();
    here.setText(t("wallet.open"));
    here.setUnsafeHref(linkHere); // a scheme of wallets, and made by our own API
    here.setId("question-link");
    here.setRouterIgnore(true);
    Paragraph open = new Paragraph(here);
    open.addClassName("centred");
    state.setId("question-state");
    state.addClassNames("notice", "live");
    state.getElement().setAttribute("role", "status");
    getElement().appendChild(what);
    add(soft(new Paragraph(t("ask.scan", clock(asked.expiresAt())))), code, open, state);
    show(asked);
  }

  private static void line(Element list, String term, String text) {
    list.appendChild(new Element("dt").setText(term), new Element("dd").setText(text));
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    attached.getUI().setPollInterval(EVERY_MILLIS);
    polls = attached.getUI().addPollListener(poll -> lookAgain());
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    stop(detached.getUI());
  }

  private void stop(com.vaadin.flow.component.UI ui) {
    if (polls == null) {
      return;
    }
    polls.remove();
    polls = null;
    ui.setPollInterval(-1);
  }

  private void lookAgain() {
    try {
      Presentation now = look.get();
      show(now);
      if (now.isOver()) {
        getUI().ifPresent(this::stop);
        afterwards.accept(now);
      }
    } catch (ApiProblem away) {
      state.setText(message(away));
    } catch (SessionEnded over) {
      signInAgain();
    }
  }

  private void show(Presentation now) {
    String said = t("ask.state." + now.state());
    state.setText(
        now.isOver() || now.lastRefusal() == null ? said : said + " " + t("ask.refusedOne"));
  }
}
