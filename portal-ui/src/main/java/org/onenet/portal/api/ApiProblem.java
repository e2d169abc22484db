package org.onenet.portal.api;

import java.io.Serial;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A refusal of services-api (RFC 9457), or {@code code} {@value #UNREACHABLE} when it gave no
 * answer. {@code detail} is written for people, in the language asked for.
 */
public final class ApiProblem extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public static final String UNREACHABLE = "unreachable";

  /** One field's error. */
  public record FieldError(String field, String code, String message)
      implements java.io.Serializable {}

  private final int status;
  private final String code;
  private final String detail;
  private final List<FieldError> errors;
  private final transient JsonNode body;

  public ApiProblem(
      int status, String code, String detail, List<FieldError> errors, JsonNode body) {
    super(status + " " + code + ": " + detail);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.body = body;
  }

  static ApiProblem unreachable(Throwable cause) {
    ApiProblem problem = new ApiProblem(0, UNREACHABLE, "", List.of(), null);
    problem.initCause(cause);
    return problem;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  /** Whether services-api gave no answer, or not one of its own. */
  public boolean isUnreachable() {
    return UNREACHABLE.equals(code);
  }

  /** A further member of the problem document, such as {@code by}; empty when it is not there. */
  public String member(String name) {
    return body == null ? "" : body.path(name).asString("");
  }
}
