// node judge.mjs FOLDER: judges with the page's own modules in that folder, a line for each question.
//   {"anchor": …, "bundle": …, "now": ms, "text": …, "receipt": …} → {"overall": …, "axes": …, "checks": …}
// or {"refused": why} where the bundle is.
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const from = name => import(pathToFileURL(`${process.argv[2]}/${name}.js`));
const {BundleRefused, TrustBundle, readAnchor} = await from('bundle');
const {readReceipt} = await from('receipt');
const {verify} = await from('verifier');
const bytes = text => new TextEncoder().encode(text);

for await (const line of createInterface({input: process.stdin})) {
  const {anchor, bundle, now, text, receipt} = JSON.parse(line);
  let answer;
  try {
    const read = await TrustBundle.read(bundle, await readAnchor(bytes(anchor)));
    const shown = receipt === undefined ? undefined : await readReceipt(bytes(receipt));
    const {overall, axes, checks} = await verify(text, read, now, shown);
    answer = {overall, axes, checks};
  } catch (e) {
    if (!(e instanceof BundleRefused)) throw e;
    answer = {refused: e.message};
  }
  console.log(JSON.stringify(answer));
}
