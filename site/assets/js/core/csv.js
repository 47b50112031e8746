/** Tables as comma-separated text, both ways. A cell that a spreadsheet would take for a formula is written as text. */

// Also a text that begins as a guarded one is guarded, so that each comes back as it was.
const FORMULA = /^'*[=+\-@\t\r]/;
const GUARDED = /^'(?='*[=+\-@\t\r])/;

const cell = (text) => {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows of texts -> CSV with a byte order mark, so that spreadsheets read it as UTF-8. */
export const csvText = (rows) => `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** What a guarded cell stood for. */
export const unguarded = (text) => text.replace(GUARDED, "");

/** Comma, semicolon or tab: whichever stands most often outside quotes in the first lines. The last cell may be cut. */
const separatorOf = (text) => {
  const plain = text.slice(0, 5000).replace(/"(?:[^"]|"")*"/g, "").replace(/(^|[,;\t\r\n])"[^]*$/, "$1");
  const count = (sign) => plain.split(sign).length;
  return [",", ";", "\t"].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
};

/** CSV -> rows of texts; lines of nothing are kept as empty rows. Quotes may hold separators and line breaks. */
export const csvRows = (source) => {
  const text = source.replace(/^\uFEFF/, ""), separator = separatorOf(text), rows = [];
  let row = [], found = "", at = 0;
  const end = () => {
    row.push(found);
    found = "";
  };
  while (at < text.length) {
    const sign = text[at];
    if (sign === '"' && !found.trim()) {
      const piece = /"((?:[^"]|"")*)("|$)/y;
      piece.lastIndex = at;
      const [whole, inside] = piece.exec(text);
      found = inside.replaceAll('""', '"');
      at += whole.length;
    } else if (sign === separator) {
      end();
      at++;
    } else if (sign === "\n" || sign === "\r") {
      end();
      rows.push(row);
      row = [];
      at += sign === "\r" && text[at + 1] === "\n" ? 2 : 1;
    } else {
      found += sign;
      at++;
    }
  }
  if (found || row.length) {
    end();
    rows.push(row);
  }
  return rows.map((one) => (one.length === 1 && !one[0] ? [] : one));
};
