/** A trace, steps and a comparison in words. Mirrors generator/seqf/scoring/sentences.py, letter by letter. */
import { ZERO, cmp, decimalText, mul, frac, placesFor, shown, sub } from "./exact.js";

const FEW = 10; // items that a sentence names one by one

// effect -> what holds now, and what would hold under the other reading
const READINGS = {
  "round-overall": ["the exact overall score is compared", "with it rounded to one decimal first"],
  "band-by-overall": ["the highest mark with every minimum met stands", "with the overall score alone choosing the mark"],
  "ignore-gate": ["the points of the gate count", "without them"],
  "round-ratings": ["ratings count with their decimals", "with ratings rounded to whole numbers"],
  "round-measures": ["exact measured values are compared with the bounds", "with them rounded to one decimal first"],
  "blanks-lowest": ["what is not answered leaves a range", "with blanks counted at their lowest"],
};
const minus = (value) => sub(ZERO, value);
const times = (value, places) => mul(value, frac(10n ** BigInt(places)));

/** A number for a sentence: exact where two decimals are enough, else cut and marked with an ellipsis. */
export const told = (value) => {
  if (100n % value.d === 0n) return decimalText(value);
  if (value.n < 0n) return "-" + told(minus(value));
  let places = 2;
  while (cmp(times(value, places), frac(1n)) < 0) places++;
  return shown(value, places) + "…";
};
const points = (value) => `${told(value)} ${told(value) === "1" ? "point" : "points"}`;
/** A sentence that may end in a number; after an ellipsis a full stop would look like a slip. */
const ended = (text) => (text.endsWith("…") ? text : `${text}.`);
/** A range in words, or the one number that it is. */
export const span = ({ low, high }) => (cmp(low, high) ? `${told(low)} to ${told(high)}` : told(low));

const named = ({ marks }, { low, high }) => {
  const title = (end) => marks.find(({ id }) => id === end)?.title ?? "no mark";
  if (low !== high) return `between ${title(low)} and ${title(high)}`;
  return marks.some(({ id }) => id === low) ? `in the ${title(low)} range` : "below every mark";
};
/** A measured value, on the side of every bound that it is on. */
const measure = ({ thresholds, direction }, value) => {
  const places = placesFor(thresholds.map(({ bound }) => bound));
  return times(value, places).d === 1n ? decimalText(value) : shown(value, places, direction === "at-most");
};
const kpiSentence = (item, { id, value, numerator, denominator, score, reached, next }) => {
  if (!score) return `${id}: not scored, so anything from 0 to ${points(item.high)}.`;
  const earns = `earns ${points(score)}`, threshold = item.kind === "threshold";
  const counts = numerator === null ? "" : `${numerator} of ${denominator} is `;
  const bound = reached ? `the bound ${told(reached)}` : "no bound";
  const here = threshold ? `${counts}${measure(item, value)} ${item.unit}, which reaches ${bound} and`
    : cmp(value, item.none) ? `a rating of ${told(value)}` : "not enough feedback";
  if (!next) return `${id}: ${here} ${earns}, the most there is.`;
  return `${id}: ${here} ${earns}; the next ${threshold ? "bound" : "step"}, ${told(next.answer)}, ` +
    `is ${told(next.missing)} away and earns ${told(next.score)}.`;
};
const marginWords = (margin) => {
  const [low, high] = [margin.low, margin.high].map((by) =>
    (by.n > 0n ? `met by ${told(by)}` : by.n ? `missed by ${told(minus(by))}` : "just met"));
  return low === high ? low : `${low} at the low end, ${high} at the high end`;
};

/** How a result came about: sections, KPIs, gate, marks, outcome, readings. */
export const traceSentences = (rules, { sections, overall, kpis, gate, marks, readings }, outcome) => {
  const ids = rules.gate.join(" + ");
  return [
    ...sections.map(({ id, low, high, max, weight, share }) =>
      ended(`Section ${id}: ${span({ low, high })} of ${points(max)}, times ${told(weight)} / ${told(max)} = ${span(share)}`)),
    `Together: ${span(overall)}% overall.`,
    ...kpis.map((row) => kpiSentence(rules.byId.get(row.id), row)),
    ...(gate ? [`${ids}: ${gate.items.map(span).join(" + ")} = ${span(gate)} of ${points(gate.max)}.`] : []),
    ...marks.map((row, place) => {
      const asked = [`${told(row.overall.minimum)}% overall: ${marginWords(row.overall)}`];
      if (row.gate) asked.push(`${points(row.gate.minimum)} from ${ids}: ${marginWords(row.gate)}`);
      return ended(`${rules.marks[place].title} asks for ${asked.join("; for ")}`);
    }),
    `So the result is ${named(rules, outcome)}.`,
    ...readings.map((row) => {
      const [now, other] = READINGS[row.effect];
      const change = row.differs ? `it would be ${named(rules, row)} instead` : "the result would be the same";
      return `Reading ${row.id}: ${now}; ${other}, ${change}.`;
    }),
  ];
};

/** Each item where they are few, else how many steps in each section. */
const planWords = (rules, plan) => {
  if (plan.length > FEW) {
    const counts = new Map();
    for (const { section, steps } of plan) counts.set(section, (counts.get(section) ?? 0) + steps);
    return [...counts].map(([section, count]) => `${count} in section ${section}`).join(", ");
  }
  return plan.map(({ item, from, to, answer }) => {
    const { kind, unit } = rules.byId.get(item);
    return kind === "threshold" ? `${item} to ${told(answer)} ${unit}` : `${item} from ${told(from)} to ${told(to)}`;
  }).join(", ");
};

/** What leads to each mark that is not reached, and where a step gives most. */
export const stepSentences = (rules, { marks, sections: [best] }) => {
  const ids = rules.gate.join(" + ");
  const found = marks.map(({ mark, impossible, steps, plan, overall, gate }) => {
    const { title } = rules.marks.find(({ id }) => id === mark);
    if (impossible.length) {
      const what = { overall: "its overall minimum", gate: `its minimum for ${ids}` };
      return `${title} can't be reached: even the best answers miss ${impossible.map((one) => what[one]).join(" and ")}.`;
    }
    return ended(`${title}: ${steps} ${steps === 1 ? "step" : "steps"} at least, such as ${planWords(rules, plan)}`) +
      ` That gives ${told(overall)}% overall${gate ? `, and ${points(gate)} from ${ids}` : ""}.`;
  });
  if (best.best.n > 0n) {
    found.push(`One step gives most in section ${best.id}: ${told(best.best)} with ${best.item}.`);
  }
  if (marks.some(({ plan }) => plan.some(({ unscored }) => unscored))) {
    found.push("What is not scored yet is counted at its lowest here.");
  }
  return found;
};

const course = (difference, rating) => {
  if (!difference.n) return rating ? "neither over- nor under-rated" : "where it was";
  const [up, down] = rating ? ["over-rated", "under-rated"] : ["up", "down"];
  return difference.n > 0n ? `${up} by ${told(difference)}` : `${down} by ${told(minus(difference))}`;
};

/** What each pair shows, and what was left out of the comparison. */
export const comparisonSentences = ({ assessments, same_release: same, not_compared: others, pairs }) => {
  const releases = assessments.map(({ framework }) => framework).join(", ");
  const said = same ? [] : [
    `These were scored under different releases (${releases}): overall scores rest on different ` +
      "rules, and only items that mean the same in all of them are compared.",
    ...(others.length ? [`Not compared: ${others.join(", ")}.`] : []),
  ];
  for (const { about, from, to, compared, same: alike, higher, lower, difference, sections } of pairs) {
    const rating = about === "rating";
    const which = rating ? `${to + 1}, measured against the external assessment ${from + 1}` : `From ${from + 1} to ${to + 1}`;
    const [more, less] = rating ? ["rated higher", "rated lower"] : ["rose", "fell"];
    said.push(`${which}: ${compared} items scored in both, ${alike} the same, ${higher} ${more}, ${lower} ${less}.`);
    if (!difference || !compared) continue;
    said.push(ended(`Over these items the overall score is ${course(difference, rating)}`));
    for (const row of sections) {
      if (row.higher || row.lower) said.push(ended(`Section ${row.id}: ${course(row.difference, rating)}`));
    }
  }
  return said;
};
