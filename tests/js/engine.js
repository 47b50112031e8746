/**
 * The JS engine behind a pipe: one JSON object a line in, one line out.
 *   {"rules": text of rules.json}       sets the rules, answers nothing
 *   {"assessment": text}                answers the result's text, or {"problems":[{place,message}]}
 *   {"save": text}                      answers the written assessment as a JSON text
 */
import { createInterface } from "node:readline";
import { readAssessment, readRules, resultText, score, writeAssessment } from "../../site/assets/js/core/index.js";

let rules = null;
const answer = ({ rules: newRules, assessment: text, save }) => {
  if (newRules !== undefined) return void (rules = readRules(newRules));
  const { assessment, problems } = readAssessment(text ?? save, rules);
  if (problems.length) return JSON.stringify({ problems });
  return save === undefined ? resultText(score(rules, assessment)) : JSON.stringify(writeAssessment(assessment));
};
for await (const line of createInterface({ input: process.stdin })) {
  const said = answer(JSON.parse(line));
  if (said !== undefined) process.stdout.write(said + "\n");
}
