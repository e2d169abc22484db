package org.onenet.services.issuance;

import java.util.function.Consumer;
import org.onenet.services.catalogue.Department;

/** Gives each department its turn, whatever becomes of the others. */
final class EachDepartment {
  private EachDepartment() {}

  /** What goes wrong for one department is told when the others have had their turn. */
  static void inTurn(Consumer<String> act) {
    RuntimeException first = null;
    for (Department department : Department.all()) {
      try {
        act.accept(department.id());
      } catch (RuntimeException e) {
        if (first == null) first = e;
        else first.addSuppressed(e);
      }
    }
    if (first != null) throw first;
  }
}
