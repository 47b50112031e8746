/** What a document comes to under the rules: the result, and what is wrong with single answers. Pure. */
import { score } from "../core/scoring.js";
import { understand } from "./files.js";

/**
 * @returns {{result, answers, problems: {itemId: text}}}  answers: what could be read, as `score` takes it;
 *   an answer that can't be read counts as unscored
 */
export const scored = (document, rules) => {
  const answers = { scores: {}, kpis: {} };
  const problems = {};
  for (const item of rules.items) {
    const raw = document.answers[item.id];
    if (raw === undefined) continue;
    const { answer, problem } = understand(item, raw);
    if (problem) problems[item.id] = problem;
    else answers[item.kind === "criterion" ? "scores" : "kpis"][item.id] = answer;
  }
  return { result: score(rules, answers), answers, problems };
};
