/** How a result came about, as data and as sentences. Mirrors generator/seqf/scoring/trace.py. */
import { cmp, div, mul, sub, ZERO } from "./exact.js";
import { itemScore, measured, reaches } from "./scoring.js";
import { traceSentences } from "./sentences.js";
import { ladder } from "./steps.js";

const abs = (value) => (value.n < 0n ? sub(ZERO, value) : value);
const margin = (minimum, { low, high }) => ({ minimum, low: sub(low, minimum), high: sub(high, minimum) });

const kpi = (item, assessment) => {
  const { value: given = null, numerator = null, denominator = null } = assessment.kpis[item.id] ?? {};
  const value = measured({ value: given, numerator, denominator });
  const score = itemScore(item, assessment), [next] = ladder(item, score ?? item.low);
  const earning = item.kind === "threshold" && value
    ? item.thresholds.find((step) => !cmp(step.score, score) && reaches(item, value, step.bound)) : null;
  return {
    id: item.id, kind: item.kind, value, numerator, denominator, score, reached: earning?.bound ?? null,
    next: next ? { answer: next.answer, score: next.score, missing: value && abs(sub(next.answer, value)) } : null,
  };
};

/**
 * Every step from the answers to the outcome; `result` is what score(rules, assessment) gave.
 * {sections: [{id, low, high, max, weight, share: {low, high}}], overall: {low, high},
 *  kpis: [{id, kind, value, numerator, denominator, score, reached, next: {answer, score, missing}|null}],
 *  gate: {items: [{id, low, high}], low, high, max}|null,
 *  marks: [{id, overall: {minimum, low, high}, gate: {minimum, low, high}|null, met: {low, high}}],
 *  readings: [{id, effect, low, high, differs}], sentences: [text]}.
 * Numbers are {n, d}, counts BigInt, null where there is none. share: weight x points / max. Under marks, low and
 * high are what a minimum is exceeded by, below 0 where it is missed; met: whether all minimums are.
 */
export const trace = (rules, assessment, result) => {
  const { outcome } = result;
  const found = {
    sections: result.sections.map(({ id, low, high, max, weight }) => {
      const share = (points) => div(mul(weight, points), max);
      return { id, low, high, max, weight, share: { low: share(low), high: share(high) } };
    }),
    overall: { low: result.overall.low, high: result.overall.high },
    kpis: rules.items.filter(({ kind }) => kind !== "criterion").map((item) => kpi(item, assessment)),
    gate: result.gate && {
      items: rules.gate.map((id) => {
        const item = rules.byId.get(id), score = itemScore(item, assessment);
        return { id, low: score ?? item.low, high: score ?? item.high };
      }),
      low: result.gate.low, high: result.gate.high, max: result.gate.max,
    },
    marks: rules.marks.map(({ id, minimum, gateMinimum }) => {
      const overall = margin(minimum, result.overall), gate = gateMinimum && margin(gateMinimum, result.gate);
      const met = (end) => overall[end].n >= 0n && (!gate || gate[end].n >= 0n);
      return { id, overall, gate, met: { low: met("low"), high: met("high") } };
    }),
    readings: result.readings.map(({ id, effect, low, high }) =>
      ({ id, effect, low, high, differs: low !== outcome.low || high !== outcome.high })),
  };
  return { ...found, sentences: traceSentences(rules, found, outcome) };
};
