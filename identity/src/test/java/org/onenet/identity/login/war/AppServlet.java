package org.onenet.identity.login.war;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.onenet.identity.login.SignedInUser;

/** A protected page: who is there, in a line of {@code key=value} each. */
@WebServlet("/app/*")
public class AppServlet extends HttpServlet {
  @Inject private SignedInUser user;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response
        .getWriter()
        .printf(
            "user=%s%nname=%s%nroles=%s%ndepartment=%s%nprincipal=%s%nclerk=%s%npath=%s%nquery=%s%nsession=%s%ntoken=%s%n",
            user.caller().username(),
            user.caller().name(),
            user.caller().roles(),
            user.caller().department().orElse("-"),
            request.getUserPrincipal().getName(),
            request.isUserInRole("clerk"),
            request.getRequestURI(),
            request.getQueryString(),
            request.getSession().getId(),
            user.withoutContext().accessToken());
  }
}
