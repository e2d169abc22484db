package org.onenet.services.cases;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.onenet.services.platform.Background;
import org.onenet.services.platform.Transactions;

/**
 * Goes on with cases whose last step did not lead to the next: the node was killed, or the step
 * failed. Every node looks; a case that another node works on is skipped.
 */
@ApplicationScoped
public class Workflow {
  private static final Logger LOG = Logger.getLogger(Workflow.class.getName());
  private static final int AT_ONCE = 20;

  private final Cases cases;
  private final AdvanceCase advanceCase;
  private final Transactions transactions;
  private final Background background;

  /** For the container's proxy only. */
  protected Workflow() {
    this(null, null, null, null);
  }

  @Inject
  public Workflow(
      Cases cases, AdvanceCase advanceCase, Transactions transactions, Background background) {
    this.cases = cases;
    this.advanceCase = advanceCase;
    this.transactions = transactions;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(1_000, "workflow", this::goOn);
  }

  /** Advances what is pending now; a case that fails does not keep the others. */
  public void goOn() {
    List<String> pending = transactions.inTransaction(() -> cases.pending(AT_ONCE));
    for (String reference : pending) {
      try {
        advanceCase.advance(reference);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, e, () -> "case " + reference + " stays pending and is tried again");
      }
    }
  }
}
