package org.onenet.portal.pages;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.onenet.portal.api.ApiProblem;

/** Where anybody checks a certificate: pasted, as a file, scanned, or opened by its link. */
@WebServlet({"/verify", "/verify/*"})
@MultipartConfig(maxFileSize = 1 << 20, maxRequestSize = 2 << 20, fileSizeThreshold = 2 << 20)
public class VerifyPage extends Page {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 1 << 20;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String token = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    if (token.isEmpty()) {
      pages.show("verify", Map.of(), request, response);
      return;
    }
    Map<String, Object> shared = api.shared(token, Pages.language(request));
    verdict(shared.get("verdict"), request, response);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    byte[] certificate;
    try {
      certificate = certificate(request);
    } catch (IllegalStateException tooLarge) {
      again("verify.too-large", request, response);
      return;
    }
    if (certificate.length == 0) {
      again("verify.nothing", request, response);
      return;
    }
    boolean pdf = certificate.length > 4 && certificate[0] == '%' && certificate[1] == 'P';
    try {
      verdict(
          api.verify(certificate, pdf ? "application/pdf" : "text/plain", Pages.language(request)),
          request,
          response);
    } catch (ApiProblem problem) {
      if (problem.isUnreachable()) error(problem, request, response);
      else if (problem.code().startsWith("pdf-")) again(problem, request, response);
      else
        again(
            problem.status() == 413 ? "verify.too-large" : "verify.no-certificate",
            request,
            response);
    }
  }

  /** The pasted text, or else the chosen file. */
  private static byte[] certificate(HttpServletRequest request)
      throws IOException, ServletException {
    String pasted = parameter(request, "jwt");
    if (!pasted.isEmpty()) return pasted.getBytes(StandardCharsets.UTF_8);
    Part file = request.getPart("file");
    if (file == null) return new byte[0];
    try (InputStream in = file.getInputStream()) {
      return in.readNBytes(MOST_BYTES);
    }
  }

  private void verdict(Object verdict, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("verdict", verdict);
    if (verdict instanceof Map<?, ?> told) {
      Locale language = Pages.language(request);
      model.put("checkedAt", CityTime.instant(told.get("asOf"), language));
      if (told.get("credential") instanceof Map<?, ?> credential) {
        model.put("until", CityTime.day(credential.get("validUntil"), language));
      }
    }
    pages.show("verdict", model, request, response);
  }

  /** What services-api says of a PDF that it does not take. */
  private void again(ApiProblem problem, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    pages.show(400, "verify", Map.of("told", problem.detail()), request, response);
  }

  private void again(String message, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("error", message);
    pages.show(400, "verify", model, request, response);
  }
}
