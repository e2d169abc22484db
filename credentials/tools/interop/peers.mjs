// Other people's libraries, asked by InteropTest. One question a line, one answer a line, both JSON:
//   {"ask":"jose.verify","jwt":"…","key":{…},"typ":"vc+jwt","now":1795424400}
//   {"answer":{"header":{…},"payload":{…}}}   or   {"refused":"signature verification failed"}
// Times are seconds since 1970 and come with the question: nothing here looks at a clock.
import { createInterface } from "node:readline";
import { digest, ES256, generateSalt } from "@sd-jwt/crypto-nodejs";
import { createHeaderAndPayload, getListFromStatusListJWT, StatusList } from "@sd-jwt/jwt-status-list";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { CompactSign, createLocalJWKSet, importJWK, jwtVerify } from "jose";

const acts = {
  // by one key, or by the key that `kid` names in a published set
  "jose.verify": async ({ jwt, key, jwks, typ, now, audience }) => {
    const by = jwks ? createLocalJWKSet(jwks) : await importJWK(key, "ES256");
    const { protectedHeader, payload } = await jwtVerify(jwt, by, {
      typ,
      audience,
      algorithms: ["ES256"],
      currentDate: new Date(now * 1000),
    });
    return { header: protectedHeader, payload };
  },

  // by the key that a wallet's proof brings in its own header
  "jose.verifyProof": async ({ jwt, now, audience }) => {
    const { protectedHeader, payload } = await jwtVerify(jwt, (header) => importJWK(header.jwk, "ES256"), {
      typ: "openid4vci-proof+jwt",
      audience,
      algorithms: ["ES256"],
      currentDate: new Date(now * 1000),
    });
    return { header: protectedHeader, payload };
  },

  "jose.sign": ({ header, payload, key }) => joseSigned(header, payload, key),

  // without `nonce`, no key binding; `metadata` is what stands at the `vct`
  "sd-jwt.verify": async ({ text, key, now, list, nonce, required, metadata }) => {
    const verifier = await ES256.getVerifier(key);
    const instance = new SDJwtVcInstance({
      hasher: digest,
      verifier,
      kbVerifier: async (data, signature, payload) => (await ES256.getVerifier(payload.cnf.jwk))(data, signature),
      statusListFetcher: async () => list,
      statusVerifier: verifier,
      loadTypeMetadataFormat: metadata !== undefined,
      vctFetcher: async () => metadata,
    });
    return instance.verify(text, {
      currentDate: now,
      requiredClaimKeys: required,
      keyBindingNonce: nonce,
    });
  },

  "sd-jwt.claims": ({ text }) => new SDJwtVcInstance({ hasher: digest }).getClaims(text),
  "sd-jwt.presentable": ({ text }) => new SDJwtVcInstance({ hasher: digest }).presentableKeys(text),

  // `type` and `hashAlg` for what is not as it should be
  "sd-jwt.issue": async ({ payload, frame, header, key, type, hashAlg }) => {
    const instance = new SDJwtVcInstance({
      hasher: digest,
      hashAlg: hashAlg ?? "sha-256",
      saltGenerator: generateSalt,
      signer: await ES256.getSigner(key),
      signAlg: "ES256",
    });
    if (type) instance.type = type;
    return instance.issue(payload, frame, { header });
  },

  "sd-jwt.present": async ({ text, frame, binding, key }) => {
    const instance = new SDJwtVcInstance({
      hasher: digest,
      kbSigner: key && (await ES256.getSigner(key)),
      kbSignAlg: "ES256",
    });
    return instance.present(text, frame, binding && { kb: { payload: binding } });
  },

  "list.read": ({ jwt }) => {
    const list = getListFromStatusListJWT(jwt);
    return { bits: list.getBitsPerStatus(), states: list.statusList };
  },

  "list.make": ({ states, bits, header, payload, key }) => {
    const made = createHeaderAndPayload(new StatusList(states, bits), payload, { alg: "ES256", ...header });
    return joseSigned(made.header, made.payload, key);
  },
};

async function joseSigned(header, payload, jwk) {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader(header)
    .sign(await importJWK(jwk, header.alg));
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const { ask, ...question } = JSON.parse(line);
    answer = { answer: await acts[ask](question) };
  } catch (problem) {
    answer = { refused: `${problem.name}: ${problem.message}` };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
