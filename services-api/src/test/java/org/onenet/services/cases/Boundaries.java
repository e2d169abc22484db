package org.onenet.services.cases;

/**
 * One node's boundaries, where by plan another act comes in between, or the node crashes: then
 * every thread of it ends at its next boundary, and what it had not committed is rolled back.
 */
final class Boundaries implements StepListener {
  /**
   * An Error, so that nothing handles it on its way out, as nothing handles the end of a process.
   */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where, null, false, false);
    }
  }

  private static final Runnable NOTHING = () -> {};

  private int crashIn;
  private int meetIn;
  private Runnable rival = NOTHING;
  private boolean dead;

  /** At the so-manieth boundary from now. */
  synchronized void crash(int in) {
    crashIn = in;
  }

  /** While the so-manieth step from now is under way, its effects done but not committed. */
  synchronized void meet(int in, Runnable act) {
    meetIn = in;
    rival = act;
  }

  /** Takes back what was planned and did not come. */
  synchronized void calm() {
    crashIn = 0;
    meetIn = 0;
    rival = NOTHING;
  }

  synchronized boolean dead() {
    return dead;
  }

  @Override
  public void at(String reference, String step, String boundary) {
    if (!boundary.equals("after-commit")) whoComesIn().run();
    dieIfItIsTime(reference + " " + step + " " + boundary);
  }

  private synchronized Runnable whoComesIn() {
    if (meetIn == 0 || --meetIn > 0) return NOTHING;
    Runnable now = rival;
    rival = NOTHING;
    return now;
  }

  private synchronized void dieIfItIsTime(String where) {
    if (crashIn > 0 && --crashIn == 0) dead = true;
    if (dead) throw new Crash(where);
  }
}
