/** A document as the text of a file and back: nothing is lost on the way, readable or not. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readAssessment, readRules } from "../../site/assets/js/core/index.js";
import { documentText, fileName } from "../../site/assets/js/ui/files.js";
import { readDocument } from "../../site/assets/js/ui/reading.js";
import { scored } from "../../site/assets/js/ui/scored.js";
import { emptyDocument } from "../../site/assets/js/ui/state.js";
import { changeText, compareRows } from "../../site/assets/js/ui/summary.js";
import { nextUnscored, outcomeSummary } from "../../site/assets/js/ui/result.js";

const rules = readRules(readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8"));
const words = { framework: "test", no_mark: "No mark", statement: { self: "A self-assessment.", external: "External." } };
const first = rules.items.find(({ kind }) => kind === "criterion");
const percent = rules.items.find(({ unit }) => unit === "percent");
const rating = rules.items.find(({ kind }) => kind === "rating");
const best = first.scale.at(-1).n.toString();

const document = () => ({
  ...emptyDocument("the-id"),
  provider: "Example \"Service\" <b>",
  date: "2026-03-31",
  answers: { [first.id]: best, [percent.id]: { numerator: " 17", denominator: "40" }, [rating.id]: { value: "4." } },
  notes: {
    [first.id]: { evidence: "a\nb", target: best },
    [rating.id]: { action: "ask", target: "soon" },
  },
});

const throughText = (from) => readDocument(documentText(from, rules, words), rules, "unused");

test("what is entered comes back, also what can't be read yet", () => {
  const back = throughText(document());
  assert.equal(back.release, rules.framework);
  assert.deepEqual(back.document.answers[rating.id], { value: "4." });
  assert.deepEqual(back.document.notes, document().notes);
  assert.equal(back.document.provider, document().provider);
  assert.equal(documentText(back.document, rules, words), documentText(document(), rules, words));
});

test("the file is one that the engine reads, and says what its result is worth", () => {
  const text = documentText(document(), rules, words);
  assert.deepEqual(readAssessment(text, rules).problems, []);
  const file = JSON.parse(text);
  assert.equal(file["x-statement"], words.statement.self);
  assert.equal(file.framework, rules.framework);
  assert.deepEqual(file.kpis, { [percent.id]: { numerator: 17, denominator: 40 } });
  assert.deepEqual(file["x-entered"], { [rating.id]: { answer: { value: "4." }, target: "soon" } });
});

test("keys that we don't know but the format allows are kept as written", () => {
  const text = documentText(document(), rules, words).replace('"scores"', '"x-own": {"n": 1.50},\n"aside": {"9.9": 1},\n"scores"');
  const again = documentText(readDocument(text, rules, "id").document, rules, words);
  assert.match(again, /"x-own": \{\s*"n": 1\.50/);
  assert.match(again, /"aside": \{\s*"9\.9": 1/);
});

test("numbers written another way are the same choice", () => {
  const text = JSON.stringify({ format: "seqf-assessment/1", scores: { [first.id]: `${best}.0` } });
  assert.equal(readDocument(text, rules, "id").document.answers[first.id], best);
});

test("a mark at the start of the file and nulls do no harm", () => {
  const text = `\uFEFF${JSON.stringify({ format: "seqf-assessment/1", provider: null, scores: { [first.id]: null }, kpis: { [rating.id]: null } })}`;
  const { document: found } = readDocument(text, rules, "fresh");
  assert.deepEqual([found.answers, found.provider, found.id], [{}, "", "fresh"]);
});

test("a wrong file gives its problems and no document", () => {
  const found = readDocument('{"format": "seqf-assessment/1", "kind": "none of these"}', rules, "id");
  assert.equal(found.document, undefined);
  assert.equal(found.problems.length, 1);
});

test("answers to unknown items are kept aside and come back in every file", () => {
  const text = `{"format": "seqf-assessment/1", "scores": {"none.such": 1, "${first.id}": ${best}}, "notes": {"none.such": {"evidence": "e"}}}`;
  const { document: found, aside } = readDocument(text, rules, "id");
  assert.deepEqual(aside, ["none.such"]);
  assert.equal(found.answers[first.id], best);
  const again = JSON.parse(documentText(found, rules, words));
  assert.equal(again.aside["none.such"].score, 1);
  assert.deepEqual(again.aside["none.such"].note, { evidence: "e" });
  assert.deepEqual(readDocument(JSON.stringify(again), rules, "id").aside, []);
});

test("a file of another release is read and says which", () => {
  const text = documentText(document(), { ...rules, framework: "0.9.0" }, words);
  assert.equal(readDocument(text, rules, "id").release, "0.9.0");
});

test("an answer that can't be read counts as unscored and is explained", () => {
  const { result, problems } = scored(document(), rules);
  assert.ok(result.unscored.includes(rating.id));
  assert.ok(!result.unscored.includes(first.id));
  assert.deepEqual(Object.keys(problems), [rating.id]);
});

test("the next unscored item follows the one touched last, and begins again at the end", () => {
  const ids = rules.items.map(({ id }) => id);
  const open = new Set([ids[0], ids[3]]);
  assert.equal(nextUnscored(open, rules.items, null), ids[0]);
  assert.equal(nextUnscored(open, rules.items, ids[0]), ids[3]);
  assert.equal(nextUnscored(open, rules.items, ids[3]), ids[0]);
  assert.equal(nextUnscored(new Set(), rules.items, ids[3]), null);
});

test("two versions are told apart", () => {
  const other = { ...document(), provider: "Other", answers: {} };
  assert.match(changeText(document(), other, rules.items), /^3 answers would change/);
  const one = { ...other, answers: {}, notes: { [rules.items[0].id]: { evidence: "Seen" } } };
  assert.match(changeText(one, { ...one, answers: { [rules.items[0].id]: "1" } }, rules.items), /^1 answer would change: .*No note would change\.$/);
  assert.match(changeText(emptyDocument("id"), one, rules.items), /^Nothing is entered on this page yet\. What would come in: notes at 1 item\.$/);
  assert.match(changeText(emptyDocument("id"), { ...document(), notes: one.notes }, rules.items), /What would come in: 3 answers and notes at 1 item\.$/);
  assert.match(changeText(emptyDocument("id"), emptyDocument("other"), rules.items), /No answer and no note would come in\.$/);
  assert.equal(changeText(other, other, rules.items), "All answers and notes are the same in both.");
  const told = (from) => outcomeSummary(scored(from, rules).result, from, rules, words);
  const rows = compareRows(document(), other, told);
  assert.deepEqual(rows[0], ["Provider", document().provider, "Other"]);
});

test("a file's name holds letters and digits only", () => {
  const name = fileName({ ...document(), provider: "../Ünlü: Dienst/2" }, words);
  assert.match(name, /^test_[\p{L}\p{M}\p{N}-]+_2026-03-31\.json$/u);
});
