package org.onenet.contracts;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Keys;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;
import org.web3j.crypto.exception.CipherException;
import org.web3j.protocol.ObjectMapperFactory;

/** Ethereum V3 key files (scrypt, light) in one folder, readable by their owner alone. */
final class KeyFiles {
  private final Path folder;
  private final String password;

  KeyFiles(Path folder, String password) {
    this.folder = folder;
    this.password = password;
  }

  Credentials key(String name) {
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException("not a name for a key file: " + name);
    }
    Path file = folder.resolve(name + ".json");
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      WalletFile wallet =
          ObjectMapperFactory.getObjectMapper().readValue(file.toFile(), WalletFile.class);
      return Credentials.create(Wallet.decrypt(password, wallet));
    } catch (CipherException e) {
      throw new KeyFileUnusable("the password does not open " + file, e);
    } catch (IOException | GeneralSecurityException e) {
      throw new KeyFileUnusable("cannot use key file " + file + ": " + e.getMessage(), e);
    }
  }

  /** Two processes may come here at once: the link lets one win, and both read what it wrote. */
  private void make(Path file) throws IOException, CipherException, GeneralSecurityException {
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(folder, ".key", ".tmp", ownerOnly);
    try {
      WalletFile wallet = Wallet.createLight(password, Keys.createEcKeyPair());
      ObjectMapperFactory.getObjectMapper().writeValue(draft.toFile(), wallet);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // the other one won
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
