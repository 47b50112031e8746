/** Answers -> result: contract section 3, exact. Mirrors generator/seqf/scoring/engine.py. */
import { ZERO, add, cmp, div, frac, halfUp, min, mul, placesFor, shown, sum } from "./exact.js";

/** The KPI's value in its unit, from counts where these were given; null where it is not answered. */
export const measured = ({ value, numerator, denominator }) =>
  value ?? (numerator == null || denominator == null ? null : frac(100n * numerator, denominator));

/** Whether a value reaches a bound; the bound itself counts as reached. */
export const reaches = ({ direction }, value, bound) =>
  direction === "at-least" ? cmp(value, bound) >= 0 : cmp(value, bound) <= 0;

/** Points for a measured value; 0 where no bound is reached. */
export const thresholdScore = (item, value) =>
  item.thresholds.reduce(
    (best, { bound, score }) => (reaches(item, value, bound) && cmp(score, best) > 0 ? score : best), ZERO);

/** An item's score, null where it is unscored, under a reading's effect where one is given. */
export const itemScore = (item, { scores, kpis }, effect) => {
  if (item.kind === "criterion") return scores[item.id] ?? null;
  const value = measured(kpis[item.id] ?? {});
  if (value === null) return null;
  if (item.kind === "threshold") return thresholdScore(item, effect === "round-measures" ? halfUp(value, 1) : value);
  // A scale may end between two whole numbers.
  return effect === "round-ratings" && cmp(value, item.none) ? min(halfUp(value, 0), item.highest) : value;
};

/** The place in the list of marks of the one reached; one past the end where none is. */
const rank = ({ marks }, overall, gate, effect) => {
  for (const [place, { minimum, gateMinimum }] of marks.entries()) {
    if (cmp(overall, minimum) < 0) continue;
    if (!gateMinimum || effect === "ignore-gate" || cmp(gate, gateMinimum) >= 0) return place;
    if (effect === "band-by-overall") break;
  }
  return marks.length;
};

/** The lowest and the highest outcome over the overall scores and gate subtotals that are possible. */
const outcome = (rules, { low, high, gateLow, gateHigh }, effect) => {
  if (effect === "blanks-lowest") [high, gateHigh] = [low, gateLow];
  if (effect === "round-overall") [low, high] = [halfUp(low, 1), halfUp(high, 1)];
  const overalls = [low, high];
  if (effect === "band-by-overall") {
    // More overall can pick a row whose gate is missed, so every row in between counts.
    for (const { minimum } of rules.marks) if (cmp(low, minimum) < 0 && cmp(minimum, high) < 0) overalls.push(minimum);
  }
  const ranks = overalls.flatMap((overall) => [gateLow, gateHigh].map((gate) => rank(rules, overall, gate, effect)));
  const name = (place) => rules.marks[place]?.id ?? "none";
  return { low: name(Math.max(...ranks)), high: name(Math.min(...ranks)) };
};

// effect -> the kind of item whose scores it changes
const RESCORED = { "round-measures": "threshold", "round-ratings": "rating" };

/**
 * {framework, complete, unscored: [id], overall: {low, high, lowShown, highShown},
 *  sections: [{id, low, high, max, weight}], gate: {items, low, high, max}|null, outcome: {low, high},
 *  readings: [{id, effect, low, high}]}: marks as ids or "none", numbers as {n, d}.
 * Takes {scores: {id: {n, d}|null}, kpis: {id: {value: {n, d}|null, numerator: BigInt|null, denominator}}}.
 */
export const score = (rules, assessment) => {
  const points = (item, effect) => {
    const score = itemScore(item, assessment, effect);
    return score ? { low: score, high: score } : { low: item.low, high: item.high, open: true };
  };
  const total = (found, ids, end) => sum(ids.map((id) => found.get(id)[end]));
  const parts = (found) => rules.sections.map(({ id, items, max, weight }) => {
    const ids = items.map((item) => item.id);
    return { id, low: total(found, ids, "low"), high: total(found, ids, "high"), max, weight };
  });
  const share = (sections, end) =>
    sections.reduce((all, section) => add(all, div(mul(section.weight, section[end]), section.max)), ZERO);
  const standing = (found, sections = parts(found)) => ({
    low: share(sections, "low"),
    high: share(sections, "high"),
    gateLow: total(found, rules.gate, "low"),
    gateHigh: total(found, rules.gate, "high"),
  });
  const found = new Map(rules.items.map((item) => [item.id, points(item)]));
  const sections = parts(found), now = standing(found, sections);
  // Most readings change no score, and adding up anew is what takes time.
  const under = (effect) => {
    const changed = rules.items.filter(({ kind }) => kind === RESCORED[effect]).map((item) => [item.id, points(item, effect)])
      .filter(([id, { low }]) => cmp(low, found.get(id).low));
    return changed.length ? standing(new Map([...found, ...changed])) : now;
  };
  const unscored = [...found].filter(([, { open }]) => open).map(([id]) => id);
  const places = placesFor(rules.marks.map(({ minimum }) => minimum));
  return {
    framework: rules.framework,
    complete: !unscored.length,
    unscored,
    overall: { low: now.low, high: now.high, lowShown: shown(now.low, places), highShown: shown(now.high, places) },
    sections,
    gate: rules.gate.length
      ? { items: rules.gate, low: now.gateLow, high: now.gateHigh,
          max: sum(rules.gate.map((id) => rules.byId.get(id).high)) }
      : null,
    outcome: outcome(rules, now),
    readings: rules.readings.map(({ id, effect }) => ({ id, effect, ...outcome(rules, under(effect), effect) })),
  };
};
