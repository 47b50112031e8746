/** Result -> its text (contract section 5). Mirrors generator/seqf/scoring/result.py, byte for byte. */
import { fractionText } from "./exact.js";
import { write } from "./jsonwrite.js";

/** Values with every {n, d} as a reduced fraction in text. */
const written = (value) =>
  Array.isArray(value) ? value.map(written)
    : typeof value !== "object" || value === null || value instanceof Map ? value
      : typeof value.n === "bigint" ? fractionText(value)
        : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, written(part)]));

/** A trace, steps or a comparison as one line of JSON, with exact numbers as reduced fractions in quotes. */
export const exactText = (value) => write(written(value), true);

/** One line of JSON, without a line end. `more` stands after the keys of every result: {trace, steps}. */
export const resultText = ({ framework, complete, unscored, overall, sections, gate, outcome, readings }, more = {}) => {
  const range = ({ low, high }) => ({ low: fractionText(low), high: fractionText(high) });
  // Maps, as plain objects put keys that look like whole numbers first.
  return write({
    format: "seqf-result/1",
    framework,
    complete,
    unscored,
    overall: {
      low: overall.lowShown,
      high: overall.highShown,
      low_exact: fractionText(overall.low),
      high_exact: fractionText(overall.high),
    },
    sections: new Map(sections.map((section) => [
      section.id, { ...range(section), max: fractionText(section.max), weight: fractionText(section.weight) }])),
    gate: gate && { items: gate.items, ...range(gate), max: fractionText(gate.max) },
    outcome,
    readings: new Map(readings.map(({ id, low, high }) => [id, { low, high }])),
    ...written(more),
  }, true);
};
