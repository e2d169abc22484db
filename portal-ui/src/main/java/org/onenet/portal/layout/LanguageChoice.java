package org.onenet.portal.layout;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.servlet.http.Cookie;
import java.util.Locale;
import org.onenet.portal.text.Messages;

/**
 * The language of a page: {@code ?lang=} if given (and kept in the cookie {@code lang}), else the
 * cookie's.
 */
@ApplicationScoped
public class LanguageChoice {
  private static final String COOKIE = "lang";

  void onStart(@Observes ServiceInitEvent start) {
    start.getSource().addUIInitListener(event -> event.getUI().setLocale(ofRequest()));
  }

  private static Locale ofRequest() {
    VaadinRequest request = VaadinService.getCurrentRequest();
    String asked = null;
    if (request instanceof VaadinServletRequest servlet) {
      // The first page carries it in its address, its start-up request in "query".
      asked = servlet.getHttpServletRequest().getParameter(COOKIE);
      String query = servlet.getHttpServletRequest().getParameter("query");
      if (asked == null && query != null) {
        asked = query.contains("lang=zh") ? "zh" : query.contains("lang=en") ? "en" : null;
      }
    }
    if (asked != null && VaadinService.getCurrentResponse() instanceof VaadinServletResponse out) {
      Cookie kept = new Cookie(COOKIE, asked.startsWith("zh") ? "zh" : "en");
      kept.setPath("/");
      kept.setMaxAge(365 * 24 * 3600);
      kept.setAttribute("SameSite", "Lax");
      out.getHttpServletResponse().addCookie(kept);
    }
    if (asked == null && request != null && request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (COOKIE.equals(cookie.getName())) {
          asked = cookie.getValue();
        }
      }
    }
    return asked != null && asked.startsWith("zh") ? Messages.CHINESE : Messages.ENGLISH;
  }
}
