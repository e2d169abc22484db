package org.onenet.portal.pages;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** What these pages do for everybody, and whom to tell when they do not. */
@WebServlet("/accessibility")
public class AccessibilityPage extends Page {
  private static final long serialVersionUID = 1L;

  @Override
  protected void answer(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    pages.show("accessibility", Map.of(), request, response);
  }
}
