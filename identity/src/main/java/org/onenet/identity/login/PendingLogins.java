package org.onenet.identity.login;

import jakarta.servlet.http.HttpSession;
import java.io.Serial;
import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sign-ins that a browser session has under way: several tabs may start one each. Each is taken
 * once.
 */
final class PendingLogins implements Serializable {
  @Serial private static final long serialVersionUID = 1L;
  private static final String ATTRIBUTE = PendingLogins.class.getName();
  private static final int MOST = 10;

  private final Map<String, PendingLogin> byState = new LinkedHashMap<>();

  static PendingLogins of(HttpSession session) {
    synchronized (PendingLogins.class) {
      if (session.getAttribute(ATTRIBUTE) instanceof PendingLogins logins) {
        return logins;
      }
      PendingLogins logins = new PendingLogins();
      session.setAttribute(ATTRIBUTE, logins);
      return logins;
    }
  }

  synchronized void add(PendingLogin pending) {
    byState.put(pending.state(), pending);
    for (Iterator<String> oldest = byState.keySet().iterator(); byState.size() > MOST; ) {
      oldest.next();
      oldest.remove();
    }
  }

  synchronized Optional<PendingLogin> take(String state) {
    return state == null ? Optional.empty() : Optional.ofNullable(byState.remove(state));
  }
}
