// Of an X.509 certificate (RFC 5280 §4.1) the one thing that is asked here: its public key.
import {bytesOf} from './bytes.js';
import {thumbprint} from './keys.js';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const SEQUENCE = 0x30;
const VERSION = 0xa0;
/** serialNumber, signature, issuer, validity, subject stand before the key. */
const BEFORE_THE_KEY = 5;

/** RFC 7638's thumbprint of its key; undefined when it is no certificate of a P-256 key. */
export async function thumbprintOfCertificate(base64) {
  if (!BASE64.test(base64)) return undefined;
  try {
    const spki = subjectPublicKeyInfo(bytesOf(atob(base64)));
    const key = await crypto.subtle.importKey(
        'spki', spki, {name: 'ECDSA', namedCurve: 'P-256'}, true, ['verify']);
    return await thumbprint(await crypto.subtle.exportKey('jwk', key));
  } catch (e) {
    return undefined;
  }
}

function subjectPublicKeyInfo(der) {
  const certificate = element(der, 0, SEQUENCE);
  const toBeSigned = element(der, certificate.from, SEQUENCE);
  let next = toBeSigned.from;
  if (der[next] === VERSION) next = element(der, next).to;
  for (let i = 0; i < BEFORE_THE_KEY; i++) next = element(der, next).to;
  return der.subarray(next, element(der, next, SEQUENCE).to);
}

/** DER's tag, length and content: where the content begins and ends. */
function element(der, at, tag) {
  if (tag !== undefined && der[at] !== tag) throw new RangeError('another element');
  let length = der[at + 1];
  let from = at + 2;
  if (length > 0x84 || length === undefined) throw new RangeError('an odd length');
  if (length >= 0x80) {
    const bytes = length - 0x80;
    length = 0;
    for (let i = 0; i < bytes; i++) length = length * 256 + der[from++];
  }
  if (!(from + length <= der.length)) throw new RangeError('the end is missing');
  return {from, to: from + length};
}
