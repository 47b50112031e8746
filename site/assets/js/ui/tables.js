/** A document (see state.js) as our CSV, and back as the text of an assessment file. Pure. */
import { csvRows, csvText, unguarded } from "../core/csv.js";
import { Bare, write } from "../core/jsonwrite.js";
import { DETAILS } from "./files.js";

const FORMAT = "seqf-assessment/";
const PARTS = ["value", "numerator", "denominator"];
const NOTES = ["evidence", "action", "owner", "due", "target", "by"];
const HEAD = ["item", "section", "title", "score", ...PARTS, ...NOTES];

/** The document as a table: what it is, then one row an item. */
export const tableText = (document, rules, words) => csvText([
  ["format", `${FORMAT}1`],
  ["framework", rules.framework],
  ...DETAILS.filter((key) => document[key]).map((key) => [key, document[key]]),
  ["note", words.statement[document.kind]],
  [],
  HEAD,
  ...rules.sections.flatMap((section) => section.items.map((item) => {
    const raw = document.answers[item.id], note = document.notes[item.id] ?? {};
    const score = typeof raw === "string" ? raw : "";
    return [item.id, section.id, item.title, score, ...PARTS.map((key) => raw?.[key] ?? ""), ...NOTES.map((key) => note[key] ?? "")];
  })),
]);

/** Whether a text is a table that this page has written. */
export const isOurTable = (text) => {
  const [first, second] = csvRows(text.slice(0, 200))[0] ?? [];
  return first === "format" && Boolean(second?.startsWith(FORMAT));
};

const filled = (entries) => entries.filter(([, text]) => text !== "");
const bareIfNumber = (text) => (/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text) ? new Bare(text) : text);

/** Our table -> the text of an assessment file: the reader of files says what is wrong in it. */
export const fileOfTable = (text) => {
  const rows = csvRows(text).map((row) => row.map((cell) => unguarded(cell).trim()));
  const start = rows.findIndex(([first]) => first === "item");
  const cut = start < 0 ? rows.length : start, head = rows[cut] ?? [];
  const told = Object.fromEntries(rows.slice(0, cut).filter(([key]) => ["format", "framework", ...DETAILS].includes(key)));
  const scores = new Map(), kpis = new Map(), notes = new Map();
  for (const row of rows.slice(cut + 1)) {
    const at = (key) => row[head.indexOf(key)] ?? "", id = at("item");
    if (!id) continue;
    const answer = filled(PARTS.map((key) => [key, at(key)])), note = filled(NOTES.map((key) => [key, at(key)]));
    if (at("score")) scores.set(id, bareIfNumber(at("score")));
    if (answer.length) kpis.set(id, new Map(answer));
    if (note.length) notes.set(id, new Map(note));
  }
  return write({ ...told, scores, kpis, notes });
};
