package org.onenet.portal.mine;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Credentials;
import org.onenet.portal.api.ServicesApi;
import org.onenet.portal.api.Wallets;
import org.onenet.portal.layout.Bar;
import org.onenet.portal.layout.CertificateCard;
import org.onenet.portal.layout.View;
import org.onenet.portal.text.Messages;

/** The citizen's certificates: state, what they say, files, and the link to show them by. */
@Route(value = "certificates", layout = Bar.class)
class Certificates extends View implements BeforeEnterObserver {
  private static final long serialVersionUID = 1L;

  private final transient ServicesApi api;

  @Inject
  Certificates(ServicesApi api) {
    this.api = api;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    orExplain(this::show);
  }

  private void show() {
    removeAll();
    List<Credentials.Credential> all = api.credentials(null, getLocale());
    add(heading(t("nav.certificates")));
    if (all.isEmpty()) {
      add(
          View.card(
              new H2(t("certificates.none")), soft(new Paragraph(t("certificates.noneText")))));
    }
    // The newest carries the plain ids; the others have theirs with their number.
    for (int i = 0; i < all.size(); i++) {
      add(card(all.get(i), i == 0 ? "" : "-" + i));
    }
  }

  private Div card(Credentials.Credential one, String suffix) {
    String until =
        one.validUntil() == null
            ? t("certificates.noEnd")
            : t("certificates.until", day(one.validUntil()));
    Div card = new CertificateCard(one, t(one.name()), t(one.issuer().name()) + " · " + until);
    Element facts = new Element("dl");
    for (Credentials.Fact fact : one.facts()) {
      facts.appendChild(
          new Element("dt").setText(t(fact.label())), new Element("dd").setText(t(fact.display())));
    }
    card.getElement().appendChild(facts);
    Div files =
        row(
            file(
                "download-pdf" + suffix,
                t("certificates.pdf"),
                one,
                "application/pdf",
                "pdf",
                getLocale()),
            file(
                "download-pdf-other" + suffix,
                t("certificates.pdfOther"),
                one,
                "application/pdf",
                "pdf",
                "zh".equals(getLocale().getLanguage()) ? Messages.ENGLISH : Messages.CHINESE),
            file(
                "download-jwt" + suffix,
                t("certificates.jwt"),
                one,
                "application/vc+jwt",
                "jwt",
                getLocale()));
    if (one.registration() != null && one.registration().hasReceipt()) {
      files.add(receipt("download-receipt" + suffix, one, getLocale()));
    }
    card.add(files);
    if ("valid".equals(one.state())) {
      card.add(quiet("put-into-wallet" + suffix, t("wallet.put"), () -> offer(one)));
    }
    card.add(wallets(one, suffix));
    if (one.link() != null) {
      card.add(share(one, suffix));
    }
    return card;
  }

  private void offer(Credentials.Credential one) {
    told(
        () -> {
          Wallets.Offer offer = api.walletOffer(one.caseReference(), getLocale());
          new WalletOffer(offer, clock(offer.expiresAt())).open();
        });
  }

  private WalletCopies wallets(Credentials.Credential one, String suffix) {
    return new WalletCopies(
        suffix,
        new WalletCopies.Source() {
          @Override
          public List<Wallets.Copy> copies() {
            List<Wallets.Copy> found = new ArrayList<>();
            told(() -> found.addAll(api.copies(one.id(), getLocale())));
            return found;
          }

          @Override
          public void end(Wallets.Copy copy) {
            told(() -> api.endCopy(one.id(), copy.id(), getLocale()));
          }

          @Override
          public String when(String instant) {
            return Certificates.this.when(instant);
          }
        });
  }

  private void told(Runnable call) {
    ApiProblem problem = attempt(call);
    if (problem != null) addComponentAsFirst(notice(problem));
  }

  private Div share(Credentials.Credential one, String suffix) {
    Checkbox on = new Checkbox(t("certificates.share"), one.link().enabled());
    on.setId("share" + suffix);
    on.addValueChangeListener(
        change -> {
          ApiProblem problem = attempt(() -> api.link(one.id(), change.getValue(), getLocale()));
          orExplain(this::show);
          if (problem != null) {
            addComponentAsFirst(notice(problem));
          }
        });
    Div share = new Div(on);
    if (one.link().enabled() && one.link().url() != null) {
      share.add(new Paragraph(link("share-link" + suffix, one.link().url(), one.link().url())));
    }
    return share;
  }

  private Anchor file(
      String id,
      String text,
      Credentials.Credential one,
      String mediaType,
      String ending,
      Locale locale) {
    return file(
        id,
        text,
        one.type() + "-" + one.caseReference() + "." + ending,
        mediaType,
        () -> api.certificate(one.id(), mediaType, locale));
  }

  private Anchor receipt(String id, Credentials.Credential one, Locale locale) {
    return file(
        id,
        t("certificates.receipt"),
        one.type() + "-" + one.caseReference() + ".receipt.json",
        "application/json",
        () ->
            api.receipt(one.digest(), locale)
                .orElseThrow(() -> new IllegalStateException("no receipt any more: " + id)));
  }

  private static Anchor file(
      String id, String text, String name, String mediaType, Supplier<byte[]> content) {
    Anchor anchor =
        new Anchor(
            DownloadHandler.fromInputStream(
                event -> {
                  byte[] bytes = content.get();
                  return new DownloadResponse(
                      new ByteArrayInputStream(bytes), name, mediaType, bytes.length);
                }),
            text);
    anchor.setId(id);
    anchor.getElement().setAttribute("download", name);
    return anchor;
  }
}
