package org.onenet.contracts;

/** The chain refused a transaction of the root authority, or did not mine it in time. */
public final class DeploymentFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public DeploymentFailed(String message) {
    super(message);
  }
}
