/** An assessment as a table and back: all of it comes back, and what can't get in is told by its row. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readRules } from "../../site/assets/js/core/index.js";
import { csvRows, csvText } from "../../site/assets/js/core/csv.js";
import { documentText } from "../../site/assets/js/ui/files.js";
import { readDocument } from "../../site/assets/js/ui/reading.js";
import { emptyDocument } from "../../site/assets/js/ui/state.js";
import { fileOfTable, isOurTable, tableText } from "../../site/assets/js/ui/tables.js";

const rules = readRules(readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8"));
const words = { statement: { self: "A self-assessment.", external: "External." } };
const [first, second] = rules.items.filter(({ kind }) => kind === "criterion").map(({ id }) => id);
const percent = rules.items.find(({ unit }) => unit === "percent").id;
const rating = rules.items.find(({ kind }) => kind === "rating").id;
const high = `${rules.byId.get(first).scale.at(-1).n}`;

const made = (answers, notes = {}, more = {}) => ({ ...emptyDocument("id"), answers, notes, ...more });
const back = (document) => {
  const { text, problems } = fileOfTable(tableText(document, rules, words));
  assert.deepEqual(problems, []);
  const read = readDocument(text, rules, "new");
  assert.equal(read.problems, undefined);
  return read.document;
};
const full = made({ [first]: high, [percent]: { numerator: "17", denominator: "40" } },
  { [first]: { evidence: "=a", action: " b\r\n\"c\" ", owner: "'=c", due: "2026-06-30", target: high, by: "Ann" } },
  { provider: "P, \"Q\"; R", name: " N", date: "2026-03-31" });

test("a table holds every answer, note and detail", () => {
  assert.ok(isOurTable(tableText(full, rules, words)) && !isOurTable("a,b\n"));
  assert.deepEqual(back(full), full);
});

test("a table is known as ours whatever its first long cell holds", () => {
  const long = { ...full, provider: ";".repeat(300), kept: { "x-own": ";".repeat(9000) } };
  assert.ok(isOurTable(tableText(long, rules, words)));
  assert.deepEqual(back(long), long);
});

test("records that a file may keep, answers kept aside and a part's own record go through a table", () => {
  const text = documentText(full, rules, words).replace('"scores"',
    `"aside": {"9.9": {"why": "=1", "score": 1.50}},
     "x-part": {"for": "Bo", "sections": ["a"], "of": "id", "base": {"scores": {"${first}": 1}}},
     "x-minus": -5, "x-text": "=1+1", "scores"`);
  const { document } = readDocument(text, rules, "new");
  assert.deepEqual(Object.keys(document.kept), ["aside", "x-part", "x-minus", "x-text"]);
  assert.deepEqual(back(document), document);
  for (const row of csvRows(tableText(document, rules, words))) for (const cell of row) assert.doesNotMatch(cell, /^[=+\-@\t]/);
});

test("free keys of an answer and of a note stand in a column of their own, only where there are any", () => {
  const text = JSON.stringify({
    format: "seqf-assessment/1", id: "id", kpis: { [percent]: { value: "12.5", "x-who": { a: ["Sam"] } } },
    notes: { [first]: { evidence: "e", "x-seen": "=1" }, [second]: { "x-only": true } },
  });
  const { document } = readDocument(text, rules, "new");
  assert.equal(document.notes[first]["x-seen"], "=1");
  assert.deepEqual(back(document), document);
  assert.match(tableText(document, rules, words), /,by,more\r\n/);
  assert.doesNotMatch(tableText(full, rules, words), /more\r\n/);
});

test("what can't be read yet goes through a table as it was typed", () => {
  const typed = made({ [rating]: { value: "4." }, [percent]: { numerator: "1", denominator: "x" } }, { [rating]: { target: "soon", action: "a" } });
  assert.deepEqual(back(typed), typed);
});

test("a table saved with semicolons, without a byte order mark and with rows filled up is the same", () => {
  const rows = csvRows(tableText(full, rules, words)), width = Math.max(...rows.map(({ length }) => length));
  const other = rows.map((row) => Array.from({ length: width }, (_, at) => `"${(row[at] ?? "").replaceAll('"', '""')}"`).join(";")).join("\n");
  assert.ok(isOurTable(other));
  assert.deepEqual(fileOfTable(other), fileOfTable(tableText(full, rules, words)));
});

const TOP = [["format", "seqf-assessment/1"]], HEAD = ["item", "score", "evidence"];
const told = (rows) => fileOfTable(csvText(rows)).problems.map(({ place, message }) => `${place}: ${message}`);
const WRONG = [
  ["a row that is none of ours", [...TOP, ["remark", "typed by hand"], HEAD], /^row 2: "remark" is no row of this table/],
  ["a value without a key", [...TOP, ["", "typed by hand"], HEAD], /^row 2: "" is no row of this table/],
  ["a third cell", [...TOP, ["provider", "P", "Q"], HEAD], /^row 2: holds more than a key and its value/],
  ["a key that stands twice", [...TOP, ["name", "a"], ["name", "b"], HEAD], /^row 3: "name" stands twice/],
  ["a record cut short", [...TOP, ["x-own", '{"a": "b'], HEAD], /^row 2: the record "x-own" is damaged: spreadsheets cut long cells/],
  ["no heads", [...TOP, [first, high]], /row of heads is missing that begins with "item"/],
  ["a column that is none of ours", [...TOP, [...HEAD, "remarks"], [first, high, "", "mine"]], /^row 3: "mine" stands under the head "remarks"/],
  ["a column that stands twice", [...TOP, [...HEAD, "evidence"], [first, high, "a", "b"]], /^row 3: "b" stands under the head "evidence"/],
  ["a cell beyond the heads", [...TOP, HEAD, [first, high, "", "mine"]], /^row 3: "mine" stands under no head/],
  ["a row without a number", [...TOP, HEAD, ["", high]], /^row 3: has no item's number/],
  ["an item that stands twice", [...TOP, HEAD, [first, high], [], [first, ""]], /^row 5: .* stands twice; keep one/],
  ["free keys that are damaged", [...TOP, [...HEAD, "more"], [first, high, "", '{"note": {"evidence": "x"}}']], /^row 3: what stands under "more" is damaged/],
];
for (const [what, rows, message] of WRONG) {
  test(`told by its row: ${what}`, () => {
    const [only, ...others] = told(rows);
    assert.match(only, message);
    assert.deepEqual(others, []);
  });
}

test("empty columns, empty rows and the sentence on what the result is worth are no mistakes", () => {
  assert.deepEqual(told([...TOP, ["note", "anything"], [], [...HEAD, "", "remarks"], [first, high, "", " ", ""], ["", " "]]), []);
});
