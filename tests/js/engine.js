/**
 * The JS engine behind a pipe: one JSON object a line in, one line out.
 *   {"rules": text of rules.json}       sets the rules, answers nothing
 *   {"assessment": text}                answers the result's text, or {"problems":[{place,message}]}
 *   {"explain": text}                   answers the result's text with its trace and its steps
 *   {"compare": [text, ...]}            answers the comparison's text
 *   {"whatIf": text, "answers": {...}}  answers the text of what whatIf gives
 *   {"save": text}                      answers the written assessment as a JSON text
 */
import { createInterface } from "node:readline";
import { readAssessment, readRules, resultText, score, writeAssessment } from "../../site/assets/js/core/index.js";
import { compare } from "../../site/assets/js/core/compare.js";
import { exactText } from "../../site/assets/js/core/result.js";
import { steps } from "../../site/assets/js/core/steps.js";
import { trace } from "../../site/assets/js/core/trace.js";
import { whatIf } from "../../site/assets/js/core/whatif.js";

let rules = null;
const answer = ({ rules: newRules, assessment: text, save, explain, compare: several, whatIf: before, answers }) => {
  if (newRules !== undefined) return void (rules = readRules(newRules));
  if (several) return exactText(compare(rules, several.map((one) => readAssessment(one, rules).assessment)));
  const { assessment, problems } = readAssessment(text ?? save ?? explain ?? before, rules);
  if (problems.length) return JSON.stringify({ problems });
  if (before !== undefined) return exactText(whatIf(rules, assessment, answers));
  if (explain !== undefined) {
    const result = score(rules, assessment);
    return resultText(result, { trace: trace(rules, assessment, result), steps: steps(rules, assessment) });
  }
  return save === undefined ? resultText(score(rules, assessment)) : JSON.stringify(writeAssessment(assessment));
};
for await (const line of createInterface({ input: process.stdin })) {
  const said = answer(JSON.parse(line));
  if (said !== undefined) process.stdout.write(said + "\n");
}
