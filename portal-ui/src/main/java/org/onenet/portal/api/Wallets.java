package org.onenet.portal.api;

import java.util.List;

/** In which wallets a certificate is. */
public record Wallets(List<Copy> copies) {
  /**
   * An offer to a wallet.
   *
   * @param link opens a wallet on this device
   * @param qrCode the link as a PNG, in base64
   * @param pin the digits the wallet will ask for
   */
  public record Offer(String link, String qrCode, String pin, String expiresAt) {}

  /**
   * A copy that a wallet was given.
   *
   * @param wallet what the wallet calls itself; null when it does not
   * @param state given, accepted, failed, deleted or ended
   */
  public record Copy(
      String id, String wallet, String key, String since, String state, String ended) {
    public boolean isEnded() {
      return "ended".equals(state);
    }
  }
}
