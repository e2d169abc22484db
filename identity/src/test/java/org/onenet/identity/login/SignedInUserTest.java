package org.onenet.identity.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;

class SignedInUserTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
  private static final Duration ACCESS = Duration.ofMinutes(5);
  private static final Duration SESSION = Duration.ofMinutes(30);

  private final SteppedClock clock = new SteppedClock();
  private final FakeServer server = new FakeServer();
  private final SignedInUser user = new SignedInUser(server, clock);

  @Test
  void nobody_is_signed_in_before_the_callback() {
    assertFalse(user.isSignedIn());
    assertThrows(SessionEnded.class, user::caller);
    assertThrows(SessionEnded.class, user::accessToken);
  }

  @Test
  void a_token_is_used_until_shortly_before_its_end_and_then_renewed() {
    user.begin(tokens("lina"));
    clock.now = START.plusSeconds(269);
    assertEquals("access-0", user.accessToken());
    clock.now = START.plusSeconds(271);
    assertEquals("access-1", user.accessToken());
    assertEquals("access-1", user.accessToken());
  }

  @Test
  void many_threads_renew_once() throws Exception {
    user.begin(tokens("lina"));
    clock.now = START.plusSeconds(299);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<String> ask = user::accessToken;
      for (Future<String> answer :
          threads.invokeAll(Stream.generate(() -> ask).limit(32).toList())) {
        assertEquals("access-1", answer.get());
      }
    }
    assertEquals(1, server.renewals);
  }

  @Test
  void a_sign_in_that_ended_there_is_over_here() {
    user.begin(tokens("lina"));
    clock.now = START.plus(ACCESS);
    server.fault = new SessionEnded("signed out elsewhere");
    assertThrows(SessionEnded.class, user::accessToken);
    assertFalse(user.isSignedIn());
  }

  @Test
  void a_sign_in_is_over_when_its_refresh_token_has_run_out() {
    user.begin(tokens("lina"));
    clock.now = START.plus(SESSION);
    assertFalse(user.isSignedIn());
    assertThrows(SessionEnded.class, user::accessToken);
    assertEquals(0, server.renewals);
  }

  @Test
  void while_the_server_is_down_a_token_serves_to_its_end_and_nobody_is_signed_out() {
    user.begin(tokens("lina"));
    server.fault = new IdentityServerUnreachable("down", null);
    clock.now = START.plusSeconds(290);
    assertEquals("access-0", user.accessToken());
    clock.now = START.plusSeconds(300);
    assertThrows(IdentityServerUnreachable.class, user::accessToken);
    assertTrue(user.isSignedIn());
    server.fault = null;
    assertEquals("access-1", user.accessToken());
  }

  @Test
  void a_renewed_token_of_somebody_else_ends_the_sign_in() {
    user.begin(tokens("lina"));
    server.subject = "wang";
    clock.now = START.plus(ACCESS);
    assertThrows(SessionEnded.class, user::accessToken);
    assertFalse(user.isSignedIn());
  }

  @Test
  void a_session_remembers_whose_it_was() {
    user.begin(tokens("lina"));
    assertEquals(Optional.of("id"), user.end());
    assertTrue(user.wasSomebodyElse(caller("wang")));
    assertFalse(user.wasSomebodyElse(caller("lina")));
  }

  private Tokens tokens(String subject) {
    Instant now = clock.instant();
    return new Tokens(
        caller(subject),
        "access-" + server.renewals,
        now.plus(ACCESS),
        "refresh",
        now.plus(SESSION),
        "id");
  }

  private static Caller caller(String subject) {
    return new Caller(
        subject,
        subject,
        subject,
        Set.of(Role.CITIZEN),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private final class FakeServer implements IdentityServer {
    private int renewals;
    private String subject = "lina";
    private RuntimeException fault;

    @Override
    public Tokens renew(Tokens held) {
      if (fault != null) {
        throw fault;
      }
      renewals++;
      return tokens(subject);
    }

    @Override
    public URI signInAddress(PendingLogin pending, Locale language) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Tokens redeem(Map<String, String> answer, PendingLogin pending) {
      throw new UnsupportedOperationException();
    }

    @Override
    public URI signOutAddress(String idToken, Locale language) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class SteppedClock extends Clock {
    private volatile Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
