package org.onenet.portal.layout;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import java.util.function.Supplier;
import org.onenet.portal.api.ApiProblem;

/**
 * What staff see only when they ask for it, since each look is logged: dots and a small button. The
 * button stays where it is, and with it the focus; what comes in place of the dots is announced.
 */
public final class Hidden extends View {
  private static final long serialVersionUID = 1L;

  private final String label;
  private final transient Supplier<Component> dots;
  private final transient Supplier<Component> look;
  private final Div told = new Div();
  private final Button button;
  private boolean shown;

  /**
   * @param field what is hidden: the button's id is {@code show-FIELD}
   * @param label what the button names to who cannot see where it stands
   * @param look asks the API for what is hidden
   */
  public Hidden(String field, String label, Supplier<Component> dots, Supplier<Component> look) {
    this.label = label;
    this.dots = dots;
    this.look = look;
    addClassNames("row", "hidden");
    told.setId("told-" + field);
    told.getElement().setAttribute("aria-live", "polite");
    button = quiet("show-" + field, "", this::turn);
    button.addClassName("small");
    add(told, button);
    show(dots.get(), false);
  }

  private void turn() {
    if (shown) {
      show(dots.get(), false);
      return;
    }
    Component[] seen = new Component[1];
    ApiProblem problem = attempt(() -> seen[0] = look.get());
    if (problem == null) {
      show(seen[0], true);
    } else {
      show(notice(problem), false);
    }
  }

  private void show(Component what, boolean isShown) {
    shown = isShown;
    told.removeAll();
    told.add(what);
    String act = t(isShown ? "hidden.hide" : "hidden.show");
    button.setText(act);
    button.getElement().setAttribute("aria-label", t("hidden.of", act, label));
  }
}
