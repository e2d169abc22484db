package org.onenet.portal.pages;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.ServicesApi;

/** A plain page: what services-api refuses, or that it is away, becomes a page in the same look. */
abstract class Page extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject protected transient Pages pages;
  @Inject protected transient ServicesApi api;

  /** Answers the request; an {@link ApiProblem} becomes an error page. */
  protected abstract void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException;

  @Override
  protected final void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      answer(request, response);
    } catch (ApiProblem problem) {
      error(problem, request, response);
    }
  }

  protected void error(ApiProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status = problem.isUnreachable() ? 503 : problem.status();
    pages.show(
        status,
        "error",
        Map.of("kind", status == 404 ? "missing" : status == 503 ? "away" : "wrong"),
        request,
        response);
  }

  static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
