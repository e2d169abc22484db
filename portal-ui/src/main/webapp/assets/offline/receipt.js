// Says where a digest stands in a batch that was registered by its Merkle root: RFC 9162 §2.1.3.2.
// Its shape is told by the class RegistrationReceipt of the room `credentials`.
import {Malformed, hex, ofHex, sha256} from './bytes.js';
import {object} from './json.js';
import {ofText} from './times.js';

const HASH = /^[0-9a-f]{64}$/;
const MOST = 0xffff_ffffn;
const LONGEST_PATH = 32;
const whole = (least, most) => value => typeof value === 'bigint' && value >= least && value <= most;
const text = form => value => typeof value === 'string' && form.test(value);
const MEMBERS = {
  digest: text(HASH),
  leafIndex: whole(0n, MOST - 1n),
  path: value => Array.isArray(value) && value.length <= LONGEST_PATH && value.every(text(HASH)),
  root: text(HASH),
  leafCount: whole(1n, MOST),
  chainId: whole(1n, 2n ** 63n - 1n),
  contract: text(/^0x[0-9a-f]{40}$/),
  account: text(/^0x[0-9a-f]{40}$/),
  transaction: text(/^0x[0-9a-f]{64}$/),
  blockNumber: whole(0n, 2n ** 63n - 1n),
  blockTime: value => typeof value === 'string' && Number.isFinite(ofText(value)),
};

/** Reads a receipt, and sees that its path leads to its root; throws Malformed, naming what is wrong. */
export async function readReceipt(bytes) {
  const read = object(bytes);
  for (const name of read.keys()) {
    if (!Object.hasOwn(MEMBERS, name)) throw new Malformed('a receipt has no member ' + name);
  }
  for (const [name, isRight] of Object.entries(MEMBERS)) {
    if (!isRight(read.get(name))) throw new Malformed(name + ' of the receipt is not in order');
  }
  const receipt = Object.fromEntries(read);
  if (await rootOf(receipt) !== receipt.root) {
    throw new Malformed('path: it does not lead from the digest to the root');
  }
  return receipt;
}

/** Where the path leads: leaf and node hashes carry different prefixes, so no node passes as a leaf. */
async function rootOf({digest, leafIndex, leafCount, path}) {
  if (leafIndex >= leafCount) return undefined;
  let at = leafIndex;
  let last = leafCount - 1n;
  let hash = await sha256(Uint8Array.of(0, ...ofHex(digest)));
  for (const beside of path.map(ofHex)) {
    if (last === 0n) return undefined;
    if (at % 2n === 1n || at === last) {
      hash = await sha256(Uint8Array.of(1, ...beside, ...hash));
      for (; at % 2n === 0n && at !== 0n; at >>= 1n) last >>= 1n;
    } else {
      hash = await sha256(Uint8Array.of(1, ...hash, ...beside));
    }
    at >>= 1n;
    last >>= 1n;
  }
  return last === 0n ? hex(hash) : undefined;
}
