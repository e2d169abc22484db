package org.onenet.stack.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import tools.jackson.databind.JsonNode;

/**
 * Registers asked over HTTP, for a form that needs several: each exchange is a signed request and a
 * signed answer, logged by both sides, and fills the draft.
 */
final class EvidenceExchange {
  private static final String SERVICE = "residence-certificate";

  private final ApiCaller lina;

  EvidenceExchange(Stack stack) {
    this.lina = ApiCaller.as("lina", stack);
    lina.token();
  }

  /** How many registers' answers one prefill takes. */
  int perPrefill() {
    String draft = opened();
    return agreed(draft).get("evidence").size();
  }

  void warmUp(int clients) {
    Load.warmUp(clients, Duration.ofMinutes(2), prefills());
  }

  /** Prefills, each until every register has answered. */
  Load.Result prefilled(int clients, Duration span) {
    return Load.run(clients, span, prefills());
  }

  /**
   * Forms of one client while a register is slow.
   *
   * @param firstField milliseconds until the first field is in the draft, the median
   * @param page milliseconds until the page is answered, the median
   */
  record Slowed(double firstField, double page) {}

  /** One form after the other: each leaves the slow register a question. */
  Slowed slowed(int forms) {
    long[] fields = new long[forms];
    long[] pages = new long[forms];
    for (int form = 0; form < forms; form++) {
      String draft = opened();
      long begin = System.nanoTime();
      CompletableFuture<Void> page = CompletableFuture.runAsync(() -> agreed(draft));
      while (lina.get(path(draft)).expect(200).json().get("values").isEmpty()) {
        if (page.isDone()) throw new StackFailure("no register answered");
      }
      fields[form] = System.nanoTime() - begin;
      page.join();
      pages[form] = System.nanoTime() - begin;
    }
    Arrays.sort(fields);
    Arrays.sort(pages);
    return new Slowed(fields[forms / 2] / 1e6, pages[forms / 2] / 1e6);
  }

  /** The page of whoever had much asked about them. */
  Load.Result dataUses(int clients, Duration span) {
    return Load.run(clients, span, () -> () -> lina.get("/me/data-uses").expect(200));
  }

  /** What departments hold, as the public catalogue tells it. */
  Load.Result registers(int clients, Duration span) {
    return Load.run(clients, span, () -> () -> lina.get("/registers").expect(200));
  }

  private Supplier<Runnable> prefills() {
    return () ->
        () -> {
          String draft = opened();
          JsonNode[] last = {agreed(draft)};
          if (isFetched(last[0])) return;
          Await.until(
              () -> {
                last[0] = lina.get(path(draft)).expect(200).json();
                return isFetched(last[0]);
              },
              Duration.ofSeconds(60),
              () -> new StackFailure("a register did not answer: " + last[0]));
        };
  }

  private static boolean isFetched(JsonNode prefill) {
    return prefill
        .get("evidence")
        .valueStream()
        .allMatch(one -> one.get("state").asString().equals("fetched"));
  }

  private String opened() {
    String draft = UUID.randomUUID().toString();
    Map<String, Object> opening = new LinkedHashMap<>();
    opening.put("service", SERVICE);
    opening.put("answers", Map.of());
    opening.put("page", null);
    opening.put("version", null);
    lina.put("/applications/" + draft, opening).expect(201);
    return draft;
  }

  private JsonNode agreed(String draft) {
    return lina.post(path(draft), Map.of("consent", true)).expect(200).json();
  }

  private static String path(String draft) {
    return "/applications/" + draft + "/prefill";
  }
}
