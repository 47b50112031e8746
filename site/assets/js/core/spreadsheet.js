/**
 * An XLSX workbook -> its sheets, each cell as the text that a person sees in it. No library, no float: a number is
 * taken from the file's own text. Mirrors generator/seqf/text/spreadsheet.py.
 */
import { Damaged, openZip } from "./zip.js";
import { child, parseXml } from "./xml.js";

export { Damaged, isZip } from "./zip.js";

const DIGITS = 15; // of what was typed, programs keep no more
const BUILT_IN = { 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 49: "@" };
const BUILT_IN_DATES = [[14, 22], [27, 36], [45, 47], [50, 58]];
const FIRST_SURE_DAY = 61; // before it the two systems of counting days disagree about the year 1900

/** Year-month-day of a count of days since 1970-01-01 (Howard Hinnant's civil_from_days). */
const dayText = (count) => {
  const days = count + 719468, era = Math.floor(days / 146097), inEra = days - era * 146097;
  const year = Math.floor((inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36524) - Math.floor(inEra / 146096)) / 365);
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * inYear + 2) / 153), month = fromMarch + (fromMarch < 10 ? 3 : -9);
  const day = inYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const pad = (number, size) => `${number}`.padStart(size, "0");
  return `${pad(year + era * 400 + (month <= 2), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/** A stored number as people wrote it: no exponent, at most 15 digits that count. */
export const numberText = (held) => {
  const found = /^(-?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?$/.exec(held);
  if (!found || !(found[2] || found[3])) return held;
  const [, sign, whole, part = "", exponent = 0] = found;
  const digits = (whole + part).replace(/^0+/, "");
  if (/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(held) && digits.replace(/0+$/, "").length <= DIGITS) return held;
  let value = BigInt(digits), places = part.length - Number(exponent);
  const beyond = digits.length - DIGITS;
  if (beyond > 0) {
    value = (value + 5n * 10n ** BigInt(beyond - 1)) / 10n ** BigInt(beyond);
    places -= beyond;
  }
  if (places < 0) [value, places] = [value * 10n ** BigInt(-places), 0];
  const text = `${value}`.padStart(places + 1, "0"), cut = text.length - places;
  const shown = `${text.slice(0, cut)}.${text.slice(cut)}`.replace(/0+$/, "").replace(/\.$/, "");
  return shown === "0" ? shown : sign + shown;
};

const numberCell = (held, [days, format], since1904) => {
  const text = numberText(held), whole = days && /^([0-9]{1,7})(\.[0-9]+)?$/.exec(text);
  const count = whole ? Number(whole[1]) : -1;
  const sure = count >= (since1904 ? 0 : FIRST_SURE_DAY) && count <= (since1904 ? 2957003 : 2958465);
  if (!sure) return { text, kind: "number", format };
  return { text: dayText(count - (since1904 ? 24107 : 25569)), kind: "date", format };
};

const unescaped = (text) =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, "\n");

/** The text of a string, in one piece or in runs; readings of East Asian words are left out. */
const textOf = (element) =>
  (element?.children ?? []).map((one) => (one.name === "t" ? one.text : one.name === "r" ? textOf(one) : "")).join("");

/** For each style of cells: whether it shows days, and its format. */
const formatsOf = (styles) => {
  const named = new Map((child(styles, "numFmts")?.children ?? [])
    .map(({ attributes }) => [attributes.numFmtId, attributes.formatCode ?? ""]));
  return (child(styles, "cellXfs")?.children ?? []).map(({ attributes }) => {
    const number = attributes.numFmtId, code = named.get(number) ?? BUILT_IN[number] ?? "";
    const days = /[ymdhs]/i.test(code.replace(/\x22[^\x22]*\x22|\\.|_.|\*.|\[[^\]]*\]/g, ""));
    const known = !named.has(number) && BUILT_IN_DATES.some(([from, to]) => from <= number && number <= to);
    return [days || known, code];
  });
};

const cellOf = (element, strings, formats, since1904) => {
  const { t: kind, s: style = 0 } = element.attributes, value = child(element, "v");
  const held = value?.text, text = (all) => (all ? { text: unescaped(all), kind: "text", format: "" } : null);
  if (kind === "inlineStr") return text(textOf(child(element, "is")));
  if (!value || (!held && kind !== "str")) {
    return child(element, "f") ? { text: "", kind: "uncalculated", format: "" } : null;
  }
  if (kind === "s") {
    if (strings[held] === undefined) throw new SyntaxError();
    return text(strings[held]);
  }
  if (kind === "str") return text(held);
  if (kind === "b") return { text: held === "1" ? "TRUE" : "FALSE", kind: "boolean", format: "" };
  if (kind === "e") return { text: held, kind: "error", format: "" };
  if (kind === "d") return { text: held.slice(0, 10), kind: "date", format: "" };
  return numberCell(held, formats[style] ?? [false, ""], since1904);
};

/**
 * Bytes -> [{name, hidden, cells: Map of address such as "C6" -> {text, kind, format}}], cells row by row.
 * kind: text, number ("14.2"), date ("2026-03-31"), boolean, error, uncalculated (a formula without a result);
 * format: how a number is shown, such as "0.00". Empty cells are left out. Throws Damaged.
 */
export const readWorkbook = async (bytes) => {
  const files = openZip(bytes);
  const xml = async (path) => parseXml(new TextDecoder().decode(await files.get(path)()));
  /** What a part refers to, by the reference's id and by its kind; paths from the root of the archive. */
  const targets = async (path) => {
    const cut = path.lastIndexOf("/") + 1, folder = path.slice(0, cut), found = new Map();
    for (const { attributes } of (await xml(`${folder}_rels/${path.slice(cut)}.rels`)).children) {
      const { Id: id, Target: target = "", Type: type = "" } = attributes;
      const whole = target.startsWith("/") ? target.slice(1) : folder + target;
      found.set(id, whole);
      const kind = type.slice(type.lastIndexOf("/") + 1);
      if (!found.has(kind)) found.set(kind, whole);
    }
    return found;
  };
  const part = async (path) => (path ? xml(path) : undefined);
  try {
    const bookPath = (await targets("")).get("officeDocument");
    const book = await xml(bookPath), parts = await targets(bookPath);
    const strings = ((await part(parts.get("sharedStrings")))?.children ?? []).map(textOf);
    const formats = formatsOf(await part(parts.get("styles")));
    const since1904 = ["1", "true"].includes(child(book, "workbookPr")?.attributes.date1904);
    const sheets = [];
    for (const { attributes } of child(book, "sheets").children) {
      const [, id] = Object.entries(attributes).find(([key]) => key.endsWith(":id"));
      const path = parts.get(id);
      if (!path?.includes("worksheets/")) continue; // a sheet of its own for a chart has no cells
      const cells = new Map();
      for (const row of child(await xml(path), "sheetData")?.children ?? []) {
        for (const element of row.children) {
          const cell = cellOf(element, strings, formats, since1904);
          if (cell) cells.set(element.attributes.r, cell);
        }
      }
      sheets.push({ name: attributes.name ?? "", hidden: (attributes.state ?? "visible") !== "visible", cells });
    }
    return sheets;
  } catch (error) {
    if (error instanceof Damaged) throw error;
    throw new Damaged("the file is no workbook that can be read; save it again as .xlsx");
  }
};
