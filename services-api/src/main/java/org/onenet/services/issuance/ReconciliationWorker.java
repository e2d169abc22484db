package org.onenet.services.issuance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.services.platform.Background;

/** Lets {@link ReconcileWithChain} go on for each department, again and again. */
@Singleton
public class ReconciliationWorker {
  private static final long PAUSE_MILLIS = 15_000;

  private final ReconcileWithChain reconcile;
  private final Background background;

  @Inject
  public ReconciliationWorker(ReconcileWithChain reconcile, Background background) {
    this.reconcile = reconcile;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(
        PAUSE_MILLIS, "comparing with the chain", () -> EachDepartment.inTurn(reconcile::goOn));
  }
}
