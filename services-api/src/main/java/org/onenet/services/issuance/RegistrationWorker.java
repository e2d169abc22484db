package org.onenet.services.issuance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.platform.Background;

/** Lets {@link RegisterOnChain} go on for each department, again and again, on every node. */
@ApplicationScoped
public class RegistrationWorker {
  private final RegisterOnChain registerOnChain;
  private final Background background;

  /** For the container's proxy only. */
  protected RegistrationWorker() {
    this(null, null);
  }

  @Inject
  public RegistrationWorker(RegisterOnChain registerOnChain, Background background) {
    this.registerOnChain = registerOnChain;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(
        1_000, "registration on chain", () -> EachDepartment.inTurn(registerOnChain::goOn));
  }
}
