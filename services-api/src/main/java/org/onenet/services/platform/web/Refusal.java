package org.onenet.services.platform.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.onenet.services.platform.Text;

/**
 * A request is refused, with a stable code and a sentence for people. Thrown at the doors only: use
 * cases answer with results of their own, which a door turns into this.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Text detail;
  private final transient List<FieldError> errors;
  private final transient Map<String, Object> more;

  /** What is wrong with one field of the request. */
  public record FieldError(String field, String code, Text message) {}

  private Refusal(
      int status, String code, Text detail, List<FieldError> errors, Map<String, Object> more) {
    super(status + " " + code + ": " + detail.en());
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = List.copyOf(errors);
    this.more = Map.copyOf(more);
  }

  public static Refusal of(int status, String code, Text detail) {
    return new Refusal(status, code, detail, List.of(), Map.of());
  }

  /** With further members of the problem document. */
  public static Refusal of(int status, String code, Text detail, Map<String, Object> more) {
    return new Refusal(status, code, detail, List.of(), more);
  }

  /** The request is not what it must be: 400, naming the field and what was expected. */
  public static Refusal malformed(String field, String expectedEn, String expectedZh) {
    Text message = new Text(field + ": expected " + expectedEn, field + "：应为" + expectedZh);
    return new Refusal(
        400, "malformed", message, List.of(new FieldError(field, "malformed", message)), Map.of());
  }

  /** Several fields at once: 422. */
  public static Refusal invalid(String code, Text detail, List<FieldError> errors) {
    return new Refusal(422, code, detail, errors, Map.of());
  }

  /** Another version was read than there is now: 409, with {@code current}. */
  public static Refusal stale(Text detail, long current) {
    return of(409, "stale-version", detail, Map.of("current", current));
  }

  /**
   * Somebody answered before, and what they answered stands: 409, with {@code by}, {@code at} and
   * {@code outcome}.
   */
  public static Refusal alreadyAnswered(String by, Instant at, String outcome) {
    return of(
        409,
        "already-answered",
        new Text("%s answered this at %s.", "%s 已于 %s 答复。").with(by, at),
        Map.of("by", by, "at", at.toString(), "outcome", outcome));
  }

  /** Not there, or not the caller's: the answer is the same, so nobody learns what exists. */
  public static Refusal notFound() {
    return of(
        404, "not-found", new Text("There is nothing here that you may see.", "这里没有您可以查看的内容。"));
  }

  /** The caller's role does not open this door. */
  public static Refusal forbidden() {
    return of(403, "forbidden", new Text("Your account may not do this.", "您的账号无权进行此操作。"));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Text detail() {
    return detail;
  }

  public List<FieldError> errors() {
    return errors;
  }

  public Map<String, Object> more() {
    return more;
  }
}
