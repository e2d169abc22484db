package org.onenet.services.cases;

import java.util.List;

/** One-time notices of all cases. */
public interface Notices {
  void add(Notice notice);

  /** A case's notices, the first first. */
  List<Notice> of(String reference);

  /** Ends the notice that is open; does nothing when none is. */
  void end(String reference, Notice.End end);

  /** Deletes what they say of the person; when they were sent and ended stays. */
  void clear(String reference);
}
