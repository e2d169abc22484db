// A JWS in compact serialisation (RFC 7515 §7.1), taken apart strictly. No issuer's key is touched here.
import {Malformed, bytesOf, decoded, encoded, sha256} from './bytes.js';
import {thumbprintOfCertificate} from './certificate.js';
import {shown, object} from './json.js';
import {hasLowerS, lowerS} from './lowers.js';
import {Refused} from './verdict.js';

/** What a JWS was signed as; RFC 8725 §3.11: one kind never passes as another. */
export const KINDS = {
  credential: {typ: 'vc+jwt', namesKey: true},
  sdJwtVc: {typ: 'dc+sd-jwt', namesKey: true, mayBringCertificates: true},
  statusList: {typ: 'statuslist+jwt', namesKey: true},
  bundle: {typ: 'onenet-trust-bundle+jwt', namesKey: true},
  keyBinding: {typ: 'kb+jwt', namesKey: false},
};
export const MOST_CHARACTERS = 64 * 1024;
const MOST_CERTIFICATES = 8;

/**
 * Reads one: its keyId ('' when it names none), payload (a Map), the bytes that are signed, the
 * signature; certified is the thumbprint of the key in its certificate, when it brings one.
 */
export async function readJws(compact, kind, most) {
  if (compact.length > most) {
    throw new Refused('TOO_LARGE', `at most ${most} characters`, `${compact.length} characters`);
  }
  const parts = compact.split('.', 4);
  if (parts.length !== 3 || parts.includes('')) {
    throw new Refused('NOT_A_CREDENTIAL', 'a compact JWS of three parts', 'something else');
  }
  const header = await headerOf(parts[0], kind);
  const payload = payloadOf(parts[1]);
  return {
    ...header,
    payload,
    signed: bytesOf(parts[0] + '.' + parts[1]),
    signature: canonical(parts[2]),
    start: parts[0] + '.' + parts[1] + '.',
  };
}

/**
 * The digests by which the registry may know it: of the text with the lower s, whichever came; and
 * of the text as it came, where that has the higher one.
 */
export async function digestsOf(jws) {
  const digest = signature => sha256(bytesOf(jws.start + encoded(signature)));
  const lower = await digest(lowerS(jws.signature));
  return hasLowerS(jws.signature) ? [lower] : [lower, await digest(jws.signature)];
}

/** The key's DID URL begins with the issuer: nobody signs in another's name. */
export function mustBeOf(issuer, keyId) {
  if (!keyId.startsWith(issuer + '#')) {
    throw new Refused('HEADER_REFUSED', `kid of the issuer ${issuer}`, `kid ${keyId}`);
  }
}

async function headerOf(part, kind) {
  let header;
  try {
    header = object(decoded(part));
  } catch (e) {
    if (!(e instanceof Malformed)) throw e;
    throw new Refused('NOT_A_CREDENTIAL', 'a compact JWS of three parts', e.message);
  }
  if (header.get('alg') !== 'ES256') {
    throw new Refused('ALGORITHM_REFUSED', 'alg ES256', 'alg ' + word(header.get('alg')));
  }
  const typ = header.get('typ');
  if (typeof typ !== 'string' || ![kind.typ, 'application/' + kind.typ].includes(typ.toLowerCase())) {
    throw new Refused('WRONG_TYPE_HEADER', 'typ ' + kind.typ, 'typ ' + word(typ));
  }
  // RFC 7515 §4.1: the verifier picks the key, never the token.
  const forbidden = ['jwk', 'jku', 'x5u', ...(kind.mayBringCertificates ? [] : ['x5c']), 'crit', 'b64'];
  for (const member of forbidden) {
    if (header.has(member)) {
      throw new Refused('HEADER_REFUSED', 'no header ' + member, 'header ' + member);
    }
  }
  const certified = header.has('x5c');
  const byCertificate = kind.mayBringCertificates && certified && !header.has('kid');
  return {
    keyId: kind.namesKey && !byCertificate ? keyIdOf(header) : '',
    certified: certified ? await certifiedBy(header.get('x5c')) : undefined,
  };
}

function keyIdOf(header) {
  const keyId = header.get('kid');
  if (typeof keyId !== 'string' || keyId.indexOf('#') < 1) {
    throw new Refused('HEADER_REFUSED', 'kid: a DID URL', 'kid ' + word(keyId));
  }
  return keyId;
}

/** RFC 7515 §4.1.6: base64, not base64url, of DER; the signer's own certificate first. */
async function certifiedBy(x5c) {
  const inOrder = Array.isArray(x5c) && x5c.length > 0 && x5c.length <= MOST_CERTIFICATES;
  const thumbprint =
      inOrder && typeof x5c[0] === 'string' ? await thumbprintOfCertificate(x5c[0]) : undefined;
  if (thumbprint === undefined) {
    throw new Refused('HEADER_REFUSED', 'x5c: certificates, P-256', 'x5c ' + word(x5c));
  }
  return thumbprint;
}

function payloadOf(part) {
  try {
    return object(decoded(part));
  } catch (e) {
    if (!(e instanceof Malformed)) throw e;
    throw new Refused('PAYLOAD_REFUSED', 'a JSON object without doubled names', e.message);
  }
}

/** The digest is of the text, so one signature must not have several. */
function canonical(part) {
  try {
    const bytes = decoded(part);
    if (encoded(bytes) === part) return bytes;
  } catch (e) {
    if (!(e instanceof Malformed)) throw e;
  }
  throw new Refused('NOT_A_CREDENTIAL', 'a signature in base64url', 'something else');
}

function word(value) {
  return typeof value === 'string' ? value : shown(value);
}
