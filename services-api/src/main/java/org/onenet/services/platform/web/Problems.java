package org.onenet.services.platform.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.onenet.services.platform.Language;
import org.onenet.services.platform.Text;

/**
 * Writes problem documents, <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>.
 *
 * <pre>
 * {"type":"https://onenet.example/problems/malformed","title":"…","status":400,"code":"malformed",
 *  "detail":"…","errors":[{"field":"page","code":"malformed","message":"…"}]}</pre>
 */
final class Problems {
  static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final String TYPES = "https://onenet.example/problems/";

  private Problems() {}

  static Response response(Refusal refusal, Language language) {
    return Response.status(refusal.status())
        .type(TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(Json.bytes(document(refusal, language)))
        .build();
  }

  /** The problem's members, in their order. */
  static Map<String, Object> document(Refusal refusal, Language language) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", TYPES + refusal.code());
    problem.put("title", title(refusal.status()).in(language));
    problem.put("status", refusal.status());
    problem.put("code", refusal.code());
    problem.put("detail", refusal.detail().in(language));
    problem.putAll(refusal.more());
    if (!refusal.errors().isEmpty()) {
      List<Object> errors = new ArrayList<>();
      for (Refusal.FieldError error : refusal.errors()) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("field", error.field());
        one.put("code", error.code());
        one.put("message", error.message().in(language));
        errors.add(one);
      }
      problem.put("errors", errors);
    }
    return problem;
  }

  private static Text title(int status) {
    return switch (status) {
      case 400 -> new Text("The request cannot be read", "无法读取请求");
      case 401 -> new Text("Sign in first", "请先登录");
      case 403 -> new Text("Not allowed", "无权限");
      case 404 -> new Text("Not found", "未找到");
      case 405 -> new Text("Not done this way", "不支持此方法");
      case 409 -> new Text("Somebody was faster", "已被他人抢先处理");
      case 413 -> new Text("Too large", "内容过大");
      case 415 -> new Text("Not this type", "类型不受支持");
      case 422 -> new Text("Some answers need another look", "部分内容需要修改");
      case 429 -> new Text("Too many requests", "请求过于频繁");
      case 503 -> new Text("Not available at the moment", "暂时不可用");
      default -> new Text("It did not work", "操作失败");
    };
  }
}
