package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.Map;

/** A holder's own key pair on P-256, as a wallet has one. */
public final class HolderKey {
  private final ECKey key;

  private HolderKey(ECKey key) {
    this.key = key;
  }

  /** A new one. */
  public static HolderKey fresh() {
    try {
      return new HolderKey(new ECKeyGenerator(Curve.P_256).generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot make a P-256 key", e);
    }
  }

  /**
   * The one in a private JWK.
   *
   * @throws MalformedCredential when it is not a private key on P-256
   */
  public static HolderKey of(String privateJwk) {
    try {
      ECKey key = ECKey.parse(privateJwk);
      if (key.isPrivate() && Curve.P_256.equals(key.getCurve())) return new HolderKey(key);
    } catch (ParseException e) {
      // told below; the message of a private key's parser is not repeated
    }
    throw new MalformedCredential("not a private JWK on the curve P-256");
  }

  /** What a credential is bound to. */
  public Map<String, Object> publicJwk() {
    return key.toPublicJWK().toJSONObject();
  }

  /** The private JWK, for the holder alone to keep. */
  public String privateJwk() {
    return key.toJSONString();
  }

  /** Signs a key binding, RFC 9901 §4.3. */
  String bind(Map<String, Object> claims) {
    return sign(header(SdJwtVcTerms.KEY_BINDING_TYP).build(), claims);
  }

  /** Signs a key proof that brings its key, OpenID4VCI 1.0, Appendix F.1. */
  String prove(Map<String, Object> claims) {
    return sign(header(VciTerms.PROOF_TYP).jwk(key.toPublicJWK()).build(), claims);
  }

  private static JWSHeader.Builder header(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(new JOSEObjectType(type));
  }

  private String sign(JWSHeader header, Map<String, Object> claims) {
    JWSObject signed = new JWSObject(header, new Payload(claims));
    try {
      signed.sign(new ECDSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("the holder's key cannot sign", e);
    }
  }

  @Override
  public String toString() {
    return "HolderKey" + publicJwk();
  }
}
