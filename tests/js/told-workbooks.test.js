/** Workbooks byte by byte: the JS core reads in them what the Python package reads (see tests/told_workbooks.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readRules, resultText, score } from "../../site/assets/js/core/index.js";
import { numberText } from "../../site/assets/js/core/spreadsheet.js";
import { Damaged, answersFromWorkbook, isZip, readWorkbook, workbookLayout } from "../../site/assets/js/core/workbook.js";
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
    assert.deepEqual({ problems, result: assessment && resultText(score(own, assessment)) }, says);
  });
}

test("a stored number is the one that was typed", () => {
  for (const [held, text] of told.numbers) assert.equal(numberText(held), text, held);
});
