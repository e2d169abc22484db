package org.onenet.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.onenet.stack.ApiCaller;
import org.onenet.stack.Stack;
import tools.jackson.databind.JsonNode;

/**
 * A wallet made of other people's libraries, {@code tools/wallet/wallet.mjs}: npm {@code openid4vp}
 * of the OpenWallet Foundation reads our requests and writes the answers, {@code dcql} chooses,
 * {@code sd-jwt-vc} shows.
 */
final class OthersWallet {
  private static final Path SCRIPT = Path.of("tools", "wallet", "wallet.mjs");

  private OthersWallet() {}

  /** Answers the link with that certificate; what a library refuses is the failure's text. */
  static JsonNode answer(Stack stack, String link, Showing held) {
    Map<String, Object> question = new LinkedHashMap<>();
    question.put("link", link);
    question.put("credential", held.credential());
    question.put("holder", Wallet.JSON.readTree(held.holder().toJSONString()));
    question.put("authority", pem(stack));
    try {
      Process node =
          new ProcessBuilder("node", SCRIPT.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      node.getOutputStream().write(Wallet.JSON.writeValueAsBytes(question));
      node.getOutputStream().close();
      byte[] said = node.getInputStream().readAllBytes();
      if (node.waitFor() != 0) throw new AssertionError("the wallet refused; its words are above");
      return Wallet.JSON.readTree(said);
    } catch (IOException e) {
      throw new UncheckedIOException("needs Node 20 or later (node)", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String pem(Stack stack) {
    byte[] der = ApiCaller.stranger(stack).get("/certificate-authority").expect(200).body();
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
        + "\n-----END CERTIFICATE-----\n";
  }
}
