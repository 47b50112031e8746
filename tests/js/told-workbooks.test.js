/** Workbooks byte by byte: the JS core reads in them what the Python package reads (see tests/told_workbooks.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readAssessment, readRules, resultText, score, writeAssessment } from "../../site/assets/js/core/index.js";
import { numberText } from "../../site/assets/js/core/spreadsheet.js";
import { Damaged, answersFromWorkbook, isZip, readWorkbook, workbookLayout } from "../../site/assets/js/core/workbook.js";
import { openZip } from "../../site/assets/js/core/zip.js";
import { packed } from "./packed.js";

const told = JSON.parse(readFileSync(new URL("../cases/workbooks.json", import.meta.url), "utf8"));
const rules = () => readRules(JSON.stringify(told.rules));
const whole = (plain, parts) =>
  packed(Object.fromEntries(Object.entries({ ...plain, ...parts }).filter(([, text]) => text !== null)));
const fromBase64 = (text) => new Uint8Array(Buffer.from(text, "base64"));

/** As told_workbooks.py writes what it finds. */
const cellsOf = async (bytes) => {
  try {
    const sheets = await readWorkbook(bytes);
    return { sheets: sheets.map(({ name, hidden, cells }) =>
      [name, hidden, [...cells].map(([address, { text, kind, format }]) => [address, text, kind, format])]) };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { damaged: error.message };
  }
};

for (const { name, parts, says } of told.sheets) {
  test(`every cell is read as the Python package reads it: ${name}`, async () => {
    assert.deepEqual(await cellsOf(whole(told.cells, parts)), says);
  });
}

for (const { name, base64, says } of told.archives) {
  test(`an archive is opened or refused alike: ${name}`, async () => {
    assert.deepEqual(await cellsOf(fromBase64(base64)), says);
  });
}

for (const { name, parts, says } of told.answers) {
  test(`a filled workbook gives the same answers and mistakes: ${name}`, async () => {
    const sheets = await readWorkbook(whole(told.blank, parts)), own = rules();
    const { assessment, problems } = answersFromWorkbook(sheets, workbookLayout(sheets), own);
    const saved = assessment && writeAssessment(assessment);
    assert.deepEqual({ problems, result: assessment && resultText(score(own, assessment)), saved }, says);
  });
}

test("a stored number is the one that was typed", () => {
  for (const [held, text] of told.numbers) assert.equal(numberText(held), text, held);
});

test("an archive is known by its first four bytes", () => {
  const begin = [80, 75, 3, 4];
  assert.equal(isZip(new Uint8Array(begin)), true);
  assert.equal(isZip(new Uint8Array([...begin, 0])), true);
  for (const place of [0, 1, 2, 3]) {
    assert.equal(isZip(new Uint8Array(begin.map((byte, at) => (at === place ? byte + 1 : byte)))), false);
  }
  assert.equal(isZip(new Uint8Array(begin.slice(0, 3))), false);
  assert.equal(isZip({ ...begin, length: 3 }), false);
});

test("bytes are read wherever they stand in what holds them", async () => {
  const bytes = whole(told.cells, {}), longer = new Uint8Array(bytes.length + 20).fill(7);
  longer.set(bytes, 9);
  assert.deepEqual(await cellsOf(longer.subarray(9, 9 + bytes.length)), await cellsOf(bytes));
});

/** The bytes with another size told for the first part, unpacked. */
const telling = (bytes, size) => {
  const view = new DataView(bytes.buffer);
  view.setUint32(view.getUint32(bytes.length - 6, true) + 24, size, true);
  return bytes;
};
const TOO_LARGE = "the file is far larger inside than any workbook that people fill in; is it the right one?";

test("what says that it is larger inside than any workbook is not opened", async () => {
  const first = told.cells["_rels/.rels"].length;
  const rest = Object.values(told.cells).join("").length - first;
  assert.deepEqual(await cellsOf(telling(whole(told.cells, {}), 200_000_000 - rest)), await cellsOf(whole(told.cells, {})));
  assert.deepEqual(await cellsOf(telling(whole(told.cells, {}), 200_000_001 - rest)), { damaged: TOO_LARGE });
});

test("what turns out larger than any part of a workbook is not unpacked to its end", async () => {
  const padded = (size) => {
    const path = "xl/worksheets/sheet1.xml", text = told.cells[path];
    return telling(whole(told.cells, { [path]: text.padStart(size) }), 1);
  };
  assert.deepEqual(await cellsOf(padded(60_000_000)), await cellsOf(whole(told.cells, {})));
  assert.deepEqual(await cellsOf(padded(60_000_001)), { damaged: TOO_LARGE });
});

test("what is not packed as it says is damaged", async () => {
  const spoilt = packed(told.cells, () => Buffer.from([255, 255, 255, 255]));
  assert.deepEqual(await cellsOf(spoilt), { damaged: "the file is damaged or locked with a password; save it again as .xlsx" });
});

const filled = (name) => readWorkbook(whole(told.blank, told.answers.find((one) => one.name === name).parts));

test("a filled workbook is an assessment as a file holds it", async () => {
  const sheets = await filled("everything answered");
  const { text, assessment } = answersFromWorkbook(sheets, workbookLayout(sheets), rules());
  assert.deepEqual(readAssessment(text, rules()), { assessment, problems: [] });
  assert.deepEqual([assessment.kind, assessment.provider, [...assessment.extra]], ["self", "Æsop & sons", [["x-scored-by", "Ann"]]]);
});

test("a workbook of a release that is not known gives its answers all the same", async () => {
  const sheets = await filled("everything answered"), layout = { ...workbookLayout(sheets), release: "0.3.0" };
  const known = answersFromWorkbook(sheets, workbookLayout(sheets), rules());
  const problem = (list) => ({ place: "file", message: `was made for release "0.3.0", which is not known; known: ${list}` });
  const { assessment, problems, text } = answersFromWorkbook(sheets, layout, rules(), ["1.0.0", "2.0.0"]);
  assert.deepEqual([assessment, problems], [null, [problem("1.0.0, 2.0.0")]]);
  assert.equal(text, known.text.replace('"framework": "1.0.0"', '"framework": "0.3.0"'));
  assert.deepEqual(answersFromWorkbook(sheets, layout, rules()).problems, [problem("1.0.0")]);
});

test("items of a release that is not known are told apart by their cells", async () => {
  const sheets = await filled("everything answered"), layout = { ...workbookLayout(sheets), release: "0.3.0" };
  const others = readRules(JSON.stringify(told.rules).replaceAll(/"([AB]\.[0-9])"/g, '"Z$1"'));
  const { scores, kpis, notes } = JSON.parse(answersFromWorkbook(sheets, layout, others).text);
  assert.deepEqual(scores, { "A.1": 2, "A.2": 1, "A.3": 0, "B.2": 10.04, "B.3": 4.3 });
  assert.deepEqual([kpis, Object.keys(notes)], [{ "B.1": { numerator: 17, denominator: 40 } }, ["A.1", "A.2", "B.2"]]);
});

test("what is not filled in stands nowhere in the text", async () => {
  const sheets = await filled("nothing answered");
  const { text } = answersFromWorkbook(sheets, workbookLayout(sheets), rules());
  const scores = { "A.1": null, "A.2": null, "A.3": null }, kpis = { "B.1": {}, "B.2": {}, "B.3": {} };
  const format = "seqf-assessment/1";
  assert.deepEqual(JSON.parse(text), { format, framework: "1.0.0", kind: "self", scores, kpis, notes: {} });
});

/** A sheet of texts, row by row. */
const sheetOf = (...rows) => ({ name: "Layout", cells: new Map(rows.flatMap((row, at) =>
  row.map((text, column) => [`${String.fromCharCode(65 + column)}${at + 1}`, { text, kind: "text" }]))) });
const NONE = Object.fromEntries(
  ["item", "sheet", "number", "value", "numerator", "denominator", "evidence", "action", "owner", "due", "unused", ""].map((key) => [key, ""]));

test("a layout says what it says, and nothing else", () => {
  const layout = (...rows) => workbookLayout([sheetOf(["x"]), sheetOf(...rows)]);
  const empty = { format: "seqf-workbook/1", framework: "", release: "", fields: {}, items: [] };
  assert.deepEqual(layout(["format", "seqf-workbook/1"]), empty);
  assert.deepEqual(layout(["format", "seqf-workbook/1"], ["framework", "f"], ["release", "r"], ["date", "S", "B2", "C3"], ["else", "S"]),
    { ...empty, framework: "f", release: "r", fields: { date: ["S", "B2"] } });
  assert.deepEqual(layout(["item", "seqf-workbook/1"], ["a", "b"]), { ...empty, items: [{ ...NONE, item: "a", "seqf-workbook/1": "b" }] });
  assert.deepEqual(layout(["format", "seqf-workbook/1"], ["item", "value"], ["a", "C6"], ["release", "r"], ["provider", "S"]),
    { ...empty, items: [["a", "C6"], ["release", "r"], ["provider", "S"]].map(([item, value]) => ({ ...NONE, item, value })) });
  assert.equal(workbookLayout([sheetOf(["format", "seqf-workbook"]), sheetOf(["x"])]), null);
});

test("the files of an archive are what was packed", async () => {
  const files = openZip(packed({ a: "first", "b/ü": "second" }));
  assert.deepEqual([...files.keys()], ["a", "b/ü"]);
  for (const [path, text] of [["a", "first"], ["b/ü", "second"]]) {
    assert.equal(new TextDecoder().decode(await files.get(path)()), text);
  }
});

test("what is refused gives no text", async () => {
  const sheets = await filled("another framework");
  assert.equal(answersFromWorkbook(sheets, workbookLayout(sheets), rules()).text, null);
  assert.equal(answersFromWorkbook(sheets, null, rules()).text, null);
});
