package org.onenet.services.registers.store;

import java.util.List;
import java.util.Map;
import org.onenet.services.registers.EvidenceType;
import org.onenet.services.registers.RegisterUnavailable;

/** Where one register's records are: its values by field name, as they stand there. */
interface Source extends AutoCloseable {
  /** Records of one person may be that many. */
  int MOST_RECORDS = 100;

  /**
   * The newest first where the document says how to tell; an absent value is null or left out.
   *
   * @throws RegisterUnavailable when it does not answer
   */
  List<Map<String, String>> records(EvidenceType type, String citizenNumber);

  @Override
  default void close() {}
}
