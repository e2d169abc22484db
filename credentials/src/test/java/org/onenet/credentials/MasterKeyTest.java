package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master key in its file; in a token it is shown by {@link KeyStoreKeysTest}. */
final class MasterKeyTest {
  private static final char[] PASSWORD = "secret".toCharArray();
  private static final byte[] KEY = "thirty-two bytes of a person....".getBytes();

  @TempDir Path folder;

  @Test
  void what_it_wraps_is_opened_for_the_same_purpose_only() {
    MasterKey master = open();
    byte[] wrapped = master.wrap(KEY, "anna");
    assertArrayEquals(KEY, master.unwrap(master.name(), wrapped, "anna"));
    assertArrayEquals(KEY, open().unwrap("master-1", wrapped, "anna"), "another process");
    assertFalse(Arrays.equals(wrapped, master.wrap(KEY, "anna")), "a nonce of its own");
    assertThrows(KeysUnreadable.class, () -> master.unwrap("master-1", wrapped, "bert"));
    wrapped[20] ^= 1;
    assertThrows(KeysUnreadable.class, () -> master.unwrap("master-1", wrapped, "anna"));
  }

  @Test
  void a_new_one_wraps_and_the_old_one_still_opens_in_every_process() {
    MasterKey here = open();
    MasterKey there = open();
    byte[] old = here.wrap(KEY, "anna");
    assertEquals("master-2", here.renew());
    byte[] fresh = here.wrap(KEY, "anna");
    assertArrayEquals(KEY, there.unwrap("master-1", old, "anna"));
    assertArrayEquals(KEY, there.unwrap("master-2", fresh, "anna"), "made since it looked");
    String told =
        assertThrows(KeysUnreadable.class, () -> there.unwrap("master-3", fresh, "anna"))
            .getMessage();
    assertTrue(told.contains("master-3"), told);
  }

  @Test
  void the_file_is_its_owners_and_opens_by_its_password() throws Exception {
    open();
    Path file = folder.resolve("master.jwe");
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertThrows(KeysUnreadable.class, () -> MasterKey.open(file, "other".toCharArray()));
    Files.writeString(file, "nonsense");
    assertThrows(KeysUnreadable.class, this::open);
  }

  private MasterKey open() {
    return MasterKey.open(folder.resolve("master.jwe"), PASSWORD);
  }
}
