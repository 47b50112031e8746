/** What the calculator asks of the JS core. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import {
  cmp, decimalText, decimals, div, emptyAssessment, fractionText, halfUp, max, min, number, parse, placesFor,
  readAnswer, readAssessment, readRules, resultText, score, shown, thresholdScore, write, writeAssessment,
} from "../../site/assets/js/core/index.js";

const rulesText = readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8");
const read = () => readRules(rulesText);
const item = (id) => read().byId.get(id);
const FORMAT = '"format":"seqf-assessment/1"';

test("a number is taken as written, and any other form is none", () => {
  for (const [text, written] of [["0", "0"], ["-0", "0"], ["2.0", "2"], ["0.1", "1/10"], ["-12.50", "-25/2"]]) {
    assert.equal(fractionText(number(text)), written);
  }
  for (const text of ["", " 1", "1 ", "1\n", "+1", "01", "1.", ".5", "1e2", "NaN", "١", "1_0", "1".repeat(31)]) {
    assert.equal(number(text), null, text);
  }
});

test("what is shown is cut, and rounded up under at-most bounds", () => {
  assert.equal(shown(number("89.96")), "89.9");
  assert.equal(shown(number("90"), 2), "90.00");
  assert.equal(shown(number("-0.04")), "-0.1");
  assert.equal(shown(number("10.04"), 1, true), "10.1");
  assert.equal(shown(number("10"), 1, true), "10.0");
});

test("the finest bound says how many decimals are shown", () => {
  assert.equal(placesFor([]), 1);
  assert.equal(placesFor(["90", "62.550"].map(number)), 2);
  assert.equal(decimalText(number("-0.050")), "-0.05");
});

test("decimals are counted up to two hundred, and a value without an end has none", () => {
  assert.equal(decimals({ n: 1n, d: 10n ** 200n }), 200);
  const told = new RangeError("no end as a decimal");
  assert.throws(() => decimals({ n: 1n, d: 10n ** 201n }), told);
  assert.throws(() => decimals({ n: 1n, d: 3n }), told);
});

test("numbers below 0 are divided, compared and chosen like others", () => {
  const [half, less] = ["1", "-2"].map(number);
  assert.deepEqual(div(half, less), number("-0.5"));
  assert.deepEqual(div(less, less), number("1"));
  assert.deepEqual([min(half, less), max(half, less), cmp(less, half), cmp(half, less)], [less, half, -1, 1]);
});

test("a half is rounded up", () => {
  assert.deepEqual(halfUp(number("89.95"), 1), number("90"));
  assert.deepEqual(halfUp(number("-2.5"), 0), number("-2"));
  assert.deepEqual(halfUp(number("-2.51"), 0), number("-3"));
});

test("rules with bare numbers are read without a float", () => {
  const rules = read();
  const bare = rulesText.replace('"weight": "15"', '"weight": 15').replace('"title": "', '"title": "9 \\"5\\" 1e3 ');
  assert.deepEqual(readRules(bare).sections[0].weight, number("15"));
  assert.match(readRules(bare).title, /^9 "5" 1e3 /);
  for (const [raw, told] of [["1e1", "1e1"], ['"x"', "x"], ["null", "null"], ["[\"5\"]", "5"], ["true", "true"]]) {
    const text = rulesText.replace('"weight": "15"', `"weight": ${raw}`);
    assert.throws(() => readRules(text), new TypeError(`not a number: ${told}`));
  }
});

test("what is no text of rules is told", () => {
  const told = new TypeError("these are not rules of the form seqf-rules/1");
  for (const text of ['{"format":"seqf-rules/2"}', "{}", "null", "[]"]) assert.throws(() => readRules(text), told, text);
});

test("a single answer is read with what is wrong in it", () => {
  assert.deepEqual(readAnswer(item("1.1.1"), "2"), { answer: number("2"), problem: null, place: "" });
  assert.deepEqual(readAnswer(item("1.1.1"), "").answer, null);
  assert.equal(readAnswer(item("1.1.1"), "3").problem, '"3" is not on the scale; allowed: 0, 1, 2, or blank');
  const counts = readAnswer(item("2.2A"), { value: "", numerator: "1", denominator: "3" });
  assert.deepEqual([counts.answer.value, counts.answer.numerator, counts.answer.denominator], [null, 1n, 3n]);
  assert.equal(readAnswer(item("2.2A"), { numerator: "4", denominator: "3" }).place, "numerator");
  const none = { value: null, numerator: null, denominator: null, extra: new Map() };
  for (const blank of [null, undefined, "", " ", {}]) {
    assert.deepEqual(readAnswer(item("2.2B"), blank), { answer: none, problem: null, place: "" });
  }
  const told = { answer: none, problem: "must be an object with a value or counts, not text", place: "" };
  assert.deepEqual(readAnswer(item("2.2B"), "45"), told);
});

test("an empty assessment can be scored and saved", () => {
  const rules = read();
  const empty = emptyAssessment(rules);
  assert.equal(score(rules, empty).unscored.length, rules.items.length);
  assert.deepEqual(readAssessment(writeAssessment(empty), rules), { assessment: empty, problems: [] });
});

test("sections keep their order also where their ids look like whole numbers", () => {
  const rules = read();
  const text = rulesText.replace('"id": "1.1"', '"id": "9"').replace('"id": "1.2"', '"id": "1"');
  const result = resultText(score(readRules(text), emptyAssessment(rules)));
  assert.ok(result.indexOf('"9":{') < result.indexOf('"1":{'));
});

test("bytes are read as UTF-8, with or without a byte order mark", () => {
  const rules = read();
  const bytes = (text) => new TextEncoder().encode(text);
  const plain = readAssessment(`{${FORMAT}}`, rules);
  assert.deepEqual(readAssessment(bytes(`{${FORMAT}}`), rules), plain);
  assert.deepEqual(readAssessment(bytes(`\uFEFF{${FORMAT}}`), rules), plain);
  assert.deepEqual(readAssessment(`\uFEFF{${FORMAT}}`, rules), plain);
  const problem = { place: "file", message: "this is not UTF-8 text; save the file as UTF-8" };
  assert.deepEqual(readAssessment(new Uint8Array([0x7b, 0xe9]), rules).problems, [problem]);
});

test("a huge or deeply nested text is refused", () => {
  const rules = read();
  const longest = `{${FORMAT}}`.padEnd(2_000_000);
  assert.deepEqual(readAssessment(longest, rules).problems, []);
  const told = "the file is longer than 2,000,000 characters; take out what does not belong in it";
  assert.deepEqual(readAssessment(`${longest} `, rules).problems, [{ place: "file", message: told }]);
  assert.match(readAssessment("[".repeat(1_000_000), rules).problems[0].message, /nested deeper/);
});

test("of a key that stands twice the first value is kept", () => {
  const { value, twice } = parse('{"a":1,"a":2,"b":{"c":[],"c":{}}}');
  assert.deepEqual([write(value, true), twice], ['{"a":1,"b":{"c":[]}}', [["a"], ["b", "c"]]]);
});

test("a slip of the program is not told as a mistake in the file", () => {
  const rules = read(), { TextDecoder } = globalThis;
  try {
    globalThis.TextDecoder = class { decode() { return 5; } };
    assert.throws(() => readAssessment(new Uint8Array(1), rules), TypeError);
  } finally {
    globalThis.TextDecoder = TextDecoder;
  }
});

test("of a wrong answer nothing is kept that is not free", () => {
  const { answer, problem, place } = readAnswer(item("2.2A"), { valu: "1", "x-own": "2", value: "3" });
  assert.deepEqual([answer.value, [...answer.extra], place], [number("3"), [["x-own", "2"]], "valu"]);
  assert.equal(problem, "unknown key; did you mean value?; allowed: value, numerator, denominator, x-…");
});

test("the best bound that is reached counts, in whatever order the bounds stand", () => {
  const item = (direction, ...steps) =>
    ({ direction, thresholds: steps.map(([bound, score]) => ({ bound: number(bound), score: number(score) })) });
  assert.deepEqual(thresholdScore(item("at-least", ["40", "10"], ["20", "5"], ["60", "15"]), number("50")), number("10"));
  assert.deepEqual(thresholdScore(item("at-most", ["10", "5"], ["26", "3"], ["5", "8"]), number("10")), number("5"));
});

test("of a section that an answer does not touch nothing is added up again", () => {
  const rules = read(), first = rules.items[0];
  const scores = Object.fromEntries(rules.items.filter(({ scale }) => scale).map(({ id, high }) => [id, high]));
  const kpis = Object.fromEntries(rules.items.filter(({ kind }) => kind === "rating").map(({ id, low }) => [id, { value: low }]));
  const [before, after] = [scores, { ...scores, [first.id]: first.low }].map((own) => score(rules, { scores: own, kpis }).sections);
  assert.deepEqual(after.map((section, at) => section === before[at]), before.map((_, at) => at > 0));
});

test("the core imports only the core", () => {
  // That it knows no page, clock, storage or network, tests/test_architecture.py sees to.
  const folder = new URL("../../site/assets/js/core/", import.meta.url);
  for (const name of readdirSync(folder)) {
    const code = readFileSync(new URL(name, folder), "utf8");
    for (const [, from] of code.matchAll(/from "(.*?)"/g)) assert.match(from, /^\.\/[a-z]+\.js$/, name);
  }
});
