package org.onenet.stack.bench;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Applicant;
import org.onenet.stack.Await;
import org.onenet.stack.Stack;
import org.onenet.stack.StackFailure;
import tools.jackson.databind.JsonNode;

/** What wallets and status lists cost, over HTTP. */
final class WalletOffers {
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code";
  private static final int SUSPENSIONS = 9;

  private final Stack stack;
  private final ApiCaller holder;
  private final ApiCaller clerk;
  private final String reference;

  WalletOffers(Stack stack) {
    this.stack = stack;
    this.holder = ApiCaller.as("wang", stack);
    this.clerk = ApiCaller.as("guo", stack);
    JsonNode definition =
        ApiCaller.stranger(stack).get("/services/senior-citizen-card").expect(200).json();
    Applicant applicant = new Applicant(holder, definition, Map.of());
    this.reference = applicant.submit(applicant.draft()).expect(201).json().get("case").asString();
    holder.token();
  }

  /** The holder makes an offer; a wallet reads it by its reference and redeems it. */
  Load.Result redeemed(int clients, Duration span) {
    return Load.run(
        clients,
        span,
        () -> {
          ApiCaller wallet = ApiCaller.stranger(stack);
          return () -> redeem(wallet);
        });
  }

  private void redeem(ApiCaller wallet) {
    JsonNode made =
        holder.post("/cases/" + reference + "/wallet-offers", Map.of()).expect(201).json();
    String query = URI.create(made.get("link").asString()).getRawQuery();
    String offer =
        URLDecoder.decode(query.substring(query.indexOf('=') + 1), StandardCharsets.UTF_8);
    JsonNode read = wallet.get(offer.substring(stack.api().length())).expect(200).json();
    String form =
        "grant_type="
            + URLEncoder.encode(GRANT, StandardCharsets.UTF_8)
            + "&pre-authorized_code="
            + read.get("grants").get(GRANT).get("pre-authorized_code").asString()
            + "&tx_code="
            + made.get("pin").asString();
    wallet
        .send(
            "POST",
            "/wallet/token",
            form.getBytes(StandardCharsets.UTF_8),
            Map.of("Content-Type", "application/x-www-form-urlencoded"))
        .expect(200);
  }

  /** The median of some: from the clerk's request to the first list with another tag. */
  Duration suspensionToList() {
    String id = holder.get("/cases/" + reference).expect(200).json().get("credential").asString();
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < SUSPENSIONS; i++) {
      boolean suspends = i % 2 == 0;
      String before = tag();
      long begin = System.nanoTime();
      clerk
          .post(
              "/credentials/" + id + (suspends ? "/suspension" : "/reinstatement"),
              Map.of(
                  "reasonCode",
                  suspends ? "under-review" : "cleared",
                  "reason",
                  "Measured by the bench."))
          .expect(200);
      Await.until(
          () -> !tag().equals(before),
          Duration.ofSeconds(30),
          () -> new StackFailure("no list told the change of " + id));
      times.add(System.nanoTime() - begin);
    }
    long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
    return Duration.ofNanos(Arrays.stream(sorted).skip(SUSPENSIONS / 2).findFirst().orElseThrow());
  }

  private String tag() {
    return ApiCaller.stranger(stack)
        .get("/token-status-lists/civil-affairs/1")
        .expect(200)
        .headers()
        .firstValue("ETag")
        .orElseThrow();
  }
}
