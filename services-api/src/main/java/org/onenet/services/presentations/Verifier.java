package org.onenet.services.presentations;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import org.onenet.services.platform.Text;

/**
 * An organisation that is registered to ask wallets for certificates. The JSON Schema {@code
 * verifier-1.json} says what each member means.
 *
 * @param redirectUris where a wallet on the same device may send its holder afterwards
 * @param keepMinutes for how long what was shown may be read; null for a quarter of an hour
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Verifier(
    String identifier,
    Text name,
    List<String> redirectUris,
    Integer keepMinutes,
    List<Purpose> purposes) {
  private static final int KEEP_MINUTES = 15;

  /**
   * What it may ask for, and why.
   *
   * @param reason as the holder reads it
   */
  public record Purpose(String identifier, Text name, Text reason, List<MayAsk> mayAsk) {}

  /**
   * @param credentialType a credential type of this city, or another issuer's {@code vct}
   * @param claims first parts of the paths that may be asked for
   */
  public record MayAsk(String credentialType, List<String> claims) {}

  Optional<Purpose> purpose(String identifier) {
    return purposes.stream().filter(one -> one.identifier().equals(identifier)).findFirst();
  }

  boolean mayRedirectTo(String address) {
    return redirectUris != null && redirectUris.contains(address);
  }

  int minutesToKeep() {
    return keepMinutes == null ? KEEP_MINUTES : keepMinutes;
  }
}
