package org.onenet.services.cases;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.onenet.identity.Caller;

/**
 * Shows staff one answer of a case as it is. Each look is an entry of the log that names the field
 * and never its value; the citizen reads it. Where the case is not theirs they have said why
 * before.
 */
@Singleton
public class ShowAnswer {
  private final Cases cases;
  private final CaseViews views;
  private final OpenCase openCase;

  @Inject
  public ShowAnswer(Cases cases, CaseViews views, OpenCase openCase) {
    this.cases = cases;
    this.views = views;
    this.openCase = openCase;
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param documents those that answer, by their names; empty where none are asked for
     */
    record Shown(CaseViews.Answer answer, List<CaseViews.Attachment> documents) implements Result {}

    /** No such case, none of the caller's department, or no such question in it. */
    record NotThere() implements Result {}

    /** They must say first why they open it. */
    record ReasonNeeded() implements Result {}
  }

  /**
   * @param field of the form
   */
  public Result show(Caller caller, String reference, String field) {
    Optional<Case> file = cases.find(reference).filter(one -> CasePolicy.staff(caller, one));
    Optional<CaseViews.Answer> answer = file.flatMap(one -> views.whole(one, field));
    if (answer.isEmpty()) return new Result.NotThere();
    if (!openCase.look(caller, file.get(), field)) return new Result.ReasonNeeded();
    return new Result.Shown(answer.get(), views.documents(file.get(), field));
  }
}
