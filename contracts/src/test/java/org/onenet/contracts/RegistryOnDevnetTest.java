package org.onenet.contracts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.RegistryEntry;
import org.onenet.credentials.RegistryUnreachable;

/** The Java door against a real anvil. */
class RegistryOnDevnetTest extends RegistryTests {
  private Devnet devnet;
  private int port;

  @Override
  String start() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    devnet = startDevnet();
    return rpcUrl();
  }

  @Override
  String rpcUrl() {
    return devnet.rpcUrl();
  }

  /** Gas is free here. */
  @Override
  void fund(String account) {}

  @AfterEach
  void stop() {
    devnet.close();
  }

  private Devnet startDevnet() {
    return Devnet.start(
        new DevnetOptions(Devnet.binary(Path.of("")), folder.resolve("chain"), port));
  }

  @Test
  void a_chain_that_lost_its_state_gets_the_registry_back_at_the_same_address() {
    assertTrue(mined(police, register(police, 1)).succeeded());
    DeployedRegistry first = deployed;
    devnet.kill();
    Devnet.forget(folder.resolve("chain"));
    devnet = startDevnet();
    assertThrows(RegistryUnreachable.class, () -> registry.entry(digest(1)));
    deploy();
    assertEquals(first, deployed);
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    assertTrue(mined(police, register(police, 1)).succeeded());
    registered(1);
  }

  @Test
  void a_clean_restart_keeps_the_registry_and_its_receipts() {
    SignedTransaction sent = register(police, 1, 2);
    assertTrue(mined(police, sent).succeeded());
    devnet.close();
    assertThrows(RegistryUnreachable.class, () -> registry.entry(digest(1)));
    assertThrows(ChainUnreachable.class, police::head);
    assertInstanceOf(BroadcastResult.Unreachable.class, police.broadcast(sent));
    devnet = startDevnet();
    assertEquals(police.address(), registered(2).account());
    assertEquals(1, police.nextNonce());
    assertInstanceOf(BroadcastResult.NonceTooLow.class, police.broadcast(sent));
  }

  @Test
  void
      the_same_again_is_known_another_of_its_nonce_must_pay_more_and_a_dropped_one_is_sent_again() {
    devnet.blockEvery(0);
    SignedTransaction first = register(police, 1);
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(first));
    assertInstanceOf(BroadcastResult.AlreadyKnown.class, police.broadcast(first));
    SignedTransaction other = register(police, 2);
    assertInstanceOf(BroadcastResult.Underpriced.class, police.broadcast(other));
    devnet.dropTransaction(first.hash());
    assertEquals(Optional.empty(), police.receipt(first.hash()));
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(first));
    devnet.fund(police.address());
    SignedTransaction raised =
        police.register(TYPE, List.of(digest(3)), first.nonce(), police.suggestedFees().raised());
    assertInstanceOf(BroadcastResult.Accepted.class, police.broadcast(raised));
    devnet.blockEvery(1);
    TransactionReceipt receipt = receipt(police, raised);
    assertTrue(receipt.succeeded());
    assertEquals(Optional.of(receipt.blockHash()), police.blockHash(receipt.block()));
    assertTrue(police.head().number() >= receipt.block());
    assertInstanceOf(RegistryEntry.Absent.class, registry.entry(digest(1)));
    registered(3);
  }

  @Test
  void key_files_are_their_owners_alone_and_open_with_their_password_only() throws IOException {
    Path file = folder.resolve("departments/public-security.json");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    var wrong = DepartmentAccounts.open(folder.resolve("departments"), "wrong");
    assertThrows(KeyFileUnusable.class, () -> wrong.account("public-security"));
    assertThrows(IllegalArgumentException.class, () -> accounts.account("../root"));
    assertEquals(police.address(), accounts.account("public-security").address());
  }
}
