package org.onenet.services.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link SealAuditLog} seal and stamp what is due, again and again, on every node. */
@ApplicationScoped
public class SealWorker {
  private static final long PAUSE = 60_000;

  private final SealAuditLog sealAuditLog;
  private final Background background;

  /** For the container's proxy only. */
  protected SealWorker() {
    this(null, null);
  }

  @Inject
  public SealWorker(SealAuditLog sealAuditLog, Background background) {
    this.sealAuditLog = sealAuditLog;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(PAUSE, "sealing of the audit log", sealAuditLog::whenDue);
    background.every(PAUSE, "time stamps of the audit log", sealAuditLog::stamp);
  }
}
