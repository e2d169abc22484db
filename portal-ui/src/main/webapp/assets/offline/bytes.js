// Bytes and texts: base64url (RFC 7515 §2), UTF-8, SHA-256, and what was packed.

/** A text or bytes are not what they must be; the message says how. */
export class Malformed extends Error {}

const ALPHABET = /^[A-Za-z0-9_-]*$/;

/** Base64url without padding, as bytes. */
export function decoded(text) {
  if (!ALPHABET.test(text) || text.length % 4 === 1) throw new Malformed('not base64url');
  return bytesOf(atob(text.replaceAll('-', '+').replaceAll('_', '/')));
}

export function encoded(bytes) {
  let binary = '';
  for (let i = 0; i < bytes.length; i += 8192) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 8192));
  }
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Each character as one byte; what is no ASCII becomes something else. */
export function bytesOf(binary) {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export function utf8(bytes) {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch (e) {
    throw new Malformed('not UTF-8');
  }
}

export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

/** SHA-256 of an ASCII text, in base64url. */
export async function hashOf(ascii) {
  return encoded(await sha256(bytesOf(ascii)));
}

export function hex(bytes) {
  return [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

export function ofHex(digits) {
  return Uint8Array.from(digits.match(/../g), byte => parseInt(byte, 16));
}

/** -1, 0 or 1: the order of two runs of bytes, as unsigned numbers. */
export function order(one, from, other, otherFrom, length) {
  for (let i = 0; i < length; i++) {
    const difference = one[from + i] - other[otherFrom + i];
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/**
 * What was packed, of at most so many bytes: a few packed bytes can be many.
 * Format: gzip, or deflate (which is ZLIB, RFC 1950).
 */
export async function unpacked(bytes, format, most) {
  const pieces = [];
  let length = 0;
  try {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format));
    const reader = stream.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      length += piece.value.length;
      if (length > most) {
        await reader.cancel();
        throw new Malformed(`unpacks to more than ${most} bytes`);
      }
      pieces.push(piece.value);
    }
  } catch (e) {
    if (e instanceof Malformed) throw e;
    throw new Malformed(`not ${format}`);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
