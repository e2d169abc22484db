// Public keys on P-256, as JWKs (RFC 7517), and what they signed by ES256 (RFC 7518 §3.4).
import {Malformed, hashOf} from './bytes.js';

const ALGORITHM = {name: 'ECDSA', namedCurve: 'P-256'};
const known = new Map();

/** What the registry knows a key by: RFC 7638, SHA-256, base64url. */
export async function thumbprint(jwk) {
  if (jwk.kty !== 'EC' || [jwk.crv, jwk.x, jwk.y].some(part => typeof part !== 'string')) {
    throw new Malformed('no EC key');
  }
  return hashOf(JSON.stringify({crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y}));
}

/** Whether that key signed these bytes; throws Malformed when it is no key on P-256. */
export async function verifies(jwk, signed, signature) {
  return crypto.subtle.verify(
      {name: 'ECDSA', hash: 'SHA-256'}, await imported(jwk), signature, signed);
}

/** A Map of the JSON reader's, or a plain object, as the public part of a JWK. */
export function publicPart(jwk) {
  const member = name => (jwk instanceof Map ? jwk.get(name) : jwk[name]);
  return {kty: member('kty'), crv: member('crv'), x: member('x'), y: member('y')};
}

async function imported(jwk) {
  const name = JSON.stringify(publicPart(jwk));
  if (!known.has(name)) {
    try {
      if (jwk.crv !== ALGORITHM.namedCurve) throw new Malformed('another curve');
      known.set(name, await crypto.subtle.importKey('jwk', publicPart(jwk), ALGORITHM, false, ['verify']));
    } catch (e) {
      throw new Malformed('no key on the curve P-256');
    }
  }
  return known.get(name);
}
