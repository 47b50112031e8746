/**
 * A small reader of XML as spreadsheets write it: elements, attributes, text; line ends stay as they are. A document
 * type is taken for an element, and as none ends it, the text is refused.
 */

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const TOKEN = /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

const local = (name) => name.slice(name.indexOf(":") + 1);
const unescape = (text) => text.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));/g, (_, hex, decimal, name) => {
  if (!name) return String.fromCodePoint(parseInt(hex ?? decimal, hex ? 16 : 10));
  if (!Object.hasOwn(NAMED, name)) throw new SyntaxError(`unknown entity ${name}`);
  return NAMED[name];
});

/**
 * Text -> {name, attributes: {name: text}, children: [elements], text}, names without prefixes.
 * Attributes that carry a prefix also stand under their whole name. Throws SyntaxError.
 */
export const parseXml = (source) => {
  const root = { children: [] };
  const open = [root];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const found = TOKEN.exec(source);
    if (!found) throw new SyntaxError("this is no XML that can be read");
    const [, raw, closing, name, attributes, empty, text] = found;
    if (raw !== undefined) open.at(-1).text += raw;
    else if (text !== undefined) open.at(-1).text += unescape(text);
    else if (closing) {
      if (open.pop().name !== local(name)) throw new SyntaxError("an element is not closed");
    } else if (name) {
      const element = { name: local(name), attributes: {}, children: [], text: "" };
      for (const [, key, double, single] of attributes.matchAll(ATTRIBUTE)) {
        element.attributes[key] = unescape(double ?? single);
      }
      open.at(-1).children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 1 || root.children.length !== 1) throw new SyntaxError("an element is not closed");
  return root.children[0];
};

/** The first child of that name, or undefined. */
export const child = (element, name) => element?.children.find((one) => one.name === name);
