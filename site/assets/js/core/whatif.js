/** What a changed answer would do. Mirrors generator/seqf/scoring/whatif.py. */
import { readEntered } from "./answers.js";
import { sub } from "./exact.js";
import { score } from "./scoring.js";

const range = (found) => found && { low: found.low, high: found.high };
const ends = ({ overall, gate, outcome }) => ({ overall: range(overall), gate: range(gate), outcome });
const change = (before, after) => before && { low: sub(after.low, before.low), high: sub(after.high, before.high) };

/**
 * What other answers would give. `answers`: by item id, each as readAnswer takes it: texts; null: unscored.
 * Gives {effect: null where anything is wrong, problems: [{place, message}]}.
 * effect: {before, after: {overall: {low, high}, gate: {low, high}|null, outcome: {low, high}},
 *          difference: {overall: {low, high}, gate: {low, high}|null}}. Numbers are {n, d}.
 */
export const whatIf = (rules, assessment, answers) => {
  const scores = { ...assessment.scores }, kpis = { ...assessment.kpis }, problems = [];
  for (const [id, raw] of Object.entries(answers)) {
    const item = rules.byId.get(id);
    if (!item) {
      problems.push({ place: id, message: `is not an item of release ${rules.framework}` });
      continue;
    }
    const report = (path, message) => problems.push({ place: [id, ...path].join("."), message });
    (item.kind === "criterion" ? scores : kpis)[id] = readEntered(item, raw, report);
  }
  if (problems.length) return { effect: null, problems };
  const before = ends(score(rules, assessment)), after = ends(score(rules, { ...assessment, scores, kpis }));
  const difference = { overall: change(before.overall, after.overall), gate: change(before.gate, after.gate) };
  return { effect: { before, after, difference }, problems };
};
