package org.onenet.services.issuance;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** The real outbox, under a worker that dies at one line. */
final class DyingActs {
  private DyingActs() {}

  interface Where {
    boolean here(String method, Object firstArgument);
  }

  static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static ChainActs after(ChainActs acts, String method) {
    return dying(acts, (called, first) -> called.equals(method), true);
  }

  /** It knows that a transaction is mined, and has not noted it. */
  static ChainActs beforeNoting(ChainActs acts) {
    // Asking for mined transactions has the same name as noting one, and another first argument.
    return dying(acts, (called, first) -> called.equals("mined") && first instanceof Long, false);
  }

  static ChainActs dying(ChainActs acts, Where where, boolean after) {
    return (ChainActs)
        Proxy.newProxyInstance(
            ChainActs.class.getClassLoader(),
            new Class<?>[] {ChainActs.class},
            (proxy, method, arguments) -> {
              boolean here = where.here(method.getName(), arguments[0]);
              if (here && !after) throw new Died();
              try {
                Object answer = method.invoke(acts, arguments);
                if (here) throw new Died();
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
