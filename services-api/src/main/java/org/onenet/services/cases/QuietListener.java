package org.onenet.services.cases;

import jakarta.inject.Singleton;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tells the log. */
@Singleton
public class QuietListener implements StepListener {
  private static final Logger LOG = Logger.getLogger(QuietListener.class.getName());

  @Override
  public void at(String reference, String step, String boundary) {
    LOG.log(Level.FINE, "case {0}: {1} {2}", new Object[] {reference, step, boundary});
  }
}
