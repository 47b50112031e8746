/** What is kept from one answer to the next changes no result: the same text as from rules that have kept nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { frac, readRules, resultText, score } from "../../site/assets/js/core/index.js";
import { scored } from "../../site/assets/js/ui/scored.js";
import { emptyDocument, reduce, startState } from "../../site/assets/js/ui/state.js";

const text = readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8");
const fresh = (assessment) => resultText(score(readRules(text), assessment));

/** An answer to every item and a blank for it, again and again, as text. */
const rounds = (rules) => ["scale", "blank", "half", "wrong"].flatMap((way) => rules.items.map((item) => {
  const { id, kind } = item;
  if (way === "blank") return { item: id, field: kind === "criterion" ? undefined : "value", value: "" };
  if (kind === "criterion") return { item: id, value: way === "wrong" ? "99" : `${item.scale.at(way === "half" ? 1 : -1).n}` };
  const number = { scale: kind === "rating" ? "4.35" : "39.96", half: "1.55", wrong: "x" }[way];
  return { item: id, field: "value", value: number };
}));

test("after every answer the result is what it would be without the answers before", () => {
  const rules = readRules(text);
  let state = startState(emptyDocument("one"));
  for (const answer of rounds(rules)) {
    state = reduce(state, { type: "answer", ...answer });
    const { result, answers } = scored(state.document, rules);
    assert.equal(resultText(result), fresh(answers), answer.item);
  }
  while (state.past.length) {
    state = reduce(state, { type: "undo" });
    const { result, answers } = scored(state.document, rules);
    assert.equal(resultText(result), fresh(answers));
  }
});

test("two assessments scored in turn do not touch each other", () => {
  const rules = readRules(text);
  const one = { scores: Object.fromEntries(rules.items.filter(({ scale }) => scale).map(({ id, high }) => [id, high])), kpis: {} };
  const other = { scores: {}, kpis: Object.fromEntries(rules.items.filter(({ kind }) => kind === "rating").map(({ id }) => [id, { value: frac(435n, 100n) }])) };
  const texts = [fresh(one), fresh(other)];
  for (const _ of [1, 2]) assert.deepEqual([one, other].map((each) => resultText(score(rules, each))), texts);
});

test("a mistake that is mended is no mistake any more", () => {
  const rules = readRules(text);
  const { id } = rules.items.find(({ scale }) => scale);
  const ofText = (value) => scored({ ...emptyDocument("one"), answers: { [id]: value } }, rules).problems[id];
  assert.deepEqual(["99", `${rules.byId.get(id).high.n}`, "99"].map((value) => Boolean(ofText(value))), [true, false, true]);
});
