package org.onenet.services.platform.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import org.onenet.services.platform.Language;

/** How the request at hand wants its answer. */
@RequestScoped
public class Asked {
  @Context private HttpHeaders headers;

  /** Chinese when the request prefers it to English; English otherwise. */
  public Language language() {
    return language(headers);
  }

  static Language language(HttpHeaders headers) {
    if (headers != null) {
      for (Locale locale : headers.getAcceptableLanguages()) {
        if (locale.getLanguage().equals("zh")) return Language.ZH;
        if (locale.getLanguage().equals("en")) return Language.EN;
      }
    }
    return Language.EN;
  }
}
