package org.onenet.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.onenet.credentials.MalformedReceipt.Fault;
import tools.jackson.databind.json.JsonMapper;

final class MerkleTreeTest {

  private static List<Digest> digests(int count) {
    return IntStream.range(0, count).mapToObj(i -> Digest.ofCompact("credential " + i)).toList();
  }

  /** The recursive definition of RFC 9162 §2.1.1, which is not how the tree is made. */
  private static byte[] naive(List<Digest> digests) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    if (digests.size() == 1) {
      sha256.update((byte) 0);
      return sha256.digest(digests.getFirst().bytes());
    }
    int k = Integer.highestOneBit(digests.size() - 1);
    byte[] left = naive(digests.subList(0, k));
    byte[] right = naive(digests.subList(k, digests.size()));
    sha256.update((byte) 1);
    sha256.update(left);
    return sha256.digest(right);
  }

  @Test
  void each_leaf_of_trees_of_any_size_leads_to_the_root_of_the_definition_and_nothing_else_does()
      throws Exception {
    for (int size : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 32, 33, 100}) {
      List<Digest> digests = digests(size);
      MerkleTree tree = MerkleTree.of(digests);
      assertEquals(HexFormat.of().formatHex(naive(digests)), tree.root());
      for (int leaf = 0; leaf < size; leaf++) {
        List<byte[]> path = tree.path(leaf);
        Digest digest = digests.get(leaf);
        assertTrue(MerkleTree.includes(tree.root(), size, leaf, digest, path));
        assertFalse(MerkleTree.includes(tree.root(), size, leaf + 1, digest, path));
        assertFalse(MerkleTree.includes(tree.root(), size, leaf, Digest.ofCompact("x"), path));
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(new byte[32]);
        assertFalse(MerkleTree.includes(tree.root(), size, leaf, digest, longer));
        if (size > 1) {
          assertFalse(
              MerkleTree.includes(tree.root(), size, leaf, digest, path.subList(1, path.size())));
        }
      }
    }
  }

  @Test
  void an_inner_node_offered_as_a_leaf_leads_nowhere() {
    List<Digest> digests = digests(4);
    MerkleTree tree = MerkleTree.of(digests);
    Digest left = new Digest(MerkleTree.of(digests.subList(0, 2)).root());
    List<byte[]> beside = List.of(tree.path(0).get(1));
    assertFalse(MerkleTree.includes(tree.root(), 2, 0, left, beside));
    assertFalse(MerkleTree.includes(tree.root(), 4, 0, left, beside));
  }

  @Test
  void no_leaf_and_too_many_are_refused() {
    assertThrows(IllegalArgumentException.class, () -> MerkleTree.of(List.of()));
    assertThrows(IndexOutOfBoundsException.class, () -> MerkleTree.of(digests(3)).path(3));
  }

  @Test
  void a_receipt_comes_back_as_it_was_written_and_says_what_is_wrong_with_it() {
    MerkleTree tree = MerkleTree.of(digests(7));
    RegistrationReceipt receipt = TourTest.receipt(tree, 6, digests(7).get(6));
    assertEquals(receipt, RegistrationReceipt.parse(json(receipt.toJson())));
    assertTrue(receipt.leadsTo(tree.root()));
    assertFalse(receipt.leadsTo(MerkleTree.of(digests(6)).root()));

    assertEquals(Fault.NOT_JSON, fault("[]", ""));
    assertEquals(Fault.NOT_JSON, fault("{\"digest\": 1, \"digest\": 1}", ""));
    for (String member : receipt.toJson().keySet()) {
      Map<String, Object> without = new HashMap<>(receipt.toJson());
      without.remove(member);
      assertEquals(Fault.MEMBER_MISSING, fault(json(without), member));
      without.put(member, List.of("AA"));
      assertEquals(Fault.MEMBER_WRONG, fault(json(without), member));
    }
    assertEquals(Fault.MEMBER_UNKNOWN, fault("{\"trust\": \"me\"}", "trust"));
    Map<String, Object> elsewhere = new HashMap<>(receipt.toJson());
    elsewhere.put("leafIndex", 5);
    assertEquals(Fault.LEADS_ELSEWHERE, fault(json(elsewhere), "path"));
  }

  private static Fault fault(String json, String member) {
    MalformedReceipt refused =
        assertThrows(MalformedReceipt.class, () -> RegistrationReceipt.parse(json), json);
    assertEquals(member, refused.member());
    return refused.fault();
  }

  private static String json(Map<String, Object> object) {
    return JsonMapper.builder().build().writeValueAsString(object);
  }
}
