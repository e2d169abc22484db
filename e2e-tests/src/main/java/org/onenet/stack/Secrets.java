package org.onenet.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/**
 * The passwords between the parts of one stack: made at random on first ask, kept in one file that
 * only its owner may read, never printed.
 */
final class Secrets {
  private final Path file;
  private final Properties known = new Properties();
  private final SecureRandom random = new SecureRandom();

  Secrets(Path dataFolder) {
    this.file = dataFolder.resolve("secrets.properties");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        known.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  /** The secret of that name: 32 random bytes as base64url text, the same at every later start. */
  synchronized String of(String name) {
    String secret = known.getProperty(name);
    if (secret == null) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      known.setProperty(name, secret);
      store();
    }
    return secret;
  }

  private void store() {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Writer out = Files.newBufferedWriter(fresh)) {
        known.store(out, "Made at first start. Whoever reads this file owns the stack.");
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
