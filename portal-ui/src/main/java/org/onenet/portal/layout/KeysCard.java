package org.onenet.portal.layout;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.dom.Element;
import java.util.List;
import org.onenet.portal.api.Issuers;

/** Somebody's keys, the newest first, and a new one when that is confirmed. */
public class KeysCard extends View {
  private static final long serialVersionUID = 1L;

  private final String warning;
  private final transient Runnable rotate;

  /**
   * @param id of whose keys they are
   * @param warning what a new key means, told before
   * @param keys the oldest first
   */
  public KeysCard(String id, String name, String warning, List<Issuers.Key> keys, Runnable rotate) {
    this.warning = warning;
    this.rotate = rotate;
    addClassName("card");
    setId("keys-" + id);
    Div scroll = scrolling(new Div(), name);
    scroll.getElement().appendChild(table(keys));
    add(new H3(name), scroll, quiet("rotate-" + id, t("keys.rotate"), this::ask));
  }

  private Element table(List<Issuers.Key> keys) {
    Element table = new Element("table");
    Element head = new Element("tr");
    for (String column : List.of("keys.key", "keys.from", "keys.until")) {
      head.appendChild(new Element("th").setAttribute("scope", "col").setText(t(column)));
    }
    table.appendChild(new Element("thead").appendChild(head));
    Element body = new Element("tbody");
    for (Issuers.Key key : keys.reversed()) {
      body.appendChild(
          new Element("tr")
              .appendChild(
                  new Element("td").setText(key.number()),
                  new Element("td").setText(when(key.validFrom())),
                  new Element("td")
                      .setText(key.isInUse() ? t("keys.inUse") : when(key.expires()))));
    }
    return table.appendChild(body);
  }

  private void ask() {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(t("keys.rotate"));
    dialog.setText(warning);
    dialog.setCancelable(true);
    dialog.setCancelButton(quiet("cancel", t("cancel"), dialog::close));
    dialog.setConfirmButton(
        quiet(
            "confirm-rotate",
            t("keys.rotate"),
            () -> {
              dialog.close();
              rotate.run();
            }));
    dialog.open();
  }
}
