// node wallet.mjs <question.json: {"link": "openid4vp://…", "credential": "eyJ…~…~", "holder": private JWK, "authority": PEM}
// Answers the link with @openid4vc/openid4vp (request, response), dcql (what is asked for) and @sd-jwt/sd-jwt-vc
// (what is shown). Prints {"version", "prefix", "clientId", "asked", "status", "body"}; fails by what a library says.
import { setGlobalConfig } from "@openid4vc/oauth2";
import { Openid4vpClient } from "@openid4vc/openid4vp";
import { DcqlQuery } from "dcql";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { digest, generateSalt } from "@sd-jwt/crypto-nodejs";
import { CompactEncrypt, compactVerify, decodeJwt, exportJWK, importJWK, importX509 } from "jose";
import { createHash, sign, createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";

// the stack under test speaks http on loopback
setGlobalConfig({ allowInsecureUrls: true });

const { link, credential, holder, authority } = JSON.parse(readFileSync(0, "utf8"));

/** Whose key signed, as each way of naming it wants it found. */
async function keyOf(signer) {
  if (signer.method === "x5c") {
    const certificate = new X509Certificate(Buffer.from(signer.x5c[0], "base64"));
    if (!certificate.verify(new X509Certificate(authority).publicKey)) throw new Error("not by the authority");
    return importX509(certificate.toString(), signer.alg);
  }
  if (signer.method !== "did") throw new Error(`no way to trust ${JSON.stringify(signer)}`);
  const [did] = signer.didUrl.split("#");
  const [host, ...path] = did.slice("did:web:".length).split(":");
  const place = path.length ? path.join("/") : ".well-known";
  const document = await (await fetch(`http://${decodeURIComponent(host)}/${place}/did.json`)).json();
  const method = document.verificationMethod.find((one) => one.id === signer.didUrl);
  return importJWK(method.publicKeyJwk, signer.alg);
}

const callbacks = {
  fetch,
  hash: (data, algorithm) => createHash(algorithm.replace("-", "")).update(data).digest(),
  verifyJwt: async (signer, { compact }) => {
    const key = await keyOf(signer);
    await compactVerify(compact, key);
    return { verified: true, signerJwk: await exportJWK(key) };
  },
  getX509CertificateMetadata: (base64) => {
    const names = new X509Certificate(Buffer.from(base64, "base64")).subjectAltName.split(", ");
    const of = (kind) => names.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
    return { sanDnsNames: of("DNS:"), sanUriNames: of("URI:") };
  },
  encryptJwe: async (to, data) => {
    const jwe = await new CompactEncrypt(Buffer.from(data))
      .setProtectedHeader({ alg: to.alg, enc: to.enc, kid: to.publicJwk.kid })
      .encrypt(await importJWK(to.publicJwk, to.alg));
    return { encryptionJwk: to.publicJwk, jwe };
  },
  signJwt: () => { throw new Error("answers are not signed"); },
  decryptJwe: () => { throw new Error("requests are not encrypted"); },
};

const client = new Openid4vpClient({ callbacks });
const parsed = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link });
const resolved = await client.resolveOpenId4vpAuthorizationRequest({ authorizationRequestPayload: parsed.params });
const request = resolved.authorizationRequestPayload;

const query = DcqlQuery.parse(request.dcql_query);
DcqlQuery.validate(query);
const held = new SDJwtVcInstance({
  hasher: digest,
  hashAlg: "sha-256",
  saltGenerator: generateSalt,
  kbSignAlg: "ES256",
  kbSigner: (data) =>
    sign("sha256", Buffer.from(data), { key: createPrivateKey({ key: holder, format: "jwk" }), dsaEncoding: "ieee-p1363" })
      .toString("base64url"),
});
const claims = await held.getClaims(credential);
const found = DcqlQuery.query(query, [
  { credential_format: "dc+sd-jwt", vct: claims.vct, claims, cryptographic_holder_binding: true },
]);
if (!found.can_be_satisfied) throw new Error(`nothing to show: ${JSON.stringify(found.credential_matches)}`);
const [asked] = query.credentials;
const frame = Object.fromEntries((asked.claims ?? []).map((claim) => [claim.path[0], true]));
const presentation = await held.present(credential, frame, {
  kb: { payload: { iat: Math.floor(Date.now() / 1000), aud: request.client_id, nonce: request.nonce } },
});

const response = await client.createOpenid4vpAuthorizationResponse({
  authorizationRequestPayload: request,
  clientMetadata: request.client_metadata,
  authorizationResponsePayload: { vp_token: { [asked.id]: [presentation] } },
  ...(request.response_mode === "direct_post.jwt"
    ? { jarm: { encryption: { nonce: "wallet" }, serverMetadata: {
        authorization_signing_alg_values_supported: [],
        authorization_encryption_alg_values_supported: ["ECDH-ES"],
        authorization_encryption_enc_values_supported: ["A128GCM", "A256GCM"] } } }
    : {}),
});
const sent = await client.submitOpenid4vpAuthorizationResponse({
  authorizationRequestPayload: request,
  authorizationResponsePayload: response.authorizationResponsePayload,
  jarm: response.jarm,
});
console.log(JSON.stringify({
  version: resolved.version,
  prefix: resolved.client.prefix,
  clientId: request.client_id,
  asked: Object.keys(frame),
  status: sent.response.status,
  body: await sent.response.text(),
  kb: decodeJwt(presentation.slice(presentation.lastIndexOf("~") + 1)).aud,
}));
