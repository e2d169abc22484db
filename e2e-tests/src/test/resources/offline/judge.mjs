// node judge.mjs FOLDER: judges with the page's own modules in that folder, a line for each question.
//   {"anchor": …, "bundle": …, "now": ms, "text": …, "receipt": …} → {"overall": …, "axes": …, "checks": …}
// or {"refused": why} where the bundle is; and
//   {"pdf": base64} → {"text": …, "receipt": …}, or {"refused": why}.
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const from = name => import(pathToFileURL(`${process.argv[2]}/${name}.js`));
const {BundleRefused, TrustBundle, readAnchor} = await from('bundle');
const {PdfRefused, certificateIn, isPdf} = await from('pdf');
const {readReceipt} = await from('receipt');
const {verify} = await from('verifier');
const bytes = text => new TextEncoder().encode(text);

async function judged({anchor, bundle, now, text, receipt}) {
  const read = await TrustBundle.read(bundle, await readAnchor(bytes(anchor)));
  const shown = receipt === undefined ? undefined : await readReceipt(bytes(receipt));
  const {overall, axes, checks} = await verify(text, read, now, shown);
  return {overall, axes, checks};
}

async function found(base64) {
  const pdf = new Uint8Array(Buffer.from(base64, 'base64'));
  if (!isPdf(pdf)) throw new PdfRefused('no PDF');
  const {text, receipt} = await certificateIn(pdf);
  return {text, receipt: receipt && new TextDecoder().decode(receipt)};
}

for await (const line of createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = await (question.pdf === undefined ? judged(question) : found(question.pdf));
  } catch (e) {
    if (!(e instanceof BundleRefused || e instanceof PdfRefused)) throw e;
    answer = {refused: e.message};
  }
  console.log(JSON.stringify(answer));
}
