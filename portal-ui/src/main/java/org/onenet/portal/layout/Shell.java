package org.onenet.portal.layout;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;

/** The page around the views: the theme, and ours on top of it. */
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://assets/app.css")
public class Shell implements AppShellConfigurator {
  private static final long serialVersionUID = 1L;

  /** A tab has a name from its first byte on, before the view's own is known. */
  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle("OneNet");
  }
}
