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

// Effects that may change the score of an item.
const RESCORED = ["round-measures", "round-ratings"];

/** What an item gives: its score at both ends, or the ends of what is open. */
const ends = (item, score) => (score ? { low: score, high: score } : { low: item.low, high: item.high });
const total = (all, end) => sum(all.map((one) => one[end]));

// section -> {effect: what it came to last}. An answer changes one section, and adding up is what takes time; a
// result does not depend on what is kept, as the scores that it was worked out from are kept with it.
const kept = new WeakMap();

/** What a section comes to, or `plain` where the effect changes nothing: {scores, open: [id], section: {id, low, high, max, weight}, share: {low, high}}. */
const partOf = (section, assessment, effect = "", plain = null) => {
  const { id, items, max, weight } = section;
  const scores = items.map((item) => itemScore(item, assessment, effect));
  const same = (part) => part && scores.every((score, at) => score === part.scores[at]);
  if (same(plain)) return plain;
  const last = kept.get(section) ?? {};
  if (same(last[effect])) return last[effect];
  kept.set(section, last);
  const points = items.map((item, at) => ends(item, scores[at]));
  const low = total(points, "low"), high = total(points, "high");
  return last[effect] = {
    scores,
    open: items.filter((_, at) => !scores[at]).map((item) => item.id),
    section: { id, low, high, max, weight },
    share: { low: div(mul(weight, low), max), high: div(mul(weight, high), max) },
  };
};

/**
 * {framework, complete, unscored: [id], overall: {low, high, lowShown, highShown},
 *  sections: [{id, low, high, max, weight}], gate: {items, low, high, max}|null, outcome: {low, high},
 *  readings: [{id, effect, low, high}]}: marks as ids or "none", numbers as {n, d}.
 * Takes {scores: {id: {n, d}|null}, kpis: {id: {value: {n, d}|null, numerator: BigInt|null, denominator}}}.
 */
export const score = (rules, assessment) => {
  const gate = rules.gate.map((id) => rules.byId.get(id));
  const standing = (parts, effect) => {
    const shares = parts.map(({ share }) => share);
    const points = gate.map((item) => ends(item, itemScore(item, assessment, effect)));
    return { low: total(shares, "low"), high: total(shares, "high"), gateLow: total(points, "low"), gateHigh: total(points, "high") };
  };
  const parts = rules.sections.map((section) => partOf(section, assessment));
  const now = standing(parts);
  // Most readings change no score.
  const under = (effect) => {
    const others = RESCORED.includes(effect)
      ? rules.sections.map((section, at) => partOf(section, assessment, effect, parts[at])) : parts;
    return others.every((part, at) => part === parts[at]) ? now : standing(others, effect);
  };
  const unscored = parts.flatMap(({ open }) => open);
  const places = placesFor(rules.marks.map(({ minimum }) => minimum));
  return {
    framework: rules.framework,
    complete: !unscored.length,
    unscored,
    overall: { low: now.low, high: now.high, lowShown: shown(now.low, places), highShown: shown(now.high, places) },
    sections: parts.map(({ section }) => section),
    gate: gate.length
      ? { items: rules.gate, low: now.gateLow, high: now.gateHigh, max: sum(gate.map(({ high }) => high)) }
      : null,
    outcome: outcome(rules, now),
    readings: rules.readings.map(({ id, effect }) => ({ id, effect, ...outcome(rules, under(effect), effect) })),
  };
};
