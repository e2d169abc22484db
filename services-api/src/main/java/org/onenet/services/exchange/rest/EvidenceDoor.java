package org.onenet.services.exchange.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.onenet.credentials.Unreachable;
import org.onenet.services.exchange.AnswerRequest;
import org.onenet.services.platform.Text;
import org.onenet.services.platform.web.JsonBody;
import org.onenet.services.platform.web.Refusal;
import org.onenet.services.registers.RegisterUnavailable;

/** Where other departments ask a register; whoever asks is known by the signature alone. */
@Path("registers/{register}/evidence")
@Singleton
@PermitAll
public class EvidenceDoor {
  /** A request with the longest consent record is a tenth of it. */
  private static final int MOST_BYTES = 128 << 10;

  private final AnswerRequest answerRequest;

  @Inject
  public EvidenceDoor(AnswerRequest answerRequest) {
    this.answerRequest = answerRequest;
  }

  @POST
  @PermitAll
  @Consumes("application/evidence-request+jwt")
  @Produces("application/evidence-answer+jwt")
  @Operation(summary = "A department's signed request for evidence; the signed answer")
  public String answer(@PathParam("register") String register, InputStream body)
      throws IOException {
    String request =
        new String(JsonBody.bytes(body, MOST_BYTES), StandardCharsets.US_ASCII).strip();
    try {
      return switch (answerRequest.answer(register, request)) {
        case AnswerRequest.Result.Answered answered -> answered.compact();
        case AnswerRequest.Result.NoSuchRegister none -> throw Refusal.notFound();
        case AnswerRequest.Result.NotBelieved wrong ->
            throw Refusal.of(
                401,
                "request-" + wrong.code(),
                new Text(
                    "The request is not believed: " + wrong.expected(),
                    "请求未通过核验：" + wrong.expected()));
        case AnswerRequest.Result.Malformed wrong ->
            throw Refusal.malformed(wrong.member(), wrong.expected(), wrong.expected());
        case AnswerRequest.Result.Replayed before ->
            throw Refusal.of(
                409, "replayed", new Text("This message was answered before.", "该消息已处理，不能重复提交。"));
      };
    } catch (RegisterUnavailable | Unreachable e) {
      throw Refusal.of(503, "unavailable", new Text("Ask again later.", "暂时无法答复，请稍后再试。"));
    }
  }
}
