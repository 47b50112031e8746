/** The shared cases in the JS core alone; test_differential.py compares it with the Python engine. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readAssessment, readRules, resultText, score, writeAssessment } from "../../site/assets/js/core/index.js";

const read = (name) => readFileSync(new URL(`../cases/${name}`, import.meta.url), "utf8");
const rulesText = read("rules.json");

/** As much of `whole` as `expected` speaks of. */
const part = (expected, whole) =>
  expected === null || whole === null || typeof expected !== "object" || Array.isArray(expected)
    ? whole
    : Object.fromEntries(Object.keys(expected).map((key) => [key, part(expected[key], whole[key])]));

for (const name of ["scoring.json", "edges.json"]) {
  for (const { name: title, rules: own, assessment: answers, result } of JSON.parse(read(name))) {
    test(`a case gives the result worked out by hand: ${title}`, () => {
      const under = readRules(own ? JSON.stringify(own) : rulesText);
      const { assessment, problems } = readAssessment(JSON.stringify(answers), under);
      assert.deepEqual(problems, []);
      assert.deepEqual(part(result, JSON.parse(resultText(score(under, assessment)))), result);
      assert.deepEqual(readAssessment(writeAssessment(assessment), under).assessment, assessment);
    });
  }
}

for (const { name, text, problems } of JSON.parse(read("bad-assessments.json"))) {
  test(`every mistake is told with its place: ${name}`, () => {
    assert.deepEqual(readAssessment(text, readRules(rulesText)), { assessment: null, problems });
  });
}
