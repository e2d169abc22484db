package org.onenet.services.presentations;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.onenet.credentials.DcqlQuery;
import org.onenet.credentials.KeyBindingExpected;
import org.onenet.credentials.MalformedCredential;
import org.onenet.credentials.ReadCredential;
import org.onenet.credentials.Verdict;
import org.onenet.credentials.VpToken;
import org.onenet.services.platform.Secret;
import org.onenet.services.platform.Transactions;
import org.onenet.services.presentations.Presentation.Facts;
import org.onenet.services.verification.VerifyCredential;

/**
 * Takes what a wallet sends. It is an answer when it is whole, asked for, and shown by its holder
 * for this question; whether it is in force is then for the verdict. A question has one answer, and
 * the same message again, as from a wallet that did not hear us, is told the same.
 */
@Singleton
public class ReceivePresentation {
  /** Without these, nobody has shown anything. */
  private static final Set<String> OF_AN_ANSWER = Set.of("format", "signature", "holder");

  private static final int MOST_REFUSALS = 20;
  private static final Duration KEEP_FOR_APPLICATION = Duration.ofMinutes(15);

  private final Presentations presentations;
  private final Verifiers verifiers;
  private final VerifyCredential verifyCredential;
  private final FillApplication fillApplication;
  private final Transactions transactions;
  private final Clock clock;

  /** What came. */
  public sealed interface Message {
    /** In the clear: {@code vp_token} and {@code state}. */
    record Clear(String vpToken, String state) implements Message {}

    /** Encrypted to the key in the request. */
    record Sealed(String jwe) implements Message {}

    /** The holder, or the wallet, will not. */
    record Declined(String error, String state) implements Message {}
  }

  /** How it ends. */
  public sealed interface Result {
    /**
     * @param redirect where the wallet sends its holder
     */
    record Taken(Optional<String> redirect) implements Result {}

    /** It answers nothing; the question is still open. */
    record Refused(String why) implements Result {}

    /** Unknown, answered, declined or over. */
    record NotOpen() implements Result {}
  }

  @Inject
  public ReceivePresentation(
      Presentations presentations,
      Verifiers verifiers,
      VerifyCredential verifyCredential,
      FillApplication fillApplication,
      Transactions transactions,
      Clock clock) {
    this.presentations = presentations;
    this.verifiers = verifiers;
    this.verifyCredential = verifyCredential;
    this.fillApplication = fillApplication;
    this.transactions = transactions;
    this.clock = clock;
  }

  public Result receive(String token, Message message) {
    Instant now = clock.instant();
    String hash = Secret.hash(message.toString());
    Optional<Presentations.Open> open = presentations.open(Secret.hash(token), now);
    if (open.isEmpty()) return again(token, hash);
    Facts facts = open.get().facts();
    if (facts.refusals() >= MOST_REFUSALS) return new Result.NotOpen();
    try {
      if (message instanceof Message.Declined declined) {
        mustBe(GiveRequest.state(token), declined.state(), "state");
        return presentations.decline(facts.id(), declined.error(), now)
            ? new Result.Taken(redirect(facts, token, hash))
            : new Result.NotOpen();
      }
      List<Shown> shown = judged(facts, token, vpToken(open.get(), token, message));
      return take(facts, token, hash, shown, now) ? taken(facts, token, hash) : again(token, hash);
    } catch (MalformedCredential refused) {
      presentations.refused(facts.id(), refused.getMessage());
      return new Result.Refused(refused.getMessage());
    }
  }

  private boolean take(Facts facts, String token, String hash, List<Shown> shown, Instant now) {
    Optional<Verifier> verifier = facts.asker().verifier().flatMap(verifiers::of);
    Duration keep =
        verifier.map(one -> Duration.ofMinutes(one.minutesToKeep())).orElse(KEEP_FOR_APPLICATION);
    return transactions.inTransaction(
        () -> {
          boolean first =
              presentations.answer(
                  facts.id(),
                  shown,
                  hash,
                  facts.redirectUri().map(address -> Secret.hash(responseCode(token, hash))),
                  now,
                  now.plus(keep));
          if (first) fillApplication.fill(facts, shown, now);
          return first;
        });
  }

  private Result again(String token, String hash) {
    return presentations
        .answeredBy(Secret.hash(token), hash)
        .map(facts -> taken(facts, token, hash))
        .orElseGet(Result.NotOpen::new);
  }

  private static Result taken(Facts facts, String token, String hash) {
    return new Result.Taken(redirect(facts, token, hash));
  }

  private static Optional<String> redirect(Facts facts, String token, String hash) {
    return facts
        .redirectUri()
        .map(
            address ->
                address
                    + (address.contains("?") ? "&" : "?")
                    + "presentation="
                    + facts.id()
                    + "&response_code="
                    + responseCode(token, hash));
  }

  /** Known to who has both the link and the answer: the wallet, and whom it sends back. */
  private static String responseCode(String token, String hash) {
    return Secret.hash("response code of " + token + " " + hash);
  }

  private static Map<String, List<String>> vpToken(
      Presentations.Open open, String token, Message message) {
    String state;
    VpToken shown;
    switch (message) {
      case Message.Clear clear -> {
        if (open.responseKey().isPresent()) {
          throw new MalformedCredential("response: expected, encrypted, instead of vp_token");
        }
        state = clear.state();
        shown = VpToken.read(clear.vpToken());
      }
      case Message.Sealed sealed -> {
        if (open.responseKey().isEmpty()) {
          throw new MalformedCredential("vp_token: expected, in the clear, instead of response");
        }
        Map<String, Object> inside = open.responseKey().get().open(sealed.jwe());
        state = String.valueOf(inside.get("state"));
        shown = VpToken.of(inside.get("vp_token"));
      }
      case Message.Declined declined -> throw new IllegalArgumentException("nothing is shown");
    }
    mustBe(GiveRequest.state(token), state, "state");
    return shown.presentations();
  }

  private static void mustBe(String expected, String actual, String field) {
    if (!expected.equals(actual)) {
      throw new MalformedCredential(field + ": expected that of the request");
    }
  }

  private List<Shown> judged(Facts facts, String token, Map<String, List<String>> vpToken) {
    KeyBindingExpected binding = new KeyBindingExpected(facts.clientId(), GiveRequest.nonce(token));
    List<DcqlQuery.Answer> answers = facts.query().answeredBy(vpToken);
    List<Verdict> verdicts =
        verifyCredential.verify(
            answers.stream()
                .map(
                    answer ->
                        new org.onenet.credentials.Shown(
                            answer.presentation(), Optional.empty(), Optional.of(binding)))
                .toList());
    List<Shown> shown = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      shown.add(shown(answers.get(i), verdicts.get(i)));
    }
    return shown;
  }

  private static Shown shown(DcqlQuery.Answer answer, Verdict verdict) {
    for (Verdict.Check check : verdict.checks()) {
      if (OF_AN_ANSWER.contains(check.id()) && check.outcome() == Verdict.Outcome.INVALID) {
        throw new MalformedCredential(
            "vp_token.%s: %s: expected %s, got %s"
                .formatted(answer.query().id(), check.code(), check.expected(), check.actual()));
      }
    }
    ReadCredential read = verdict.credential().orElseThrow();
    return new Shown(
        answer.query().id(),
        read.type(),
        read.issuer().value(),
        read.digest().hex(),
        verdict.overall(),
        verdict.checks(),
        answer.values().entrySet().stream()
            .map(claim -> new Shown.Value(claim.getKey(), claim.getValue()))
            .toList());
  }
}
