package org.onenet.services.issuance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.onenet.services.catalogue.Department;
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
    background.every(1_000, "registration on chain", this::everyDepartment);
  }

  /** What goes wrong for one department is told when the others have had their turn. */
  private void everyDepartment() {
    RuntimeException first = null;
    for (Department department : Department.all()) {
      try {
        registerOnChain.goOn(department.id());
      } catch (RuntimeException e) {
        if (first == null) first = e;
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
  }
}
