// Of every ECDSA signature (r, s) anybody can make a twin (r, n - s) that is as right (SEC 1 §4.1.4).
// A credential is known by a digest, so both have that of the text with the lower s.
const SIZE = 32;
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** What is not of 64 bytes has no s: the arithmetic refuses it later. */
export function hasLowerS(signature) {
  return signature.length !== 2 * SIZE || s(signature) <= ORDER >> 1n;
}

/** The signature, or its twin when that has the lower s. */
export function lowerS(signature) {
  if (hasLowerS(signature)) return signature;
  const lower = signature.slice();
  let rest = BigInt.asUintN(8 * SIZE, ORDER - s(signature));
  for (let i = 2 * SIZE - 1; i >= SIZE; i--, rest >>= 8n) lower[i] = Number(rest & 0xffn);
  return lower;
}

function s(signature) {
  let number = 0n;
  for (let i = SIZE; i < 2 * SIZE; i++) number = (number << 8n) | BigInt(signature[i]);
  return number;
}
