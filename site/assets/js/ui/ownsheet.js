/** Somebody's own spreadsheet: which column holds what, and what of it fits the items. Pure. */
import { decimalText, mul, number, frac } from "../core/exact.js";
import { understand } from "./files.js";

const WORDS = {
  wording: /wording|criteri|descri|indicator|statement|standard|question/i,
  score: /score|rating|points|mark|value/i,
  evidence: /evidence|comment|note|remark/i,
};

/** "A.3." and "A.3 " are the number A.3; letters count alike in both cases. */
const plainId = (text) => text.replace(/\s+/g, "").replace(/[.:)]+$/, "").toUpperCase();
const idsOf = (rules) => new Map(rules.items.map(({ id }) => [plainId(id), id]));

/** A cell's text as people read it: a share shown as a percentage is one. */
export const cellText = ({ text, format = "", kind = "text" }) => {
  const value = kind === "number" && format.includes("%") ? number(text) : null;
  return value ? decimalText(mul(value, frac(100n))) : text;
};

/** Cells by address, such as "C6" -> rows of texts. */
export const rowsOfCells = (cells) => {
  const rows = [];
  for (const [address, cell] of cells) {
    const [, letters, row] = /^([A-Z]+)([0-9]+)$/.exec(address);
    const column = [...letters].reduce((all, letter) => all * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    (rows[Number(row) - 1] ??= [])[column] = cellText(cell).trim();
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (text) => text ?? ""));
};

/**
 * A first guess: {head: place of the row of headings or -1, columns: {number, wording, score, evidence}}, -1 for none.
 * The numbers are where most items are found; the others by what their headings say.
 */
export const guess = (rows, rules) => {
  const ids = idsOf(rules), width = Math.max(0, ...rows.map(({ length }) => length));
  const hits = Array.from({ length: width }, (_, column) => rows.filter((row) => ids.has(plainId(row[column] ?? ""))).length);
  const best = hits.indexOf(Math.max(0, ...hits));
  const columns = { number: hits[best] ? best : -1, wording: -1, score: -1, evidence: -1 };
  const first = rows.findIndex((row) => ids.has(plainId(row[columns.number] ?? "")));
  const head = rows.slice(0, Math.max(first, 0)).findLastIndex((row) => row.filter(Boolean).length > 1);
  const taken = new Set([columns.number]);
  for (const [what, word] of Object.entries(WORDS)) {
    const found = (rows[head] ?? []).findIndex((text, column) => !taken.has(column) && word.test(text));
    columns[what] = found;
    if (found >= 0) taken.add(found);
  }
  return { head, columns };
};

/**
 * What fits: {items: [{id, row, wording, score, evidence}], unknown: [{row, text}], twice: [{row, id}],
 * wrong: [{row, id, text, problem}]}; rows counted from 1 as spreadsheets do. A score that can't be taken is left out and told.
 */
export const matched = (rows, { head, columns }, rules) => {
  const ids = idsOf(rules), found = { items: [], unknown: [], twice: [], wrong: [] }, seen = new Set();
  rows.forEach((cells, at) => {
    const row = at + 1, told = cells[columns.number] ?? "", id = ids.get(plainId(told));
    if (at <= head || !told) return;
    if (!id) found.unknown.push({ row, text: told });
    else if (seen.has(id)) found.twice.push({ row, id });
    else {
      seen.add(id);
      const text = (what) => (columns[what] < 0 ? "" : cells[columns[what]] ?? "");
      const item = rules.byId.get(id), typed = text("score").replace(/\s*%$/, "");
      const raw = item.kind === "criterion" ? typed : { value: typed };
      const problem = typed ? understand(item, raw).problem : null;
      if (problem) found.wrong.push({ row, id, text: text("score"), problem });
      found.items.push({ id, row, wording: text("wording"), score: problem ? "" : typed, evidence: text("evidence") });
    }
  });
  return found;
};

/** The document with the scores and the evidence of a sheet; what the sheet leaves blank stays. */
export const withSheet = (document, { items }, rules) => {
  const answers = { ...document.answers }, notes = { ...document.notes };
  for (const { id, score, evidence } of items) {
    if (score) answers[id] = rules.byId.get(id).kind === "criterion" ? decimalText(number(score)) : { value: score };
    if (evidence) notes[id] = { ...notes[id], evidence };
  }
  return { ...document, answers, notes };
};
