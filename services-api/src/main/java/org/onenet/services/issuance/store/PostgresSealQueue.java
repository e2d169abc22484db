package org.onenet.services.issuance.store;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.credentials.Digest;
import org.onenet.credentials.audit.AuditSeal;
import org.onenet.services.audit.QueueSeal;
import org.onenet.services.issuance.ChainDesk;
import org.onenet.services.platform.Database;

/** A seal in the outbox, as a registration without a certificate. */
@Singleton
public class PostgresSealQueue implements QueueSeal {
  private final Database database;

  @Inject
  public PostgresSealQueue(Database database) {
    this.database = database;
  }

  @Override
  public void queue(Digest seal) {
    database
        .sql()
        .execute(
            "INSERT INTO chain_act (digest, kind, department, credential_type, mode)"
                + " VALUES (?, 'register', ?, ?, 'digests')",
            seal.hex(),
            ChainDesk.SEALS,
            AuditSeal.TYPE);
  }
}
