package org.onenet.portal.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.onenet.identity.login.SignedInUser;

/** The part of {@link ServicesApi}'s door where people get, and end, what is kept of them. */
@ApplicationScoped
public class PrivacyApi {
  private final Exchange exchange;

  /** For the container's proxy only. */
  protected PrivacyApi() {
    this("", null, null);
  }

  @Inject
  public PrivacyApi(
      @ConfigProperty(name = "onenet.api-url") String base,
      SignedInUser user,
      HttpServletRequest browser) {
    this.exchange = new Exchange(base, user, browser);
  }

  public MyData kept(Locale locale) {
    return exchange.get("/me/kept", MyData.class, locale);
  }

  /** Everything about the caller as {@code application/json} or {@code text/html}. */
  public byte[] everything(String mediaType, Locale locale) {
    return exchange
        .answer(exchange.request("/me/data", locale).setHeader("Accept", mediaType).GET().build())
        .body();
  }

  /**
   * Erases everything of the caller. Refusals {@code confirmation-needed}, when it is not their
   * user name, and {@code must-be-kept}.
   */
  public MyData.Erased erase(String confirmation, Locale locale) {
    return exchange.send(
        "POST", "/me/erasure", Map.of("confirmation", confirmation), MyData.Erased.class, locale);
  }
}
