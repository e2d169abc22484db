package org.onenet.services.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Seals what lies open from before, and wraps keys again when the master key was renewed. */
@Singleton
public class VaultWorker {
  private static final long EVERY_MILLIS = 60_000;
  private static final int AT_ONCE = 200;

  private final Vault vault;
  private final SealOldRows sealOldRows;
  private final Background background;

  @Inject
  public VaultWorker(Vault vault, SealOldRows sealOldRows, Background background) {
    this.vault = vault;
    this.sealOldRows = sealOldRows;
    this.background = background;
  }

  void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
    background.every(
        EVERY_MILLIS,
        "sealing of what lies open",
        () -> {
          while (sealOldRows.some(AT_ONCE) > 0 || vault.wrapAgain(AT_ONCE) > 0) {
            // until nothing is left
          }
        });
  }
}
