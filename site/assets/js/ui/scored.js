/** What a document comes to under the rules: the result, and what is wrong with single answers. Pure. */
import { score } from "../core/scoring.js";
import { understand } from "./files.js";

// item -> {raw, read}: what was read of it last. Between two answers all but one of them stay as they are.
const last = new WeakMap();
const reading = (item, raw) => {
  if (last.get(item)?.raw !== raw) last.set(item, { raw, read: understand(item, raw) });
  return last.get(item).read;
};

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
    const { answer, problem } = reading(item, raw);
    if (problem) problems[item.id] = problem;
    else answers[item.kind === "criterion" ? "scores" : "kpis"][item.id] = answer;
  }
  return { result: score(rules, answers), answers, problems };
};
