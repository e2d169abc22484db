package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Every public service in one place, found by words, life event or authority. */
@WebServlet("")
public class CataloguePage extends Page {
  private static final long serialVersionUID = 1L;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String words = parameter(request, "q");
    String lifeEvent = parameter(request, "lifeEvent");
    String authority = parameter(request, "authority");
    Map<String, Object> model =
        new HashMap<>(api.catalogue(words, lifeEvent, authority, Pages.language(request)));
    model.put("q", words);
    model.put("lifeEvent", lifeEvent);
    model.put("authority", authority);
    pages.show("catalogue", model, request, response);
  }
}
