package org.onenet.portal.pages;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;
import org.onenet.portal.api.Published;
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

  /** What services-api publishes, as it is; nothing when the browser has it already. */
  protected static void send(
      Published published, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String tag = published.tag().orElse("");
    if (!tag.isEmpty()) response.setHeader("ETag", tag);
    if (!tag.isEmpty() && tag.equals(request.getHeader("If-None-Match"))) {
      response.setHeader("Cache-Control", "no-cache");
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    send(published.body(), published.mediaType(), response);
  }

  /** Something that is no page. */
  protected static void send(byte[] body, String mediaType, HttpServletResponse response)
      throws IOException {
    response.setContentType(mediaType);
    if (mediaType.startsWith("text/")) response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; connect-src 'self'");
    response.getOutputStream().write(body);
  }

  static String parameter(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }
}
