package org.onenet.services.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TogetherTest {
  private final List<List<Integer>> done = new ArrayList<>();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Void> mayEnd = new CompletableFuture<>();
  private final Together<Integer, String> together = new Together<>(this::work);

  /** The first lasts until it may end; what is negative cannot be done, and nothing beside it. */
  private List<String> work(List<Integer> all) {
    if (begun.complete(null)) mayEnd.join();
    done.add(all);
    if (all.stream().anyMatch(one -> one < 0)) throw new IllegalArgumentException("negative");
    return all.stream().map(one -> "done " + one).toList();
  }

  @Test
  void what_comes_while_one_is_at_work_is_done_in_one_go_and_each_hears_of_its_own()
      throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<String> first = threads.submit(() -> together.run(0));
      begun.join();
      List<Future<String>> others = waiting(threads, 1, 2, 3);
      mayEnd.complete(null);
      assertEquals("done 0", first.get());
      for (int i = 0; i < 3; i++) assertEquals("done " + (i + 1), others.get(i).get());
    }
    assertEquals(List.of(List.of(0), List.of(1, 2, 3)), done);
  }

  @Test
  void what_fails_fails_alone() throws Exception {
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      Future<String> first = threads.submit(() -> together.run(0));
      begun.join();
      List<Future<String>> others = waiting(threads, 1, -2, 3);
      mayEnd.complete(null);
      first.get();
      assertEquals("done 1", others.get(0).get());
      assertEquals("done 3", others.get(2).get());
      ExecutionException failed = assertThrows(ExecutionException.class, () -> others.get(1).get());
      assertTrue(failed.getCause() instanceof IllegalArgumentException);
    }
    assertEquals(List.of(List.of(0), List.of(1, -2, 3), List.of(1), List.of(-2), List.of(3)), done);
  }

  @Test
  void many_threads_are_each_served_once() throws Exception {
    mayEnd.complete(null);
    int threadCount = 8;
    int each = 2_000;
    try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < threadCount; thread++) {
        int from = thread * each;
        running.add(
            threads.submit(
                () -> {
                  for (int i = from; i < from + each; i++) {
                    assertEquals("done " + i, together.run(i));
                  }
                }));
      }
      for (Future<?> one : running) one.get();
    }
    assertEquals(
        IntStream.range(0, threadCount * each).boxed().toList(),
        done.stream().flatMap(List::stream).sorted().toList());
  }

  /** Each stands in line before the next comes. */
  private List<Future<String>> waiting(ExecutorService threads, int... all) {
    List<Future<String>> waiting = new ArrayList<>();
    for (int one : all) {
      int before = together.waiting();
      waiting.add(threads.submit(() -> together.run(one)));
      while (together.waiting() == before) Thread.onSpinWait();
    }
    return waiting;
  }
}
