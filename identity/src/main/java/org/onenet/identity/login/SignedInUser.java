package org.onenet.identity.login;

import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.onenet.identity.Caller;

/**
 * Who has signed in to this browser session, and their access token for services-api.
 *
 * <p>Empty until {@link OidcLogin} fills it at the callback. The access token lives a few minutes;
 * it is renewed here ahead of its end, by one thread at a time, so that a page may stay open for as
 * long as the identity server's own session lasts.
 */
@SessionScoped
public class SignedInUser implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * A token that lives shorter than this is renewed first, since the call it is for takes its time
   * too.
   */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private final IdentityServer server;
  private final Clock clock;
  // Not written to disk: who comes back after that signs in again.
  private transient Tokens tokens;
  private transient String lastSubject;

  /** For the container's proxy only. */
  protected SignedInUser() {
    this(null, Clock.systemUTC());
  }

  @Inject
  SignedInUser(IdentityServer server) {
    this(server, Clock.systemUTC());
  }

  SignedInUser(IdentityServer server, Clock clock) {
    this.server = server;
    this.clock = clock;
  }

  /** Whether somebody is signed in, as far as is known without asking the identity server. */
  public boolean isSignedIn() {
    return current().isPresent();
  }

  /** Who is signed in, if somebody is. */
  public synchronized Optional<Caller> current() {
    return tokens == null || tokens.overAt(clock.instant())
        ? Optional.empty()
        : Optional.of(tokens.caller());
  }

  /**
   * Who is signed in.
   *
   * @throws SessionEnded when nobody is, or no longer
   */
  public synchronized Caller caller() {
    return present().caller();
  }

  /**
   * A bearer token for services-api that lives for at least some seconds more.
   *
   * @throws SessionEnded when the sign-in is over; the browser should load its page again, which
   *     signs in anew
   * @throws IdentityServerUnreachable when the token has run out and the identity server does not
   *     answer
   */
  public synchronized String accessToken() {
    Tokens held = present();
    Instant now = clock.instant();
    if (now.isBefore(held.accessUntil().minus(AHEAD))) {
      return held.access();
    }
    try {
      Tokens renewed = server.renew(held);
      if (!renewed.caller().subject().equals(held.caller().subject())) {
        throw new SessionEnded("The renewed token names somebody else.");
      }
      tokens = renewed;
      return renewed.access();
    } catch (SessionEnded over) {
      tokens = null;
      throw over;
    } catch (IdentityServerUnreachable unreachable) {
      if (now.isBefore(held.accessUntil())) {
        return held.access();
      }
      throw unreachable;
    }
  }

  /**
   * This very object instead of CDI's stand-in for it: for threads that are not in a request of the
   * session, such as those of {@code UI.access} or of a virtual thread that a view has started.
   */
  public SignedInUser withoutContext() {
    return this;
  }

  synchronized void begin(Tokens fresh) {
    tokens = fresh;
    lastSubject = fresh.caller().subject();
  }

  /** Whether this session was another person's before. */
  synchronized boolean wasSomebodyElse(Caller caller) {
    return lastSubject != null && !lastSubject.equals(caller.subject());
  }

  /**
   * Forgets the tokens; answers the ID token, by which the identity server knows whom to sign out.
   */
  synchronized Optional<String> end() {
    Optional<String> idToken = Optional.ofNullable(tokens).map(Tokens::id);
    tokens = null;
    return idToken;
  }

  private Tokens present() {
    if (current().isEmpty()) {
      throw new SessionEnded("Nobody is signed in, or the sign-in has run out.");
    }
    return tokens;
  }
}
