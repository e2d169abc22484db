// JSON (RFC 8259), strictly: doubled names, words behind the end and too many levels are refused.
// The browser's own reader takes the last of two names, so two readers could believe two things.
import {Malformed, utf8} from './bytes.js';

const MOST_LEVELS = 500;
const MOST_DIGITS = 1000;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX = /[0-9a-fA-F]{4}/y;
const ESCAPES = {'"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t'};
const WORDS = {t: ['true', true], f: ['false', false], n: ['null', null]};

/** One JSON object in UTF-8: objects are Maps, whole numbers BigInts, other numbers Numbers. */
export function object(bytes) {
  const read = new Reader(utf8(bytes)).whole();
  if (!(read instanceof Map)) throw new Malformed('no JSON object');
  return read;
}

/** One JSON array in UTF-8. */
export function array(bytes) {
  const read = new Reader(utf8(bytes)).whole();
  if (!Array.isArray(read)) throw new Malformed('no JSON array');
  return read;
}

/** Whether two values of this reader's are the same, whatever the order of their names. */
export function same(one, other) {
  if (one instanceof Map && other instanceof Map) {
    return one.size === other.size
        && [...one].every(([name, value]) => other.has(name) && same(value, other.get(name)));
  }
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((value, i) => same(value, other[i]));
  }
  return one === other;
}

/** A value as JSON again, for people to read. */
export function shown(value) {
  if (value instanceof Map) {
    return '{' + [...value].map(([name, one]) => `${JSON.stringify(name)}:${shown(one)}`) + '}';
  }
  if (Array.isArray(value)) return '[' + value.map(shown) + ']';
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value) ?? 'nothing';
}

class Reader {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  whole() {
    const value = this.value(0);
    this.take(SPACE);
    if (this.at < this.text.length) this.fail();
    return value;
  }

  value(level) {
    this.take(SPACE);
    const first = this.text[this.at];
    if (first === '{') return this.object(level + 1);
    if (first === '[') return this.array(level + 1);
    if (first === '"') return this.string();
    if (first === '-' || (first >= '0' && first <= '9')) return this.number();
    const [word, value] = WORDS[first] ?? this.fail();
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    if (/[A-Za-z0-9_$]/.test(this.text[this.at] ?? '')) this.fail();
    return value;
  }

  object(level) {
    this.enter(level);
    const members = new Map();
    if (this.ends('}')) return members;
    do {
      this.take(SPACE);
      if (this.text[this.at] !== '"') this.fail();
      const name = this.string();
      if (members.has(name)) throw new Malformed(`the name ${name} is doubled`);
      this.take(SPACE);
      this.must(':');
      members.set(name, this.value(level));
    } while (this.goesOn('}'));
    return members;
  }

  array(level) {
    this.enter(level);
    const elements = [];
    if (this.ends(']')) return elements;
    do elements.push(this.value(level));
    while (this.goesOn(']'));
    return elements;
  }

  string() {
    this.must('"');
    let string = this.take(PLAIN);
    while (this.text[this.at] === '\\') {
      const letter = this.text[this.at + 1];
      this.at += 2;
      if (letter === 'u') {
        string += String.fromCharCode(parseInt(this.take(HEX) || this.fail(), 16));
      } else {
        string += Object.hasOwn(ESCAPES, letter ?? '') ? ESCAPES[letter] : this.fail();
      }
      string += this.take(PLAIN);
    }
    this.must('"');
    return string;
  }

  number() {
    const from = this.at;
    NUMBER.lastIndex = from;
    const found = NUMBER.exec(this.text) ?? this.fail();
    this.at += found[0].length;
    if (found[0].length > MOST_DIGITS || /[A-Za-z0-9_.+$-]/.test(this.text[this.at] ?? '')) this.fail();
    return found[1] || found[2] ? Number(found[0]) : BigInt(found[0]);
  }

  enter(level) {
    if (level > MOST_LEVELS) throw new Malformed(`more than ${MOST_LEVELS} levels`);
    this.at++;
  }

  ends(sign) {
    this.take(SPACE);
    if (this.text[this.at] !== sign) return false;
    this.at++;
    return true;
  }

  goesOn(end) {
    if (this.ends(',')) return true;
    this.must(end);
    return false;
  }

  must(sign) {
    if (this.text[this.at] !== sign) this.fail();
    this.at++;
  }

  take(pattern) {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [''];
    this.at += found.length;
    return found;
  }

  fail() {
    throw new Malformed(`no JSON at character ${this.at}`);
  }
}
