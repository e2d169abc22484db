package org.onenet.credentials;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.PasswordBasedDecrypter;
import com.nimbusds.jose.crypto.PasswordBasedEncrypter;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.function.UnaryOperator;

/**
 * Keys in an encrypted file: a JWK set inside a JWE (<a
 * href="https://www.rfc-editor.org/rfc/rfc7517#section-7">RFC 7517 §7</a>, PBES2 and A256GCM).
 *
 * <p>Several processes may share the file: each change is made under a file lock and read again by
 * the others when the file's time or size has changed.
 */
final class JwkFile {
  private static final int PBKDF2_ROUNDS = 210_000;

  private final Path path;
  private final char[] password;

  /** What the file said, and by what one sees that it says so still. */
  record Content(JWKSet keys, FileTime time, long size) {}

  JwkFile(Path path, char[] password) {
    this.path = path.toAbsolutePath();
    this.password = password.clone();
  }

  boolean isStill(Content seen) {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return now.lastModifiedTime().equals(seen.time) && now.size() == seen.size;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keys " + path, e);
    }
  }

  /**
   * @throws KeysUnreadable when the password is wrong or it is not such a file
   */
  Content read() {
    try {
      FileTime time = Files.getLastModifiedTime(path);
      String text = Files.readString(path, StandardCharsets.US_ASCII);
      JWEObject sealed = JWEObject.parse(text.strip());
      sealed.decrypt(new PasswordBasedDecrypter(new String(password)));
      return new Content(JWKSet.parse(sealed.getPayload().toString()), time, text.length());
    } catch (ParseException e) {
      throw new KeysUnreadable(path + " is not an encrypted JWK set", e);
    } catch (JOSEException e) {
      throw new KeysUnreadable("the password does not open the keys " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the keys " + path, e);
    }
  }

  /**
   * Changes it, and makes it when it is not there; a change that gives back the same set writes
   * nothing.
   *
   * @return what is in it then
   */
  synchronized Content change(UnaryOperator<JWKSet> change) {
    try {
      Files.createDirectories(path.getParent());
      Path lockFile = path.resolveSibling(path.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        boolean there = Files.exists(path);
        JWKSet before = there ? read().keys : new JWKSet();
        JWKSet after = change.apply(before);
        if (!there || after != before) write(after);
        return read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change the keys " + path, e);
    }
  }

  private void write(JWKSet set) throws IOException {
    JWEHeader header =
        new JWEHeader.Builder(JWEAlgorithm.PBES2_HS512_A256KW, EncryptionMethod.A256GCM)
            .contentType("jwk-set+json")
            .build();
    JWEObject sealed = new JWEObject(header, new Payload(set.toString(false)));
    try {
      sealed.encrypt(new PasswordBasedEncrypter(new String(password), 16, PBKDF2_ROUNDS));
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot encrypt by PBES2", e);
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(sealed.serialize().getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
