/**
 * rules.json -> rules. Reads what `seqf` writes; generator/seqf/scoring/rules.py checks in full.
 *
 * Rules: {framework, title, sections: [{id, title, weight, items, max}], items: [every item], byId: Map,
 * gate: [item id], marks: [{id, title, minimum, gateMinimum|null}], readings: [{id, effect}]}, numbers as {n, d}.
 * Item: {id, title, kind, low, high} and, by kind, {scale} | {unit, direction, lowest|null, highest|null,
 * thresholds: [{bound, score}]} | {none, lowest, highest}.
 */
import { ZERO, max, number, sum } from "./exact.js";

const FORMAT = "seqf-rules/1";

const exact = (raw) => {
  const value = typeof raw === "string" ? number(raw) : null;
  if (value === null) throw new TypeError(`not a number: ${raw}`);
  return value;
};
const maybe = (raw) => (raw == null ? null : exact(raw));

const KINDS = {
  criterion: ({ scale }) => {
    const steps = scale.map(exact);
    return { scale: steps, low: steps[0], high: steps.at(-1) };
  },
  threshold: ({ unit, direction, lowest, highest, thresholds }) => {
    const steps = thresholds.map(({ bound, score }) => ({ bound: exact(bound), score: exact(score) }));
    const high = steps.reduce((best, { score }) => max(best, score), ZERO);
    return { unit, direction, lowest: maybe(lowest), highest: maybe(highest), thresholds: steps, low: ZERO, high };
  },
  rating: ({ none, lowest, highest }) =>
    ({ none: exact(none), lowest: exact(lowest), highest: exact(highest), low: ZERO, high: exact(highest) }),
};

/** Throws where the text is not rules of this format. */
export const readRules = (text) => {
  // Bare numbers are put in quotes first, so that none passes through a float.
  const raw = JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|-?[0-9][0-9.eE+-]*/g, (all, quoted) => quoted ?? `"${all}"`));
  if (!raw || raw.format !== FORMAT) throw new TypeError(`these are not rules of the form ${FORMAT}`);
  const sections = raw.sections.map(({ id, title, weight, items }) => {
    const read = items.map((item) => ({ id: item.id, title: item.title, kind: item.kind, ...KINDS[item.kind](item) }));
    return { id, title, weight: exact(weight), items: read, max: sum(read.map(({ high }) => high)) };
  });
  const items = sections.flatMap((section) => section.items);
  return {
    framework: raw.framework,
    title: raw.title,
    sections,
    items,
    byId: new Map(items.map((item) => [item.id, item])),
    gate: raw.gate?.items ?? [],
    marks: raw.marks.map(({ id, title, minimum, gate_minimum: gate }) =>
      ({ id, title, minimum: exact(minimum), gateMinimum: maybe(gate) })),
    readings: raw.readings.map(({ id, effect }) => ({ id, effect })),
  };
};
