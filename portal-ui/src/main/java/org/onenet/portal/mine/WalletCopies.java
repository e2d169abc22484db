package org.onenet.portal.mine;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import org.onenet.portal.api.Wallets;

/** Where a certificate is: asked for when its holder opens this, each copy with its end. */
final class WalletCopies extends Details {
  private static final long serialVersionUID = 1L;

  private final String suffix;
  private final transient Source source;

  /** What the copies come from. */
  interface Source {
    /** The copies now, none when that cannot be told: the page then shows why. */
    List<Wallets.Copy> copies();

    void end(Wallets.Copy copy);

    /** A point in time in words. */
    String when(String instant);
  }

  WalletCopies(String suffix, Source source) {
    this.suffix = suffix;
    this.source = source;
    setSummaryText(getTranslation("wallet.where"));
    setId("copies" + suffix);
    addOpenedChangeListener(
        change -> {
          if (change.isOpened()) fill();
        });
  }

  private void fill() {
    removeAll();
    List<Wallets.Copy> copies = source.copies();
    if (copies.isEmpty()) add(new Paragraph(getTranslation("wallet.none")));
    UnorderedList list = new UnorderedList();
    list.addClassName("copies");
    for (int i = 0; i < copies.size(); i++) {
      list.add(item(copies.get(i), suffix + (i == 0 ? "" : "-" + i)));
    }
    add(list);
  }

  private ListItem item(Wallets.Copy copy, String number) {
    String wallet = copy.wallet() == null ? getTranslation("wallet.unnamed") : copy.wallet();
    ListItem item =
        new ListItem(
            new Span(
                getTranslation("wallet.copy", wallet, source.when(copy.since()))
                    + " · "
                    + getTranslation("wallet.state." + copy.state(), source.when(copy.ended()))));
    if (!copy.isEnded()) {
      Button end = new Button(getTranslation("wallet.end"), event -> ask(copy));
      end.setId("end-copy" + number);
      end.addClassNames("btn", "quiet");
      item.add(end);
    }
    return item;
  }

  private void ask(Wallets.Copy copy) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("wallet.end"));
    dialog.setText(getTranslation("wallet.endSure"));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("cancel"));
    Button confirm =
        new Button(
            getTranslation("wallet.end"),
            event -> {
              dialog.close();
              source.end(copy);
              fill();
            });
    confirm.setId("confirm-end-copy");
    confirm.addClassNames("btn", "quiet");
    dialog.setConfirmButton(confirm);
    dialog.open();
  }
}
