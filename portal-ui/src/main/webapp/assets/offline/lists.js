// Status lists: Bitstring Status List 1.0 and Token Status List, draft 20.
import {Malformed, decoded, unpacked} from './bytes.js';

const MOST_BYTES = 16 << 20;
const LEAST_ENTRIES = 131_072;

/** The bit at that index of an encodedList: index 0 is the most significant bit of byte 0. */
export async function bitOf(encodedList, index) {
  if (!encodedList.startsWith('u')) throw new Malformed('encodedList without the multibase sign u');
  const bytes = await unpacked(unpadded(encodedList.slice(1)), 'gzip', MOST_BYTES);
  if (bytes.length * 8 < LEAST_ENTRIES) throw new Malformed(`${bytes.length * 8} entries`);
  mustBeInside(index, bytes.length * 8);
  return (bytes[index >>> 3] >> (7 - (index & 7))) & 1;
}

/** The value at that index of a lst: index 0 is in the least significant bits of byte 0. */
export async function valueOf(bits, lst, index) {
  if (![1, 2, 4, 8].includes(bits)) throw new Malformed('bits: expected 1, 2, 4 or 8');
  const packed = unpadded(lst);
  const bytes = await unpacked(packed, 'deflate', MOST_BYTES);
  mustEndWithChecksum(packed, bytes);
  mustBeInside(index, bytes.length * (8 / bits));
  const at = index * bits;
  return (bytes[Math.floor(at / 8)] >> (at % 8)) & ((1 << bits) - 1);
}

/** Not every engine minds what stands behind the end of ZLIB, which is its Adler-32 (RFC 1950 §2.2). */
function mustEndWithChecksum(packed, bytes) {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  const end = new DataView(packed.buffer, packed.byteOffset + packed.length - 4);
  if (end.getUint32(0) !== b * 65_536 + a) throw new Malformed('lst goes on after its end');
}

/** Lists of other issuers may be padded. */
function unpadded(text) {
  return decoded(text.length % 4 === 0 ? text.replace(/={1,2}$/, '') : text);
}

function mustBeInside(index, size) {
  if (index < 0 || index >= size) throw new Malformed(`index ${index} is outside 0..${size - 1}`);
}
