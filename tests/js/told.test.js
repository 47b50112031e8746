/** Single questions to the JS core: each answer is the Python package's, letter by letter (see tests/told.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as compare from "../../site/assets/js/core/compare.js";
import * as core from "../../site/assets/js/core/index.js";
import * as result from "../../site/assets/js/core/result.js";
import * as steps from "../../site/assets/js/core/steps.js";
import * as trace from "../../site/assets/js/core/trace.js";
import * as whatIf from "../../site/assets/js/core/whatif.js";
import { answering } from "./answering.js";

const { frameworks, cases } = JSON.parse(readFileSync(new URL("../cases/told.json", import.meta.url), "utf8"));
const rulesOf = (name) => JSON.stringify(frameworks[name]);

for (const { name, under, question, says } of cases) {
  test(`the engines say the same: ${name}`, () => {
    const answer = answering({ ...core, ...compare, ...result, ...steps, ...trace, ...whatIf });
    answer({ rules: rulesOf(under) });
    const { releases, ...asked } = question;
    assert.equal(answer(releases ? { ...asked, releases: releases.map(rulesOf) } : asked), says);
  });
}
