package org.onenet.identity.login;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import java.util.Set;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The session's cookie: not for scripts, not sent along by foreign pages, and by https only where
 * the portal is https; never the session's id in an address.
 */
public class LoginCookies implements ServletContainerInitializer {
  @Override
  public void onStartup(Set<Class<?>> none, ServletContext context) {
    String portalUrl =
        ConfigProvider.getConfig().getOptionalValue("onenet.portal-url", String.class).orElse("");
    SessionCookieConfig cookie = context.getSessionCookieConfig();
    cookie.setHttpOnly(true);
    cookie.setSecure(portalUrl.startsWith("https:"));
    cookie.setAttribute("SameSite", "Lax");
    context.setSessionTrackingModes(Set.of(SessionTrackingMode.COOKIE));
  }
}
