package org.onenet.contracts;

import java.time.Instant;
import java.util.List;
import org.onenet.credentials.Did;

/**
 * What the root authority says of one department.
 *
 * @param account 0x address
 * @param from since when, in whole seconds; also after the registry was deployed again, so that
 *     earlier credentials stay covered
 */
public record DepartmentAccreditation(
    Did did, String account, List<String> credentialTypes, Instant from) {
  /** The day the city opened its register: the default for {@code from}. */
  public static final Instant OPENING = Instant.parse("2026-01-01T00:00:00Z");

  public DepartmentAccreditation {
    credentialTypes = List.copyOf(credentialTypes);
  }

  public DepartmentAccreditation(Did did, String account, List<String> credentialTypes) {
    this(did, account, credentialTypes, OPENING);
  }
}
