/** Result -> its text (contract section 5). Mirrors generator/seqf/scoring/result.py, byte for byte. */
import { fractionText } from "./exact.js";
import { write } from "./jsonwrite.js";

/** One line of JSON, without a line end. */
export const resultText = ({ framework, complete, unscored, overall, sections, gate, outcome, readings }) => {
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
  }, true);
};
