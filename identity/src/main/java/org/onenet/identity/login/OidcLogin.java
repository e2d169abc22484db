package org.onenet.identity.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.Caller;
import org.onenet.identity.Role;

/**
 * The portal's login: OpenID Connect's code flow with PKCE, as a Jakarta Security mechanism.
 *
 * <p>It sees every request. {@code /app/*} needs somebody signed in: a page is sent to the identity
 * server and comes back to where it was going, while a request that is not a page (Vaadin's {@code
 * ?v-r=…}, a script's fetch) gets a bare 401 that its sender can act on. {@code /sign-in?to=…},
 * {@code /passkey?to=…}, {@code /callback} and {@code /logout} are answered here. Every other path
 * passes, and gets no session.
 */
@ApplicationScoped
public class OidcLogin implements HttpAuthenticationMechanism {
  /** Starts a sign-in; {@code ?to=} names the path to return to. */
  public static final String SIGN_IN = "/sign-in";

  /** Lets who is signed in add a passkey; {@code ?to=} names the path to return to. */
  public static final String PASSKEY = "/passkey";

  /** Where the identity server sends the browser back to. */
  public static final String CALLBACK = "/callback";

  /** Ends the session here and there. */
  public static final String LOGOUT = "/logout";

  private static final String PROTECTED = "/app";
  private static final Logger LOG = Logger.getLogger(OidcLogin.class.getName());

  private final IdentityServer server;
  private final SignedInUser user;
  private final String portalUrl;

  /** For the container's proxy only. */
  protected OidcLogin() {
    this(null, null, "");
  }

  @Inject
  public OidcLogin(
      IdentityServer server,
      SignedInUser user,
      @ConfigProperty(name = "onenet.portal-url") String portalUrl) {
    this.server = server;
    this.user = user;
    this.portalUrl = portalUrl;
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    try {
      return switch (path(request)) {
        case CALLBACK -> comeBack(request, response);
        case LOGOUT -> leave(request, response);
        case SIGN_IN -> {
          String to = ReturnTo.safe(request.getParameter("to"));
          yield signedIn(request).isPresent()
              ? redirect(response, portalUrl + to)
              : depart(request, response, PendingLogin.to(to));
        }
        case PASSKEY ->
            depart(
                request,
                response,
                PendingLogin.toAddPasskey(ReturnTo.safe(request.getParameter("to"))));
        default -> pass(request, response, context);
      };
    } catch (IdentityServerUnreachable silent) {
      LOG.log(Level.WARNING, "the identity server does not answer", silent);
      return told(
          request,
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          "unreachable",
          ReturnTo.HOME,
          "home");
    }
  }

  /** The container's own logout ({@code request.logout()}) forgets the tokens too. */
  @Override
  public void cleanSubject(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (request.getSession(false) != null) {
      user.end();
    }
    context.cleanClientSubject();
  }

  private AuthenticationStatus pass(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Optional<Caller> caller = signedIn(request);
    if (caller.isPresent()) {
      return context.notifyContainerAboutLogin(
          caller.get().username(),
          caller.get().roles().stream().map(Role::claim).collect(Collectors.toSet()));
    }
    String path = path(request);
    if (!path.equals(PROTECTED) && !path.startsWith(PROTECTED + "/")) {
      return context.doNothing();
    }
    if (!isPage(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("Cache-Control", "no-store");
      return AuthenticationStatus.SEND_FAILURE;
    }
    return depart(request, response, PendingLogin.to(ReturnTo.of(request)));
  }

  /** To the identity server. */
  private AuthenticationStatus depart(
      HttpServletRequest request, HttpServletResponse response, PendingLogin pending) {
    URI signIn = server.signInAddress(pending, LoginPage.language(request));
    PendingLogins.of(request.getSession(true)).add(pending);
    return redirect(response, signIn.toString());
  }

  /** From the identity server. */
  private AuthenticationStatus comeBack(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    Optional<PendingLogin> pending =
        Optional.ofNullable(session)
            .map(PendingLogins::of)
            .flatMap(logins -> logins.take(request.getParameter("state")));
    if (pending.isEmpty()) {
      return signedIn(request).isPresent()
          ? redirect(response, portalUrl + ReturnTo.HOME)
          : told(request, response, HttpServletResponse.SC_BAD_REQUEST, "stale", SIGN_IN, "again");
    }
    String returnTo = pending.get().returnTo();
    try {
      Tokens tokens = server.redeem(parameters(request), pending.get());
      if (user.wasSomebodyElse(tokens.caller())) {
        // The session still holds what somebody else left open: drop it whole, and sign in to a new
        // one.
        session.invalidate();
        return redirect(
            response,
            portalUrl + SIGN_IN + "?to=" + URLEncoder.encode(returnTo, StandardCharsets.UTF_8));
      }
      request.changeSessionId();
      user.begin(tokens);
      return redirect(response, portalUrl + returnTo);
    } catch (LoginRefused refused) {
      LOG.log(Level.INFO, "sign-in refused: " + refused.code(), refused);
      return switch (refused.code()) {
        case EXPIRED -> depart(request, response, PendingLogin.to(returnTo));
        case DENIED ->
            told(request, response, HttpServletResponse.SC_FORBIDDEN, "denied", SIGN_IN, "again");
        case NOT_GENUINE ->
            told(
                request,
                response,
                HttpServletResponse.SC_BAD_REQUEST,
                "notGenuine",
                SIGN_IN,
                "again");
        case UNKNOWN_CALLER ->
            told(
                request,
                response,
                HttpServletResponse.SC_FORBIDDEN,
                "unknownCaller",
                LOGOUT,
                "signOut");
      };
    }
  }

  private AuthenticationStatus leave(HttpServletRequest request, HttpServletResponse response) {
    if (!askedByOurselves(request)) {
      return page(() -> LoginPage.askToSignOut(request, response));
    }
    HttpSession session = request.getSession(false);
    if (session == null) {
      return redirect(response, portalUrl + ReturnTo.HOME);
    }
    Optional<String> idToken = user.end();
    session.invalidate();
    if (idToken.isEmpty()) {
      return redirect(response, portalUrl + ReturnTo.HOME);
    }
    return redirect(
        response, server.signOutAddress(idToken.get(), LoginPage.language(request)).toString());
  }

  /** Who is signed in, without opening a session to find out. */
  private Optional<Caller> signedIn(HttpServletRequest request) {
    return request.getSession(false) == null ? Optional.empty() : user.current();
  }

  /** Whether the browser is about to show the answer as a page, so that a redirect makes sense. */
  private static boolean isPage(HttpServletRequest request) {
    if (!request.getMethod().equals("GET") || request.getParameter("v-r") != null) {
      return false;
    }
    String mode = request.getHeader("Sec-Fetch-Mode");
    String accept = request.getHeader("Accept");
    return mode == null ? accept != null && accept.contains("text/html") : mode.equals("navigate");
  }

  /** A sign-out that a foreign page brought about is only offered (CSRF). */
  private boolean askedByOurselves(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader("Origin");
    String from = origin != null ? origin + "/" : request.getHeader("Referer");
    return from != null && from.startsWith(portalUrl + "/");
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private static Map<String, String> parameters(HttpServletRequest request) {
    Map<String, String> parameters = new HashMap<>();
    request.getParameterMap().forEach((name, values) -> parameters.put(name, values[0]));
    return parameters;
  }

  private static AuthenticationStatus redirect(HttpServletResponse response, String to) {
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setHeader("Location", to);
    return AuthenticationStatus.SEND_CONTINUE;
  }

  private static AuthenticationStatus told(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String text,
      String to,
      String link) {
    return page(() -> LoginPage.tell(request, response, status, text, to, link));
  }

  private static AuthenticationStatus page(PageWriter writer) {
    try {
      writer.write();
      return AuthenticationStatus.SEND_CONTINUE;
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  private interface PageWriter {
    void write() throws IOException;
  }
}
