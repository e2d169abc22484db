package org.onenet.services.issuance;

import java.util.List;
import java.util.Set;
import org.onenet.credentials.Digest;

/** What this city has sent to the registry, of all departments. */
public interface Registrations {
  /** Every digest whose registration was sent; whether it arrived, the registry tells. */
  List<Digest> digests();

  /** The credential types among them, also those that no service gives any more. */
  Set<String> types();
}
