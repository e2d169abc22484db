package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** One public service: what it gives, what it needs, how long it takes. */
@WebServlet("/services/*")
public class ServicePage extends Page {
  private static final long serialVersionUID = 1L;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    pages.show(
        "service",
        Map.of("service", api.publicService(id, Pages.language(request))),
        request,
        response);
  }
}
