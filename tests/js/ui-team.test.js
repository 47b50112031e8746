/** Who wrote, somebody's own sheet, tables and the action plan: what each does with the answers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { csvRows, csvText, unguarded } from "../../site/assets/js/core/csv.js";
import { readRules } from "../../site/assets/js/core/index.js";
import { guess, matched, rowsOfCells, withSheet } from "../../site/assets/js/ui/ownsheet.js";
import { actionPlan, projected } from "../../site/assets/js/ui/plan.js";
import { emptyDocument, reduce, startState } from "../../site/assets/js/ui/state.js";

const rules = readRules(readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8"));
const [first, second, third] = rules.items.filter(({ kind }) => kind === "criterion");
const percent = rules.items.find(({ unit }) => unit === "percent");
const [low, high] = [first.scale[0], first.scale.at(-1)].map(({ n }) => `${n}`);
const made = (answers, notes = {}, more = {}) => ({ ...emptyDocument("id"), answers, notes, ...more });

test("who wrote is kept with what stands there, and goes with it", () => {
  const by = (value, name) => ({ type: "answer", item: first.id, value, by: name });
  const state = [by(low, "Ann"), by(high, "Bo")].reduce(reduce, startState(emptyDocument("id")));
  assert.deepEqual(state.document.notes, { [first.id]: { by: "Bo" } });
  assert.deepEqual(reduce(state, by("", "Bo")).document.notes, {});
  assert.deepEqual(reduce(state, by(low, "")).document.notes, {}, "somebody who gave no name is not Bo");
});

test("another assessment begins with steps of its own", () => {
  const before = reduce(startState(emptyDocument("a")), { type: "answer", item: first.id, value: low });
  const state = reduce(before, { type: "open", document: emptyDocument("b"), saved: true });
  assert.deepEqual([state.past, state.document.id, state.saving], [[], "b", { kind: "saved" }]);
});

test("a table is read as it was written, with separators, quotes and line breaks", () => {
  const rows = [["a", 'say "b"', "c,d"], ["", "two\nlines", " e "]];
  assert.deepEqual(csvRows(csvText(rows)), rows);
  assert.deepEqual(csvRows("a;b\r\n\"1;5\";2"), [["a", "b"], ["1;5", "2"]]);
  assert.deepEqual(csvRows("a\tb\n"), [["a", "b"]]);
});

test("no cell of a table begins as a formula does, and each comes back as it was", () => {
  for (const text of ["=1+1", "+1", "-1", "@a", "\t=1", "'=1"]) {
    const written = csvText([[text]]).replace(/^\uFEFF"?/, "");
    assert.ok(!/^[=+\-@\t]/.test(written), text);
    assert.equal(unguarded(csvRows(csvText([[text]]))[0][0]), text);
  }
});

test("columns are guessed by what they hold and by their headings", () => {
  const rows = [["Ours"], ["No", "Criterion", "Our score", "Comments"], [`${first.id}.`, "Words", high, "seen"], [second.id, "More", "", ""]];
  const found = guess(rows, rules);
  assert.deepEqual(found, { head: 1, columns: { number: 0, wording: 1, score: 2, evidence: 3 } });
  const { items } = matched(rows, found, rules);
  assert.deepEqual(items.map(({ id, score }) => [id, score]), [[first.id, high], [second.id, ""]]);
  const document = withSheet(made({ [second.id]: low }), { items }, rules);
  assert.deepEqual(document.answers, { [first.id]: high, [second.id]: low });
  assert.deepEqual(document.notes, { [first.id]: { evidence: "seen" } });
});

test("what does not fit is told by row and not taken", () => {
  const rows = [[first.id, "99"], ["no.such", "1"], [first.id, high], [percent.id, "42.5%"]];
  const found = matched(rows, { head: -1, columns: { number: 0, wording: -1, score: 1, evidence: -1 } }, rules);
  assert.equal(found.wrong[0].row, 1);
  assert.deepEqual(found.unknown, [{ row: 2, text: "no.such" }]);
  assert.deepEqual(found.twice, [{ row: 3, id: first.id }]);
  assert.deepEqual(withSheet(made({}), found, rules).answers, { [percent.id]: { value: "42.5" } });
});

test("cells of a workbook stand where they stood, shares shown as percentages are percentages", () => {
  const cells = new Map([["B2", { text: "0.425", kind: "number", format: "0.0%" }], ["AA1", { text: "x", kind: "text" }]]);
  const rows = rowsOfCells(cells);
  assert.deepEqual([rows[0][26], rows[1][1], rows[0][0]], ["x", "42.5", ""]);
});

test("the plan goes by date, and its targets give the projected score", () => {
  const document = made({ [first.id]: low, [second.id]: low },
    { [first.id]: { action: "later", target: high }, [second.id]: { action: "soon", due: "2026-01-01", target: high } });
  assert.deepEqual(actionPlan(document, rules).map(({ id }) => id), [second.id, first.id]);
  const section = projected(document, rules).sections[0];
  assert.equal(`${section.low.n}`, `${2 * Number(high)}`);
  assert.equal(document.answers[first.id], low);
});
