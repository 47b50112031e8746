/**
 * A document (see state.js) as our CSV, and back as the text of an assessment file. Pure.
 *
 * Above the heads stands what the file says of itself, a row each: key and value. What a table has no column for stands
 * there too, as JSON: the records that the file format lets anybody keep, and what was typed but can't be read yet. Keys
 * of an item that are free stand in a last column, "more", where there are any. So the way back gives the same file.
 */
import { csvRows, csvText, unguarded } from "../core/csv.js";
import { parse } from "../core/jsontext.js";
import { Bare, quote, write } from "../core/jsonwrite.js";
import { DETAILS, fileRecords } from "./files.js";

const FORMAT = "seqf-assessment/";
const PARTS = ["value", "numerator", "denominator"];
const NOTES = ["evidence", "action", "owner", "due", "target", "by"];
const HEAD = ["item", "section", "title", "score", ...PARTS, ...NOTES];
const MORE = "more";
const AS_TYPED = ["evidence", "action", "owner", "by"]; // what else stands in a cell is no text of somebody's own
const OURS = ["note"]; // told to people, made anew with each file

const free = (key) => key.startsWith("x-");
const filled = (record) => Object.keys(record).length > 0;
const textOf = (value) => (value instanceof Bare ? value.text : value ?? "");
const freeOf = (record) => Object.fromEntries(Object.entries(record).filter(([key]) => free(key)));

/** The document as a table: what it is, then one row an item. */
export const tableText = (document, rules, words) => {
  const { file, entered } = fileRecords(document, rules);
  const at = (part, id) => file[part]?.[id] ?? {};
  const more = (id) => {
    const found = Object.entries({ kpi: freeOf(at("kpis", id)), note: freeOf(at("notes", id)) }).filter(([, record]) => filled(record));
    return found.length ? write(Object.fromEntries(found), true) : "";
  };
  const anyMore = rules.items.some(({ id }) => more(id));
  return csvText([
    ["format", `${FORMAT}1`],
    ["framework", rules.framework],
    ...DETAILS.filter((key) => document[key]).map((key) => [key, document[key]]),
    ["note", words.statement[document.kind]],
    ...Object.entries({ ...document.kept, ...entered }).map(([key, value]) => [key, write(value, true)]),
    [],
    [...HEAD, ...(anyMore ? [MORE] : [])],
    ...rules.sections.flatMap((section) => section.items.map(({ id, title }) => [
      id, section.id, title, textOf(file.scores[id]), ...PARTS.map((key) => textOf(at("kpis", id)[key])),
      ...NOTES.map((key) => textOf(at("notes", id)[key])), ...(anyMore ? [more(id)] : []),
    ])),
  ]);
};

/** Whether a text is a table that this page has written. */
export const isOurTable = (text) => {
  const [first, second] = csvRows(text.slice(0, 200))[0] ?? [];
  return first === "format" && Boolean(second?.startsWith(FORMAT));
};

const bareIfNumber = (text) => (/^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(text) ? new Bare(text) : text);

/** Reads one row above the heads into `file`; `say` tells what can't be taken. */
const readTop = ([name, value = "", ...beyond], file, say) => {
  const key = name.trim();
  if (beyond.some((cell) => cell.trim())) say("holds more than a key and its value; take the rest out");
  if (OURS.includes(key)) return;
  if (file.has(key)) say(`${quote(key)} stands twice; keep one`);
  else if (free(key) || key === "aside") {
    try {
      file.set(key, parse(value).value);
    } catch {
      say(`the record ${quote(key)} is damaged: spreadsheets cut long cells; load the file of "Save to a file" instead, or take the row out`);
    }
  } else if (["format", "framework", ...DETAILS].includes(key)) file.set(key, ["name", "provider"].includes(key) ? value : value.trim());
  else if (key || value.trim()) say(`${quote(key)} is no row of this table; take it out, or write it into a note of an item`);
};

/** The free keys of an item; the parts that can't be read are told. */
const readMore = (text, say) => {
  try {
    const found = text ? parse(text).value : new Map();
    for (const [part, record] of found) {
      if (!["kpi", "note"].includes(part) || [...record.keys()].some((key) => !free(key))) throw new Error("not ours");
    }
    return found;
  } catch {
    say(`what stands under ${quote(MORE)} is damaged; load the file of "Save to a file" instead, or clear the cell`);
    return new Map();
  }
};

/**
 * Our table -> {text: the text of an assessment file, problems: [{place, message}]}. The reader of files says what is
 * wrong in the text; the problems are of cells that would not get into it. Nothing in a table is passed over.
 */
export const fileOfTable = (text) => {
  const rows = csvRows(text).map((row) => row.map(unguarded)), problems = [];
  const sayAt = (row) => (message) => problems.push({ place: `row ${row + 1}`, message });
  const cut = rows.findIndex(([first]) => first?.trim() === HEAD[0]);
  if (cut < 0) return { text: "", problems: [{ place: "file", message: `a row of heads is missing that begins with ${quote(HEAD[0])}` }] };
  const file = new Map(), scores = new Map(), kpis = new Map(), notes = new Map(), seen = new Set();
  rows.slice(0, cut).forEach((row, place) => row.length && readTop(row, file, sayAt(place)));
  const head = rows[cut].map((name) => name.trim());
  const known = (name, column) => [...HEAD, MORE].includes(name) && head.indexOf(name) === column;
  rows.slice(cut + 1).forEach((row, below) => {
    const say = sayAt(cut + 1 + below);
    const at = (key) => (AS_TYPED.includes(key) ? row[head.indexOf(key)] ?? "" : (row[head.indexOf(key)] ?? "").trim());
    const id = at(HEAD[0]);
    row.forEach((cell, column) => {
      if (cell.trim() && !known(head[column] ?? "", column)) {
        say(`${quote(cell)} stands under ${head[column] ? `the head ${quote(head[column])}, which this table does not have or has twice` : "no head"}; ` +
          "move it into a column of this table, such as evidence");
      }
    });
    if (!id) {
      if (row.some((cell) => cell.trim())) say("has no item's number; write it into the first column, or clear the row");
      return;
    }
    if (seen.has(id)) {
      say(`${id} stands twice; keep one`);
      return;
    }
    seen.add(id);
    const filledOf = (keys) => keys.map((key) => [key, at(key)]).filter(([, cell]) => cell !== "");
    const more = readMore(at(MORE), say);
    const answer = [...filledOf(PARTS), ...(more.get("kpi") ?? [])], note = [...filledOf(NOTES), ...(more.get("note") ?? [])];
    if (at("score")) scores.set(id, bareIfNumber(at("score")));
    if (answer.length) kpis.set(id, new Map(answer));
    if (note.length) notes.set(id, new Map(note));
  });
  return { text: write(new Map([...file, ["scores", scores], ["kpis", kpis], ["notes", notes]])), problems };
};
