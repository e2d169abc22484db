package org.onenet.services.platform;

import java.util.function.Supplier;

/** One unit of work: all of it is kept, or nothing. A transaction inside another joins it. */
public interface Transactions {
  <T> T inTransaction(Supplier<T> work);

  default void inTransaction(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return null;
        });
  }
}
