/** Trace, steps and comparison in the JS core alone; test_differential.py compares them with the Python package. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compare } from "../../site/assets/js/core/compare.js";
import { number, readAssessment, readRules, resultText, score } from "../../site/assets/js/core/index.js";
import { told } from "../../site/assets/js/core/sentences.js";
import { ladder, steps } from "../../site/assets/js/core/steps.js";
import { trace } from "../../site/assets/js/core/trace.js";
import { whatIf } from "../../site/assets/js/core/whatif.js";

const read = (name) => readFileSync(new URL(`../cases/${name}`, import.meta.url), "utf8");

test("results, traces and steps are those of the Python package", () => {
  for (const { rules: plain, assessment: answers, result } of JSON.parse(read("explained.json"))) {
    const rules = readRules(JSON.stringify(plain));
    const { assessment } = readAssessment(JSON.stringify(answers), rules);
    const found = score(rules, assessment);
    const more = { trace: trace(rules, assessment, found), steps: steps(rules, assessment) };
    assert.deepEqual(JSON.parse(resultText(found, more)), result);
  }
});

test("a step of a rating is the next whole number, or the end of its scale", () => {
  const rating = (lowest, highest) => ({ kind: "rating", lowest: number(lowest), highest: number(highest) });
  const climbed = (item, now) => ladder(item, number(now)).map(({ answer }) => told(answer));
  assert.deepEqual(climbed(rating("1", "5"), "4.3"), ["5"]);
  assert.deepEqual(climbed(rating("1", "5"), "3"), ["4", "5"]);
  assert.deepEqual(climbed(rating("0.5", "4.5"), "3.9"), ["4", "4.5"]);
  assert.deepEqual(climbed(rating("0.5", "4.5"), "4.5"), []);
  assert.deepEqual(climbed(rating("0.2", "0.7"), "0"), ["0.7"]);
  assert.deepEqual(climbed(rating("2.5", "4"), "0"), ["3", "4"]);
});

test("a step of a threshold KPI is the next bound that earns more, in whatever order they stand", () => {
  const item = (direction, ...steps) =>
    ({ kind: "threshold", direction, thresholds: steps.map(([bound, score]) => ({ bound: number(bound), score: number(score) })) });
  const climbed = (one, now) => ladder(one, number(now)).map(({ score, answer }) => [told(score), told(answer)]);
  assert.deepEqual(climbed(item("at-least", ["10", "2"], ["20", "2"], ["30", "5"]), "0"), [["2", "10"], ["5", "30"]]);
  assert.deepEqual(climbed(item("at-most", ["26", "5"], ["52", "2"]), "0"), [["2", "52"], ["5", "26"]]);
  assert.deepEqual(climbed(item("at-most", ["26", "5"], ["52", "2"]), "2"), [["5", "26"]]);
});

test("two or three assessments can be compared, others are refused", () => {
  const rules = readRules(read("rules.json"));
  const { assessment } = readAssessment('{"format":"seqf-assessment/1","kind":"self","scores":{"1.1.1":2}}', rules);
  const external = { ...assessment, kind: "external", scores: { "1.1.1": number("1") } };
  const [pair] = compare(rules, [assessment, external]).pairs;
  assert.deepEqual([pair.from, pair.to, pair.about, pair.higher, pair.lower], [1, 0, "rating", 1, 0]);
  const told = (count) => new RangeError(`two or three assessments can be compared, not ${count}`);
  assert.throws(() => compare(rules, [assessment]), told(1));
  assert.throws(() => compare(rules, Array(4).fill(assessment)), told(4));
  assert.throws(() => compare([rules], [assessment, external]), told(2));
});

test("another answer shows its effect, and a wrong one its message", () => {
  const rules = readRules(read("rules.json"));
  const { assessment } = readAssessment('{"format":"seqf-assessment/1","scores":{"1.1.1":0}}', rules);
  const { effect } = whatIf(rules, assessment, { "1.1.1": "2" });
  assert.equal(told(effect.difference.overall.low), "1.5");
  assert.equal(assessment.scores["1.1.1"].n, 0n);
  const { effect: none, problems } = whatIf(rules, assessment, { "1.1.1": "3", "9.9": "1" });
  assert.equal(none, null);
  assert.deepEqual(problems.map(({ place }) => place), ["1.1.1", "9.9"]);
});

test("a gate in a light section costs steps, and what no step reaches is named", () => {
  const part = (id, weight) =>
    ({ id, title: id, weight, items: [{ id: `${id}1`, title: "I", kind: "criterion", scale: ["0", "1", "2"] }] });
  const mark = (id, minimum, gate) => ({ id, title: id, minimum, gate_minimum: gate });
  const rules = readRules(JSON.stringify({
    format: "seqf-rules/1", framework: "1.0.0", title: "T", sections: [part("a", "90"), part("b", "10")],
    gate: { items: ["b1"] }, marks: [mark("out", "101", "3"), mark("all", "100", "2"), mark("some", "45", "1")], readings: [],
  }));
  const { assessment } = readAssessment('{"format":"seqf-assessment/1"}', rules);
  const [out, all, some] = steps(rules, assessment).marks;
  assert.deepEqual([out.impossible, out.steps, out.plan], [["overall", "gate"], null, []]);
  assert.deepEqual([all.impossible, all.steps], [[], 4]);
  assert.deepEqual([some.steps, some.plan.map(({ item }) => item), told(some.overall)], [2, ["a1", "b1"], "50"]);
});
