// Measures npm's libraries on the claims that CredentialBenchmark signs; its questions come as one line of JSON:
//   {"vc":<payload of our vc+jwt>,"sdJwt":<payload of our SD-JWT VC>}
// and the last line says, for each library, how many it issues and verifies in a second of one core's time:
//   {"jose":{"version":"6.2.18","form":"vc+jwt","issuePerSecond":8800,"verifyPerSecond":6800}, …}
// Counted is this process's own processor time, of all its threads, as CredentialBenchmark counts its own. Each act is
// tried one at a time and sixteen at once; what is better for the library counts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { arrayify } from "@ethersproject/bytes";
import { Wallet, verifyMessage } from "@ethersproject/wallet";
import { digest, ES256, generateSalt } from "@sd-jwt/crypto-nodejs";
import { SDJwtVcInstance } from "@sd-jwt/sd-jwt-vc";
import { ES256Signer } from "did-jwt";
import { createVerifiableCredentialJwt, verifyCredential } from "did-jwt-vc";
import { CompactSign, compactVerify, exportJWK, generateKeyPair } from "jose";

const openAttestation = createRequire(import.meta.url)("@govtechsg/open-attestation");

const WARM_UPS = 2;
const RUNS = 5;
const MILLISECONDS = 1000;

const { vc, sdJwt } = JSON.parse(readFileSync(0, "utf8"));
const claims = vc.credentialSubject;
const issuer = vc.issuer.id;
const keyId = `${issuer}#key-1`;
const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
const publicJwk = await exportJWK(publicKey);
const privateJwk = await exportJWK(privateKey);

const peers = {
  jose: () => {
    const header = { typ: "vc+jwt", cty: "vc", alg: "ES256", kid: keyId };
    const encoder = new TextEncoder();
    const decoder = new TextDecoder();
    return {
      form: "vc+jwt",
      issue: () =>
        new CompactSign(encoder.encode(JSON.stringify(vc))).setProtectedHeader(header).sign(privateKey),
      verify: async (jwt) => {
        const { payload } = await compactVerify(jwt, publicKey, { algorithms: ["ES256"] });
        return JSON.parse(decoder.decode(payload)).issuer.id === issuer;
      },
    };
  },

  // VC 1.1, the only model it knows
  "did-jwt-vc": () => {
    const by = { did: issuer, alg: "ES256", signer: ES256Signer(Buffer.from(privateJwk.d, "base64url")) };
    const { id, type, credentialSubject } = vc;
    const credential = {
      "@context": ["https://www.w3.org/2018/credentials/v1"],
      id,
      type,
      issuanceDate: new Date(Date.now() - 60_000).toISOString(),
      credentialSubject,
    };
    const didDocument = {
      "@context": ["https://www.w3.org/ns/did/v1"],
      id: issuer,
      verificationMethod: [{ id: keyId, type: "JsonWebKey2020", controller: issuer, publicKeyJwk: publicJwk }],
      assertionMethod: [keyId],
    };
    const resolver = {
      resolve: async () => ({ didDocument, didResolutionMetadata: {}, didDocumentMetadata: {} }),
    };
    return {
      form: "vc+jwt",
      issue: () => createVerifiableCredentialJwt(credential, by, { header: { kid: keyId } }),
      verify: async (jwt) => (await verifyCredential(jwt, resolver)).verified,
    };
  },

  // its own document: salted claims, a Merkle root, an Ethereum signature; no DID and no chain is asked
  "@govtechsg/open-attestation": () => {
    const wallet = new Wallet(`0x${Buffer.from(privateJwk.d, "base64url").toString("hex")}`);
    const key = `did:ethr:${wallet.address}#controller`;
    const document = {
      id: vc.id,
      issuers: [
        {
          id: `did:ethr:${wallet.address}`,
          name: "Bench",
          revocation: { type: "NONE" },
          identityProof: { type: "DID", location: "lanting.example", key },
        },
      ],
      ...claims,
    };
    return {
      form: "vc+jwt",
      issue: () =>
        openAttestation.signDocument(
          openAttestation.wrapDocument(document),
          openAttestation.SUPPORTED_SIGNING_ALGORITHM.Secp256k1VerificationKey2018,
          { private: wallet.privateKey, public: key },
        ),
      verify: async (signed) =>
        openAttestation.verifySignature(signed) &&
        verifyMessage(arrayify(`0x${signed.signature.merkleRoot}`), signed.proof[0].signature) === wallet.address,
    };
  },

  // without a status, which it would unpack anew for each
  "@sd-jwt/sd-jwt-vc": async () => {
    const { _sd, _sd_alg, status, ...head } = sdJwt;
    const credential = { ...head, ...claims };
    const frame = { _sd: Object.keys(claims) };
    const instance = new SDJwtVcInstance({
      hasher: digest,
      saltGenerator: generateSalt,
      signer: await ES256.getSigner(privateJwk),
      verifier: await ES256.getVerifier(publicJwk),
      signAlg: "ES256",
    });
    return {
      form: "dc+sd-jwt",
      issue: () => instance.issue(credential, frame, { header: { kid: keyId } }),
      verify: async (text) => Object.keys((await instance.verify(text)).payload).includes(frame._sd[0]),
    };
  },
};

async function perSecond(act) {
  const one = await warm(act, 1);
  const many = await warm(act, 16);
  const rates = [];
  for (let run = 0; run < RUNS; run++) rates.push(await measured(act, many > one ? 16 : 1));
  return Math.round(rates.sort((a, b) => a - b)[RUNS >> 1]);
}

async function warm(act, atOnce) {
  let last;
  for (let run = 0; run < WARM_UPS; run++) last = await measured(act, atOnce);
  return last;
}

async function measured(act, atOnce) {
  const end = performance.now() + MILLISECONDS;
  const before = process.cpuUsage();
  let done = 0;
  while (performance.now() < end) {
    await Promise.all(Array.from({ length: atOnce }, act));
    done += atOnce;
  }
  const used = process.cpuUsage(before);
  return done / ((used.user + used.system) / 1e6);
}

const lock = JSON.parse(readFileSync(new URL("package-lock.json", import.meta.url), "utf8"));
const results = {};
for (const [name, begin] of Object.entries(peers)) {
  const { form, issue, verify } = await begin();
  const issued = await issue();
  if ((await verify(issued)) !== true) throw new Error(`${name} does not verify its own`);
  results[name] = {
    version: lock.packages[`node_modules/${name}`].version,
    form,
    issuePerSecond: await perSecond(issue),
    verifyPerSecond: await perSecond(() => verify(issued)),
  };
}
console.log(JSON.stringify(results));
