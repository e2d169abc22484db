package org.onenet.credentials;

/**
 * What a verifier asks a holder to sign, so that a presentation is for it and for now.
 *
 * @param audience who asks: the verifier's own identifier
 * @param nonce a fresh random text, used once
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-4.3">RFC 9901 §4.3</a>
 */
public record KeyBindingExpected(String audience, String nonce) {}
