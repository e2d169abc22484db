package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.onenet.identity.Caller;
import org.onenet.services.issuance.KeptCredentials.Kept;
import org.onenet.services.issuance.OpenCertificate;

/** A certificate tells what its case tells: whoever needs a reason for the one needs it here. */
@Singleton
public class OpenCertificateOfCase implements OpenCertificate {
  private final Cases cases;
  private final OpenCase openCase;

  @Inject
  public OpenCertificateOfCase(Cases cases, OpenCase openCase) {
    this.cases = cases;
    this.openCase = openCase;
  }

  @Override
  public boolean read(Caller caller, Kept kept) {
    Case file = cases.find(kept.caseReference()).orElseThrow();
    return openCase.read(caller, file, "credential", kept.id().toString());
  }
}
