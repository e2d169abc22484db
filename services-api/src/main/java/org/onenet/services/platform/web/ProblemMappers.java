package org.onenet.services.platform.web;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.onenet.identity.ClaimsRefused;
import org.onenet.identity.rest.KeysUnreachable;
import org.onenet.identity.rest.NotSignedIn;
import org.onenet.services.platform.DatabaseAway;
import org.onenet.services.platform.Text;

/** Every error that leaves this API leaves it here, as problem+json. */
@Provider
public class ProblemMappers implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class.getName());

  @Context private HttpHeaders headers;

  @Override
  public Response toResponse(Throwable failure) {
    return Problems.response(refusal(failure), Asked.language(headers));
  }

  static Refusal refusal(Throwable failure) {
    return switch (failure) {
      case Refusal refusal -> refusal;
      case NotSignedIn e -> unauthorised();
      case ClaimsRefused e ->
          Refusal.of(403, "claims-refused", new Text(e.getMessage(), "账号信息不完整：" + e.getMessage()));
      case DatabaseAway e -> unavailable();
      case KeysUnreachable e -> {
        LOG.log(Level.WARNING, "no access token can be checked", e);
        yield unavailable();
      }
      case NotFoundException e ->
          Refusal.of(404, "not-found", new Text("There is nothing at this address.", "此地址没有内容。"));
      case WebApplicationException e -> byStatus(e.getResponse().getStatus());
      default -> broken(failure);
    };
  }

  private static Refusal byStatus(int status) {
    return switch (status) {
      case 401 -> unauthorised();
      case 403 -> Refusal.forbidden();
      case 405 ->
          Refusal.of(
              405,
              "method-not-allowed",
              new Text("This address does not take this method.", "此地址不支持该方法。"));
      case 406 ->
          Refusal.of(406, "not-acceptable", new Text("There is no such form of it.", "没有所请求的格式。"));
      case 415 ->
          Refusal.of(
              415,
              "unsupported-media-type",
              new Text("The body has another type than this address takes.", "请求内容的类型不受支持。"));
      default -> Refusal.of(status, "refused", new Text("The request was refused.", "请求被拒绝。"));
    };
  }

  private static Refusal unauthorised() {
    return Refusal.of(
        401, "not-signed-in", new Text("Send an access token as bearer.", "请使用访问令牌登录。"));
  }

  private static Refusal unavailable() {
    return Refusal.of(
        503,
        "unavailable",
        new Text(
            "This is not available at the moment. Nothing was lost; try again in a minute.",
            "服务暂时不可用。已填内容不会丢失，请稍后再试。"));
  }

  /** Nothing of the cause goes outside; the id finds it in the log. */
  private static Refusal broken(Throwable failure) {
    String id = UUID.randomUUID().toString();
    LOG.log(Level.SEVERE, failure, () -> "request failed, correlation id " + id);
    return Refusal.of(
        500,
        "broken",
        new Text("Something went wrong on our side.", "系统出现错误。"),
        Map.of("correlationId", id));
  }
}
