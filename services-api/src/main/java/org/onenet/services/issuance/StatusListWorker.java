package org.onenet.services.issuance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link StatusListDesk} sign what is due, again and again, on every node. */
@ApplicationScoped
public class StatusListWorker {
  private final StatusListDesk desk;
  private final Background background;

  /** For the container's proxy only. */
  protected StatusListWorker() {
    this(null, null);
  }

  @Inject
  public StatusListWorker(StatusListDesk desk, Background background) {
    this.desk = desk;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(1_000, "signing of status lists", desk::signWhatIsDue);
  }
}
