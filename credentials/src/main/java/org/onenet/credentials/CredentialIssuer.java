package org.onenet.credentials;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.X509CertUtils;
import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Signs credentials, as VC 2.0 or as SD-JWT VC, and status lists, all by ES256 with {@code kid} a
 * DID URL. By VC-JOSE-COSE the header is {@code typ: vc+jwt}, {@code cty: vc}; the payload is the
 * credential itself.
 *
 * <pre>
 * {"typ":"vc+jwt","cty":"vc","alg":"ES256","kid":"did:web:lanting.example:departments:psb#2026-1"}
 * {"@context":["https://www.w3.org/ns/credentials/v2"],"id":"urn:uuid:…","type":["VerifiableCredential","ResidenceCertificate"],
 *  "issuer":{"id":"did:web:…","name":…},"validFrom":"2026-11-23T09:00:00Z","credentialSubject":{…},"credentialStatus":{…}}
 * </pre>
 */
public final class CredentialIssuer {
  private final Function<String, IssuerKey> keys;
  private final Map<String, Signing> signings = new ConcurrentHashMap<>();

  private final PdfSigner pdfs;

  public CredentialIssuer(IssuerKeys keys) {
    this(keys, Optional.empty());
  }

  /**
   * @param timeStamps whom it asks when a PDF was signed
   */
  public CredentialIssuer(IssuerKeys keys, Optional<TimeStampAuthority> timeStamps) {
    this.keys = keys::current;
    this.pdfs = new PdfSigner(timeStamps);
  }

  /** One key, whatever the department is called. */
  public CredentialIssuer(SigningKey key) {
    this.keys = department -> key.key();
    this.pdfs = new PdfSigner(Optional.empty());
  }

  /** Signs a credential of VC 2.0 in the department's name. */
  public SignedCredential issue(String department, Did issuer, CredentialDraft draft) {
    Map<String, Object> vc = new LinkedHashMap<>();
    vc.put("@context", List.of(VcTerms.CONTEXT));
    vc.put("id", draft.id());
    vc.put("type", List.of(VcTerms.VERIFIABLE_CREDENTIAL, draft.type()));
    vc.put("name", languageMap(draft.name()));
    vc.put("issuer", Map.of("id", issuer.value(), "name", languageMap(draft.issuerName())));
    vc.put("validFrom", draft.validFrom().truncatedTo(ChronoUnit.SECONDS).toString());
    draft
        .validUntil()
        .ifPresent(end -> vc.put("validUntil", end.truncatedTo(ChronoUnit.SECONDS).toString()));
    vc.put("credentialSubject", draft.subject());
    vc.put("credentialSchema", Map.of("id", draft.schema().toString(), "type", "JsonSchema"));
    if (!draft.status().isEmpty()) {
      vc.put("credentialStatus", draft.status().stream().map(CredentialIssuer::entry).toList());
    }
    return sign(department, issuer, vc);
  }

  /**
   * Signs an SD-JWT VC in the department's name. The digest is of the issuer-signed JWT alone, so
   * that every presentation of it has the same.
   *
   * <pre>
   * {"typ":"dc+sd-jwt","alg":"ES256","kid":"did:web:lanting.example:departments:psb#2026-1"}
   * {"iss":"https://lanting.example/departments/psb","iat":1795424400,"nbf":1795424400,
   *  "vct":"https://lanting.example/credential-types/ResidenceCertificate","cnf":{"jwk":{…}},
   *  "status":{"status_list":{"idx":77,"uri":"https://…/1"}},"_sd":["…","…"],"_sd_alg":"sha-256"}
   * </pre>
   *
   * @return whose compact form is {@code <jwt>~<disclosure>~…~}, with every disclosure
   * @throws IllegalArgumentException when the draft asks for what the standard forbids
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9901#section-4">RFC 9901 §4</a>
   */
  public SignedCredential issueSdJwtVc(String department, Did issuer, SdJwtVcDraft draft) {
    SdJwtVcClaims claims = SdJwtVcClaims.of(draft, issuer);
    Signing signing = signing(department, issuer);
    SignedCredential signed = signing.asSdJwtVc().sign(claims.signed());
    StringBuilder compact = new StringBuilder(signed.compact()).append(SdJwtVcTerms.SEPARATOR);
    claims.disclosures().forEach(one -> compact.append(one).append(SdJwtVcTerms.SEPARATOR));
    return new SignedCredential(compact.toString(), signed.digest(), signed.keyId());
  }

  private static Map<String, Object> entry(StatusEntry.Bit place) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("id", place.list() + "#" + place.index());
    entry.put("type", VcTerms.STATUS_LIST_ENTRY);
    entry.put("statusPurpose", place.purpose().word());
    entry.put("statusListIndex", String.valueOf(place.index()));
    entry.put("statusListCredential", place.list().toString());
    return entry;
  }

  /**
   * Signs a Bitstring Status List as a credential.
   *
   * @param address where the list is published; it is also the credential's id
   * @param now from when on it holds
   * @param lifetime how long verifiers may rely on it
   */
  public SignedCredential issueStatusList(
      String department,
      Did issuer,
      URI address,
      StatusPurpose purpose,
      BitstringStatusList list,
      Instant now,
      Duration lifetime) {
    Map<String, Object> vc = new LinkedHashMap<>();
    vc.put("@context", List.of(VcTerms.CONTEXT));
    vc.put("id", address.toString());
    vc.put("type", List.of(VcTerms.VERIFIABLE_CREDENTIAL, VcTerms.STATUS_LIST_CREDENTIAL));
    vc.put("issuer", issuer.value());
    vc.put("validFrom", now.truncatedTo(ChronoUnit.SECONDS).toString());
    vc.put("validUntil", now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS).toString());
    Map<String, Object> subject = new LinkedHashMap<>();
    subject.put("id", address + "#list");
    subject.put("type", VcTerms.STATUS_LIST);
    subject.put("statusPurpose", purpose.word());
    subject.put("encodedList", list.encoded());
    vc.put("credentialSubject", subject);
    return sign(department, issuer, vc);
  }

  /**
   * Signs a Token Status List.
   *
   * <pre>
   * {"typ":"statuslist+jwt","alg":"ES256","kid":"did:web:lanting.example:departments:psb#2026-1"}
   * {"sub":"https://lanting.example/token-status-lists/psb/1","iat":1795424400,"exp":1795425300,"ttl":60,
   *  "status_list":{"bits":2,"lst":"eNo76fITAAPfAgc"}}
   * </pre>
   *
   * @param address where the list is published; it is also its {@code sub}
   * @param now from when on it holds
   * @param lifetime how long verifiers may rely on it
   * @param ttl how long a copy may be used before a newer one is asked for
   * @see <a
   *     href="https://www.ietf.org/archive/id/draft-ietf-oauth-status-list-20.html#section-5.1">
   *     Token Status List, draft 20, §5.1</a>
   */
  public SignedCredential issueTokenStatusList(
      String department,
      Did issuer,
      URI address,
      TokenStatusList list,
      Instant now,
      Duration lifetime,
      Duration ttl) {
    Map<String, Object> statusList = new LinkedHashMap<>();
    statusList.put("bits", list.bits());
    statusList.put("lst", list.encoded());
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", address.toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.put("ttl", ttl.toSeconds());
    claims.put("status_list", statusList);
    return signing(department, issuer).as(VcTerms.STATUS_LIST_JWT).sign(claims);
  }

  /**
   * Signs an OpenID4VCI issuer's metadata.
   *
   * <pre>
   * {"typ":"openidvci-issuer-metadata+jwt","alg":"ES256","kid":"did:web:lanting.example#2026-1"}
   * {"sub":"https://lanting.example","iat":1795424400,"credential_issuer":"https://lanting.example",…}
   * </pre>
   *
   * @param name whose key signs, as a department's name
   * @see <a
   *     href="https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html#section-12.2.3">
   *     OpenID4VCI 1.0 §12.2.3</a>
   */
  public String signIssuerMetadata(
      String name, Did issuer, Map<String, Object> metadata, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", metadata.get("credential_issuer"));
    claims.put("iat", now.getEpochSecond());
    claims.putAll(metadata);
    return signing(name, issuer).as(VciTerms.METADATA_TYP).sign(claims).compact();
  }

  /**
   * Signs what one party tells another, read by {@link SignedStatement}.
   *
   * @param name whose key signs, as a department's name
   * @param claims without {@code iss}, {@code iat} and {@code exp}
   * @param lifetime empty for what stays true
   */
  public String signStatement(
      String name,
      Did signer,
      StatementKind kind,
      Map<String, Object> claims,
      Instant now,
      Optional<Duration> lifetime) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("iss", signer.value());
    all.put("iat", now.getEpochSecond());
    lifetime.ifPresent(one -> all.put("exp", now.plus(one).getEpochSecond()));
    all.putAll(claims);
    return signing(name, signer).as(kind.typ()).sign(all).compact();
  }

  /**
   * Signs a trust bundle, which {@link TrustBundle} shows.
   *
   * @param name whose key signs, as a department's name
   * @param now when its content was gathered
   * @param lifetime how long verifiers may rely on it
   */
  public SignedCredential signTrustBundle(
      String name, Did issuer, BundleContent content, Instant now, Duration lifetime) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer.value());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(lifetime).getEpochSecond());
    claims.putAll(BundleJson.claims(content));
    return signing(name, issuer).as(BundleTerms.TYP).sign(claims);
  }

  /**
   * Signs a PDF in the department's name, by PAdES and over the whole file; with the certificates
   * of the department's key, or with one that it gives itself.
   *
   * @param pdf with no signature yet
   * @param at when, as the signature says
   */
  public byte[] signPdf(String department, Did issuer, byte[] pdf, Instant at) {
    Signing signing = signing(department, issuer);
    return pdfs.signed(pdf, signing.certificates(at), at, signing::asDer);
  }

  /**
   * A request for a certificate of the key that signs for the department now, PKCS#10 in PEM.
   *
   * @param organisation as whom the request names its sender
   */
  public String certificationRequest(String department, Did issuer, String organisation) {
    Signing signing = signing(department, issuer);
    try {
      return KeyCertification.request(
          signing.key().jwk().toECPublicKey(),
          organisation,
          department,
          issuer.url(),
          signing::asDer);
    } catch (JOSEException e) {
      throw new IllegalStateException("not a P-256 key: " + signing.key(), e);
    }
  }

  /**
   * As whom a wallet is asked: the {@code client_id} of requests that the key in use signs.
   *
   * @param name whose key signs, as a department's name
   * @param verifier its DID; a certificate must have its host for {@code x509_san_dns}
   * @return empty when a certificate is wanted and the key has none of that kind
   */
  public Optional<String> clientId(String name, Did verifier, ClientIdPrefix prefix) {
    List<X509Certificate> chain = signing(name, verifier).key().jwk().getParsedX509CertChain();
    Optional<X509Certificate> own = Optional.ofNullable(chain).map(List::getFirst);
    String host = verifier.url().getHost();
    return switch (prefix) {
      case DECENTRALIZED_IDENTIFIER -> Optional.of(prefix.with(verifier.value()));
      case X509_HASH ->
          own.map(one -> prefix.with(X509CertUtils.computeSHA256Thumbprint(one).toString()));
      case X509_SAN_DNS -> own.filter(one -> names(one, host)).map(one -> prefix.with(host));
    };
  }

  /** RFC 5280 §4.2.1.6: dNSName is the second kind. */
  private static boolean names(X509Certificate certificate, String host) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names != null && names.contains(List.of(2, host));
    } catch (CertificateParsingException e) {
      return false;
    }
  }

  /**
   * Signs a request to a wallet, which {@link RequestObject} shows.
   *
   * @throws IllegalStateException when a certificate is wanted and the key has none
   */
  public String signRequest(
      String name,
      Did verifier,
      ClientIdPrefix prefix,
      RequestObject request,
      Instant now,
      Duration lifetime) {
    String clientId =
        clientId(name, verifier, prefix)
            .orElseThrow(
                () -> new IllegalStateException("the key of " + name + " is not certified"));
    Signing signing = signing(name, verifier);
    Signing asAsked =
        prefix.isOfCertificate()
            ? signing.byCertificate(VpTerms.REQUEST_TYP)
            : signing.as(VpTerms.REQUEST_TYP);
    return asAsked.sign(request.claims(clientId, now, lifetime)).compact();
  }

  /** The DID URL of the key that signs for the department now. */
  public String keyId(String department, Did issuer) {
    return signing(department, issuer).header().getKeyID();
  }

  private SignedCredential sign(String department, Did issuer, Map<String, Object> vc) {
    return signing(department, issuer).sign(vc);
  }

  private Signing signing(String department, Did issuer) {
    IssuerKey key = keys.apply(department);
    return signings.compute(
        department,
        (name, before) ->
            before != null && before.key() == key && before.issuer().equals(issuer)
                ? before
                : Signing.with(key, issuer));
  }

  /** VC Data Model 2.0 §11.1: a value with its language. */
  private static List<Map<String, String>> languageMap(Map<String, String> texts) {
    List<Map<String, String>> values = new ArrayList<>(texts.size());
    texts.forEach((language, text) -> values.add(Map.of("@value", text, "@language", language)));
    return values;
  }
}
