package org.onenet.portal.layout;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What broke in a view: all of it goes to the log under an id, and the person is told that it was
 * us, with that id.
 */
@ApplicationScoped
public class Broken {
  private static final Logger LOG = Logger.getLogger(Broken.class.getName());

  void onStart(@Observes ServiceInitEvent start) {
    start
        .getSource()
        .addSessionInitListener(event -> event.getSession().setErrorHandler(Broken::tell));
  }

  private static void tell(ErrorEvent broken) {
    String id = UUID.randomUUID().toString();
    LOG.log(Level.SEVERE, broken.getThrowable(), () -> "a view failed, correlation id " + id);
    UI ui = UI.getCurrent();
    if (ui == null || !ui.isAttached()) return;
    ui.access(
        () -> {
          Notification notice = new Notification(ui.getTranslation("problem.broken", id), 0);
          notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
          notice.setAssertive(true);
          notice.setPosition(Notification.Position.TOP_CENTER);
          notice.setDuration(15_000);
          notice.open();
        });
  }
}
