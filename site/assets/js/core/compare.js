/** Two or three assessments side by side, item by item. Mirrors generator/seqf/scoring/compare.py. */
import { ZERO, cmp, div, fractionText, mul, sub, sum } from "./exact.js";
import { itemScore, score } from "./scoring.js";
import { comparisonSentences } from "./sentences.js";

/** All of an item that its score depends on; a new title changes nothing. */
const meaning = ({ kind, scale, none, lowest, highest, unit, direction, thresholds }) =>
  JSON.stringify(kind === "criterion" ? [kind, scale.map(fractionText)]
    : kind === "rating" ? [kind, ...[none, lowest, highest].map(fractionText)]
      : [kind, unit, direction, thresholds.map((step) => [step.bound, step.score].map(fractionText))]);

/** From which to which, and what the difference is about. */
const course = (assessments, one, other) => {
  const [a, b] = [assessments[one], assessments[other]];
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has("self") && kinds.has("external")) {
    return a.kind === "external" ? [one, other, "rating"] : [other, one, "rating"];
  }
  // Where a date is missing neither is the earlier.
  return b.date < a.date ? [other, one, "movement"] : [one, other, "movement"];
};

const pair = (rules, assessments, found, one, other) => {
  const [from, to, about] = course(assessments, one, other);
  const sections = rules.sections.map(({ id, weight, max }) => {
    const moves = found.items.filter((item) => item.section === id && item.scores[from] && item.scores[to])
      .map(({ scores }) => sub(scores[to], scores[from]));
    const count = (sign) => moves.filter((move) => cmp(move, ZERO) === sign).length, points = sum(moves);
    return { id, compared: moves.length, same: count(0), higher: count(1), lower: count(-1), points,
      difference: found.same_release ? div(mul(points, weight), max) : null };
  });
  const total = (key) => sections.reduce((all, row) => all + row[key], 0);
  const [before, after] = [from, to].map((place) => found.assessments[place].overall);
  return {
    from, to, about,
    compared: total("compared"), same: total("same"), higher: total("higher"), lower: total("lower"),
    difference: found.same_release ? sum(sections.map((row) => row.difference)) : null,
    overall: { low: sub(after.low, before.low), high: sub(after.high, before.high) },
    sections,
  };
};

/**
 * Compare two or three assessments. `rules`: those of all, or a list with those of each.
 * {assessments: [{provider, kind, date, framework, overall: {low, high}, gate: {low, high}|null, outcome: {low, high}}],
 *  same_release, not_compared: [id], items: [{id, section, scores: [points|null], agree: true|false|null}],
 *  pairs: [{from, to, about: "rating"|"movement", compared, same, higher, lower, difference|null,
 *           overall: {low, high}, sections: [{id, compared, same, higher, lower, points, difference|null}]}],
 *  sentences: [text]}.
 * Of a self and an external assessment the external one is `from`: a difference above 0 is over-rating. Other pairs
 * lead from the earlier date to the later. Numbers are {n, d}; difference: percent of the overall score.
 */
export const compare = (rules, assessments) => {
  const all = Array.isArray(rules) ? rules : assessments.map(() => rules);
  if (assessments.length < 2 || assessments.length > 3 || all.length !== assessments.length) {
    throw new RangeError(`two or three assessments can be compared, not ${assessments.length}`);
  }
  const results = assessments.map((one, place) => score(all[place], one));
  const known = all.map(({ items }) => new Map(items.map((item) => [item.id, meaning(item)])));
  const alike = ({ id }) => known.every((own) => own.get(id) === known[0].get(id));
  const items = all[0].sections.flatMap((section) => section.items.filter(alike).map((item) => {
    const scores = assessments.map((one) => itemScore(item, one));
    const agree = scores.every(Boolean) ? scores.every((one) => !cmp(one, scores[0])) : null;
    return { id: item.id, section: section.id, scores, agree };
  }));
  const shared = new Set(items.map(({ id }) => id)), range = ({ low, high }) => ({ low, high });
  const found = {
    assessments: assessments.map(({ provider, kind, date }, place) => {
      const { framework, overall, gate, outcome } = results[place];
      return { provider, kind, date, framework, overall: range(overall), gate: gate && range(gate), outcome };
    }),
    same_release: new Set(all.map(({ framework }) => framework)).size === 1,
    not_compared: [...new Set(known.flatMap((own) => [...own.keys()]))].filter((id) => !shared.has(id)),
    items,
  };
  const places = assessments.map((_, place) => place);
  found.pairs = places.flatMap((one) => places.slice(one + 1).map((other) => pair(all[0], assessments, found, one, other)));
  return { ...found, sentences: comparisonSentences(found) };
};
