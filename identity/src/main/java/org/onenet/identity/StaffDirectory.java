package org.onenet.identity;

import java.util.List;

/** Who works in a department, as the identity server knows it. */
public interface StaffDirectory {

  /**
   * One person of a department's staff.
   *
   * @param id the account's id: the {@link Caller#subject()} of this person's tokens
   * @param name the name to show
   */
  record StaffMember(String id, String name) {}

  /**
   * The enabled accounts with role clerk in this department, by name; empty when there are none.
   * May be a minute old.
   *
   * @throws StaffDirectoryUnreachable when the identity server does not answer as expected
   */
  List<StaffMember> clerksOf(String department);
}
