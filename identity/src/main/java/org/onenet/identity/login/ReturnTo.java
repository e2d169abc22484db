package org.onenet.identity.login;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Where a sign-in leads back to: a path of this portal and nothing else, whatever the address bar
 * said, so that a link to our sign-in cannot lead to somebody else's page (open redirect).
 */
final class ReturnTo {
  static final String HOME = "/";
  private static final int LONGEST = 2000;
  private static final Set<String> NEVER =
      Set.of(OidcLogin.CALLBACK, OidcLogin.SIGN_IN, OidcLogin.LOGOUT, OidcLogin.PASSKEY);

  private ReturnTo() {}

  static String of(HttpServletRequest request) {
    String query = request.getQueryString();
    return safe(request.getRequestURI() + (query == null ? "" : "?" + query));
  }

  /** The wish itself when it is a path of ours, else the home page. */
  static String safe(String wish) {
    if (wish == null || wish.length() > LONGEST || !wish.startsWith("/") || wish.startsWith("//")) {
      return HOME;
    }
    // Browsers read a backslash as a slash, and skip control characters.
    if (wish.indexOf('\\') >= 0 || wish.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      return HOME;
    }
    try {
      URI uri = new URI(wish);
      String path = uri.normalize().getPath();
      boolean ours =
          uri.getScheme() == null && uri.getRawAuthority() == null && !uri.getPath().contains("//");
      return ours && !NEVER.contains(path) ? wish : HOME;
    } catch (URISyntaxException notAnAddress) {
      return HOME;
    }
  }
}
