/** Reads strict JSON: numbers stay as written, keys stand once. Mirrors generator/seqf/text/jsontext.py. */
import { Bare, quote } from "./jsonwrite.js";

export { Bare, quote, write } from "./jsonwrite.js";

const LONGEST = 2_000_000; // characters
const DEEPEST = 50; // levels of lists and objects

/** The text cannot be read on; `place` says where. */
export class Unreadable extends Error {
  constructor(message, place = "file") { super(message); this.place = place; }
}

/** Bytes to text, without a byte order mark. */
export const decode = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Unreadable("this is not UTF-8 text; save the file as UTF-8");
  }
};

/** Text to {value: Map, array, string, Bare, boolean or null; twice: [path of each key that stood before]}. */
export const parse = (text) => {
  if (text.length > LONGEST) {
    throw new Unreadable("the file is longer than 2,000,000 characters; take out what does not belong in it");
  }
  const twice = [];
  let at = 0;
  const wrong = (message, offset = at) => {
    const before = text.slice(0, offset).split("\n");
    return new Unreadable(message, `line ${before.length}, column ${[...before.at(-1)].length + 1}`);
  };
  const peek = () => {
    while (" \t\r\n".includes(text[at] ?? "x")) at++;
    return text[at] ?? "";
  };
  const closed = (end) => {
    const stop = peek();
    if (stop !== end && stop !== ",") throw wrong(`a comma or ${end} is missing here`);
    at++;
    return stop === end;
  };
  const string = () => {
    const start = at++;
    for (let c; (c = text.charCodeAt(at)) !== 34; at += c === 92 ? 2 : 1) {
      if (at >= text.length) throw wrong("the text that begins here has no closing quote", start);
      if (c < 32) throw wrong("a line break or control character stands inside a text");
    }
    let found;
    try { found = JSON.parse(text.slice(start, ++at)); } catch { /* told below */ }
    if (found === undefined || /\p{Cs}/u.test(found)) throw wrong("the text that begins here has a wrong escape", start);
    return found;
  };
  const object = (path) => {
    const found = new Map();
    at++;
    if (peek() === "}") return at++, found;
    do {
      if (peek() !== '"') throw wrong("a key in double quotes is missing here");
      const key = string(), inner = [...path, key];
      if (peek() !== ":") throw wrong("a colon is missing after the key");
      at++;
      const again = found.has(key);
      if (again) twice.push(inner);
      const inside = value(inner);
      if (!again) found.set(key, inside);
    } while (!closed("}"));
    return found;
  };
  const list = (path) => {
    const found = [];
    at++;
    if (peek() === "]") return at++, found;
    do found.push(value([...path, found.length])); while (!closed("]"));
    return found;
  };
  const value = (path) => {
    const first = peek();
    if (first === "{" || first === "[") {
      if (path.length >= DEEPEST) throw wrong(`nested deeper than ${DEEPEST} levels`);
      return (first === "{" ? object : list)(path);
    }
    if (first === '"') return string();
    const word = /[^ \t\r\n,\]}:]*/y;
    word.lastIndex = at;
    const [token] = word.exec(text);
    const known = { true: true, false: false, null: null };
    if (!token) throw wrong("a value is missing here");
    const plain = Object.hasOwn(known, token);
    if (!plain && !/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(token)) {
      throw wrong(`${quote(token)} is not a JSON value; put text in double quotes, write null for nothing`);
    }
    at += token.length;
    return plain ? known[token] : new Bare(token);
  };
  const found = value([]);
  if (peek()) throw wrong("something stands after the end");
  return { value: found, twice };
};

/** Maps of the parser as plain objects; bare numbers stay. */
export const plain = (value) =>
  Array.isArray(value) ? value.map(plain)
    : value instanceof Map ? Object.fromEntries([...value].map(([key, part]) => [key, plain(part)]))
      : value;
