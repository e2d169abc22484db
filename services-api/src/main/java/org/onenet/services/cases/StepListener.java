package org.onenet.services.cases;

/** Is told each boundary of a case's steps: for metrics, and for tests that crash exactly there. */
public interface StepListener {
  /**
   * @param step the step's name: submit, checks, decision, issue
   * @param boundary before-commit (everything done, nothing kept) or after-commit
   */
  void at(String reference, String step, String boundary);
}
