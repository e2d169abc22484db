package org.onenet.services.audit;

import java.util.List;
import java.util.Optional;

/** Whose case is whose, as the log needs to know it. */
public interface CasesOfPeople {
  /**
   * @param application what it was as a draft: registers were asked for that
   * @param owner the applicant's account id
   * @param service the service's identifier
   */
  record CaseOf(String reference, String application, String owner, String service) {}

  /** All cases that this account applied for. */
  List<CaseOf> of(String account);

  Optional<CaseOf> find(String reference);
}
