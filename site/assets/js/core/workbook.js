/**
 * A filled self-assessment workbook -> the assessment in it. Mirrors generator/seqf/scoring/workbook.py, message by
 * message; where the answers stand is said by the workbook itself, on a hidden sheet.
 */
import { readAssessment } from "./assessment.js";
import { Bare, quote, write } from "./jsonwrite.js";

export { Damaged, isZip, readWorkbook } from "./spreadsheet.js";

const FORMAT = "seqf-workbook/1";
const FIELDS = ["provider", "date", "scored-by"];
const ANSWERS = ["value", "numerator", "denominator"];
const NOTES = ["evidence", "action", "owner", "due"];
const HEADS = ["item", "sheet", "number", ...ANSWERS, ...NOTES, "unused"];

const isBlank = (text) => /^[\s\u00a0]*$/.test(text);
const where = (sheet, address) => `sheet '${sheet}', cell ${address}`;
const said = ({ kind, text }) =>
  kind === "uncalculated"
    ? "holds a formula without a result"
    : `holds ${{ text: "the text ", error: "the error ", date: "the date " }[kind] ?? ""}${quote(text)}`;

/** The texts of the rows that hold any, one for each head. */
const rowsOf = ({ cells }) => {
  const table = new Map();
  for (const [address, { text }] of cells) {
    const column = address.charCodeAt(0) - 65, number = address.slice(1);
    if (!/^[A-Z][0-9]+$/.test(address) || column >= HEADS.length) continue;
    if (!table.has(number)) table.set(number, HEADS.map(() => ""));
    table.get(number)[column] = text;
  }
  return [...table].sort(([a], [b]) => a - b).map(([, row]) => row);
};

/**
 * What a workbook says about its own layout: {format, framework, release, fields: {provider: [sheet, cell], …},
 * items: [{item, sheet, number, value, …: addresses of cells, "" where there is none}]}; null where it says nothing.
 */
export const workbookLayout = (sheets) => {
  const sheet = sheets.find(({ cells }) => cells.get("B1")?.text.startsWith(FORMAT.slice(0, FORMAT.indexOf("/") + 1)));
  if (!sheet) return null;
  const rows = rowsOf(sheet), start = rows.findIndex(([first]) => first === "item");
  const cut = start < 0 ? rows.length : start, heads = rows[cut];
  const told = new Map(rows.slice(0, cut).map((row) => [row[0], row]));
  return {
    format: rows[0][1],
    framework: told.get("framework")?.[1] ?? "",
    release: told.get("release")?.[1] ?? "",
    fields: Object.fromEntries(FIELDS.filter((key) => told.has(key)).map((key) => [key, told.get(key).slice(1, 3)])),
    items: rows.slice(cut + 1).map((row) => ({
      ...Object.fromEntries(HEADS.map((head) => [head, ""])),
      ...Object.fromEntries(heads.map((head, place) => [head, row[place]])),
    })),
  };
};

/**
 * -> {assessment: null where anything is wrong, problems: [{place, message}], text: the assessment as a file, or null}.
 * `layout` is workbookLayout(sheets), `rules` those of the release that it names where they are known, `releases` all
 * that are. `text` is there for a workbook of another release too, as far as it can be read.
 */
export const answersFromWorkbook = (sheets, layout, rules, releases = [rules.framework]) => {
  const refuse = (message) => ({ assessment: null, problems: [{ place: "file", message }], text: null });
  if (!layout) return refuse("is not a self-assessment workbook from this site: it does not say where its answers stand");
  if (layout.format !== FORMAT) {
    return refuse(`is a workbook of the form ${quote(layout.format)}; this program reads ${FORMAT}`);
  }
  const known = layout.release === rules.framework;
  if (known && !layout.items.some(({ item }) => rules.byId.has(item))) {
    return refuse(`is a workbook of another framework, ${quote(layout.framework)}`);
  }
  const named = new Map(sheets.map((sheet) => [sheet.name, sheet]));
  const problems = [], places = new Map(), told = new Set();
  const report = (place, message) => problems.push({ place, message });
  const cellAt = (sheet, address) => {
    const cell = named.get(sheet)?.cells.get(address);
    return !cell || (cell.kind === "text" && isBlank(cell.text)) ? null : cell;
  };
  const textAt = (sheet, address) => {
    const cell = cellAt(sheet, address);
    return !cell || ["error", "uncalculated"].includes(cell.kind) ? null : cell.text;
  };
  const dayAt = (sheet, address) => {
    const cell = cellAt(sheet, address);
    if (!cell) return null;
    const text = cell.text.trim(), british = /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})$/.exec(text);
    if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return text;
    if (british) return `${british[3]}-${british[2].padStart(2, "0")}-${british[1].padStart(2, "0")}`;
    report(where(sheet, address), `${said(cell)}; type a date, such as 31/03/2026`);
    return null;
  };
  const numberAt = (row, key, place) => {
    places.set(place, where(row.sheet, row[key]));
    const cell = cellAt(row.sheet, row[key]);
    if (!cell) return null;
    if (cell.kind === "number" && /^-?[0-9]+(\.[0-9]+)?$/.test(cell.text)) return new Bare(cell.text);
    report(where(row.sheet, row[key]), `${said(cell)}; type a number, or clear the cell`);
    return null;
  };
  /** Whether the item's row is where it was; told once for each sheet where it is not. */
  const stands = ({ item, sheet, number }) => {
    if (told.has(sheet)) return false;
    const cell = named.get(sheet)?.cells.get(number);
    if (cell?.text.trim() === item) return true;
    told.add(sheet);
    if (!named.has(sheet)) {
      report(`sheet '${sheet}'`, "is missing; give the sheet this name again, or fetch a new workbook");
    } else {
      report(where(sheet, number), `${cell ? `holds ${quote(cell.text)}` : "is empty"} where ${item} belongs; ` +
        "put back the row that was deleted, added or moved");
    }
    return false;
  };
  const missing = new Set(rules.byId.keys());
  const document = { format: "seqf-assessment/1", framework: layout.release, kind: "self" };
  for (const [key, [sheet, address]] of Object.entries(layout.fields)) {
    places.set(key, where(sheet, address));
    const given = key === "date" ? dayAt(sheet, address) : textAt(sheet, address);
    if (given !== null) document[key === "scored-by" ? `x-${key}` : key] = given;
  }
  const scores = new Map(), kpis = new Map(), notes = new Map();
  for (const row of layout.items) {
    const id = row.item, item = rules.byId.get(id);
    missing.delete(id);
    if (!stands(row)) continue;
    // An item of another release is told from its cells: only a measured one can be given by counts.
    if (item ? item.kind === "criterion" : !row.numerator) scores.set(id, numberAt(row, "value", `scores.${id}`));
    else {
      places.set(`kpis.${id}`, where(row.sheet, row.value));
      kpis.set(id, new Map(ANSWERS
        .map((key) => [key, numberAt(row, key, `kpis.${id}.${key}`)]).filter(([, value]) => value)));
    }
    const note = new Map(NOTES.map((key) => {
      places.set(`notes.${id}.${key}`, where(row.sheet, row[key]));
      return [key, key === "due" ? dayAt(row.sheet, row[key]) : textAt(row.sheet, row[key])];
    }).filter(([, value]) => value !== null));
    if (note.size) notes.set(id, note);
    for (const address of row.unused.split(" ")) { // greyed cells, once the lock is off
      const cell = cellAt(row.sheet, address);
      if (cell) report(where(row.sheet, address), `${said(cell)} where ${id} takes no answer; type it into ${row.value}, or clear the cell`);
    }
  }
  for (const id of missing) {
    report("file", `has no row for ${id}, which release ${rules.framework} has; fetch a new one`);
  }
  const text = write({ ...document, scores, kpis, notes });
  if (!known) {
    const message = `was made for release ${quote(layout.release)}, which is not known; known: ${releases.join(", ")}`;
    return { ...refuse(message), text };
  }
  const read = readAssessment(text, rules);
  problems.push(...read.problems.map(({ place, message }) => ({ place: places.get(place) ?? place, message })));
  return { assessment: problems.length ? null : read.assessment, problems, text };
};
