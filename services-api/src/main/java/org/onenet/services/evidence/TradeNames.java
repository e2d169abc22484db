package org.onenet.services.evidence;

/** Trade names in use or asked for: one name, one trader. */
public interface TradeNames {
  /** Whether nobody else holds the name; the same application may hold it itself. */
  boolean isFree(String name, String application);

  /** Holds the name for this application. Returns false when somebody else was faster. */
  boolean claim(String name, String application);

  /** Lets it go again: the application was refused or withdrawn. */
  void release(String application);
}
