// The certificate inside a PDF. Embedded files are streams of their own (ISO 32000-1 §7.11.4), so they
// are found by looking at each stream's dictionary; how the rest of the file is laid out is not asked.
import {Malformed, utf8, unpacked} from './bytes.js';

const MOST_BYTES = 128 << 10;
const MOST_FILES = 16;
const LONGEST_DICTIONARY = 4096;
const STREAM = /(?<!end)stream(?:\r\n|\n)/g;
const CREDENTIAL = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:~[A-Za-z0-9_.~-]*)?$/;

/** There is no certificate inside, or there are several. */
export class PdfRefused extends Error {}

export function isPdf(bytes) {
  return String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
}

/** The certificate's text, and the receipt of its registration as bytes when the PDF carries one. */
export async function certificateIn(pdf) {
  const credentials = new Set();
  let receipt;
  for (const file of await embeddedFiles(pdf)) {
    const text = textOf(file);
    if (CREDENTIAL.test(text.trim())) credentials.add(text.trim());
    else if (text.startsWith('{')) receipt = file;
  }
  if (credentials.size > 1) throw new PdfRefused('several');
  if (credentials.size === 0) throw new PdfRefused('none');
  return receipt === undefined ? {text: [...credentials][0]} : {text: [...credentials][0], receipt};
}

async function embeddedFiles(pdf) {
  const text = new TextDecoder('latin1').decode(pdf);
  const files = [];
  for (const found of text.matchAll(STREAM)) {
    const before = text.slice(Math.max(0, found.index - LONGEST_DICTIONARY), found.index);
    const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
    if (!/\/Type\s*\/EmbeddedFile\b/.test(dictionary)) continue;
    const from = found.index + found[0].length;
    const file = await unfiltered(pdf.subarray(from, endOf(text, from, dictionary)), dictionary);
    if (file) files.push(file);
    if (files.length > MOST_FILES) break;
  }
  return files;
}

function endOf(text, from, dictionary) {
  const length = /\/Length\s+(\d+)(?!\s+\d+\s+R)/.exec(dictionary);
  const told = length ? from + Number(length[1]) : NaN;
  if (/^\s{0,2}endstream/.test(text.slice(told, told + 12))) return told;
  const end = text.indexOf('endstream', from);
  return end < 0 ? from : end - (/\r\n$/.test(text.slice(end - 2, end)) ? 2 : 1);
}

/** Undefined for what cannot be read: another file inside need not be ours. */
async function unfiltered(bytes, dictionary) {
  if (!/\/Filter\b/.test(dictionary)) return bytes.length <= MOST_BYTES ? bytes : undefined;
  if (!/\/Filter\s*\[?\s*\/FlateDecode\s*(?:[\]/>]|$)/.test(dictionary)) return undefined;
  try {
    return await unpacked(bytes, 'deflate', MOST_BYTES);
  } catch (e) {
    if (e instanceof Malformed) return undefined;
    throw e;
  }
}

function textOf(bytes) {
  try {
    return utf8(bytes);
  } catch (e) {
    return '';
  }
}
