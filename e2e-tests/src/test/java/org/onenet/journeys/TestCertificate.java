package org.onenet.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for {@link TlsFront} that a test makes, and that only who is told trusts. */
final class TestCertificate {
  private static final String PASSWORD = "of a test";

  private final Path trusted;
  private final SSLContext context;

  TestCertificate(Path folder) throws IOException, InterruptedException {
    Path keys = folder.resolve("tls.p12");
    keytool("-genkeypair", "-alias", "tls", "-keyalg", "EC", "-groupname", "secp256r1")
        .with(
            "-dname",
            "CN=" + TlsFront.HOST,
            "-ext",
            "SAN=ip:" + TlsFront.HOST,
            "-ext",
            "BC=ca:true")
        .with("-validity", "2", "-keystore", keys.toString())
        .run();
    Path certificate = folder.resolve("tls.crt");
    keytool("-exportcert", "-alias", "tls", "-file", certificate.toString())
        .with("-keystore", keys.toString())
        .run();
    trusted = folder.resolve("trusted.p12");
    keytool("-importcert", "-noprompt", "-alias", "tls", "-file", certificate.toString())
        .with("-keystore", trusted.toString())
        .run();
    try {
      KeyManagerFactory identity = KeyManagerFactory.getInstance("PKIX");
      identity.init(store(keys), PASSWORD.toCharArray());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(store(trusted));
      context = SSLContext.getInstance("TLS");
      context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /** For the server that has it, and for clients that trust it. */
  SSLContext context() {
    return context;
  }

  /** Options of a Java process that trusts it. */
  String trustedBy() {
    return "-Djavax.net.ssl.trustStore=\"%s\" -Djavax.net.ssl.trustStorePassword=\"%s\""
        .formatted(trusted, PASSWORD);
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private static Keytool keytool(String... words) {
    return new Keytool(new ArrayList<>()).with(words);
  }

  private record Keytool(List<String> words) {
    Keytool with(String... more) {
      words.addAll(List.of(more));
      return this;
    }

    void run() throws IOException, InterruptedException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      command.addAll(words);
      command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) throw new IllegalStateException("keytool: " + said);
    }
  }
}
