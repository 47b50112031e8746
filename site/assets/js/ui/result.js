/** Shows a result in the panel beside the form. Fills what Python has rendered. */
import { add, cmp, frac, mul } from "../core/exact.js";
import { KINDS, attribute, hide, named, points, say, span } from "./elements.js";

const MINUS = frac(-1n);
const length = ({ n, d }) => Number((n * 10000n) / d) / 10000; // for drawings only, never for a comparison

const barsOf = (root, open, solid) => [open, solid].map((name) => root.querySelector(`[data-bar="${name}"]`));
const draw = ([open, solid], { low, high }, whole, width) => {
  const [from, to] = [low, high].map((value) => (length(value) / whole) * width);
  attribute(open, "x", from);
  attribute(open, "width", to - from);
  attribute(solid, "width", from);
};

/** A range of outcomes in words; `title` gives a mark's title by its id. */
export const between = ({ low, high }, title) =>
  low === high ? title(low) : `between ${title(low)} and ${title(high)}`;

/** The outcome as the headline of the result. Only an assessor's final result is a mark, so a range is all it says. */
export const outcomeText = (outcome, kind, title, words) => {
  if (outcome.low !== outcome.high) return between(outcome, title).replace("b", "B");
  if (outcome.low === "none") return words.no_mark;
  return kind === "external" ? `${title(outcome.low)} on these scores` : `In the ${title(outcome.low)} range`;
};

const overallText = ({ low, high, lowShown, highShown }) =>
  cmp(low, high) ? `${lowShown}% to ${highShown}%` : `${lowShown}%`;

const titlesOf = (rules) => {
  const titles = new Map([["none", "no mark"], ...rules.marks.map(({ id, title }) => [id, title])]);
  return (id) => titles.get(id);
};

/** A result in three short texts: {headline, overall, scoredText}. */
export const outcomeSummary = (result, document, rules, words) => ({
  headline: outcomeText(result.outcome, document.kind, titlesOf(rules), words),
  overall: overallText(result.overall),
  scoredText: `${rules.items.length - result.unscored.length} of ${rules.items.length} scored`,
});

/** Whose assessment this is, for the printed page. */
const whose = ({ provider, name, kind, date }) => [provider, name, KINDS[kind], date].filter(Boolean).join(", ");

/** Where a mark stands: reached whatever comes, out of reach, or open. */
const reachOf = (mark, result) => {
  const asks = [[mark.minimum, result.overall], ...(mark.gateMinimum && result.gate ? [[mark.gateMinimum, result.gate]] : [])];
  if (asks.every(([bound, { low }]) => cmp(low, bound) >= 0)) return ["yes", "✓ Reached"];
  if (asks.some(([bound, { high }]) => cmp(high, bound) < 0)) return ["no", "✗ Out of reach"];
  return ["open", "Open"];
};

const missingText = (marks, gate) =>
  marks
    .filter(({ gateMinimum }) => gateMinimum && cmp(gate.low, gateMinimum) < 0)
    .map(({ title, gateMinimum }) =>
      cmp(gate.high, gateMinimum) < 0
        ? `${title} asks for ${points(gateMinimum)}: out of reach.`
        : `${title} asks for ${points(gateMinimum)}: ${points(add(gateMinimum, mul(MINUS, gate.low)))} more.`)
    .reverse()
    .join(" ");

/** The next unscored item after the one touched last, in order; the first one where none follows. */
export const nextUnscored = (unscored, items, last) => {
  const from = items.findIndex(({ id }) => id === last);
  return items.slice(from + 1).find(({ id }) => unscored.has(id))?.id ?? [...unscored][0] ?? null;
};

/**
 * @returns result(result, document): shows a result, and gives it in one sentence, to be read out;
 *   rest(result, document, last): shows what of it can wait until after the frame; last: id of the item worked on last
 */
export const bindResult = (panel, form, rules, words) => {
  const show = named(panel);
  const title = titlesOf(rules);
  const scale = barsOf(panel, "overall-open", "overall-low"), { width } = show.scale.viewBox.baseVal;
  // What is filled after every answer is looked up once.
  const lookup = new Map();
  const one = (name, id) => {
    const key = `[data-${name}="${id}"]`;
    if (!lookup.has(key)) {
      const row = form.querySelector(key);
      lookup.set(key, { row, show: row ? named(row) : {}, bars: row ? barsOf(row, "open", "low") : [] });
    }
    return lookup.get(key);
  };

  const sections = (result) => {
    for (const section of result.sections) {
      const { show: cells, bars } = one("section-row", section.id);
      say(cells.points, span(section));
      draw(bars, section, length(section.max), 100);
    }
  };

  const progress = (unscored) => {
    for (const { id, items } of rules.sections) {
      say(one("section", id).show.done, `${items.filter((item) => !unscored.has(item.id)).length} of ${items.length} scored.`);
    }
  };

  const marks = (result) => {
    for (const mark of rules.marks) {
      const { row, show: cells } = one("mark", mark.id);
      const [reach, text] = reachOf(mark, result);
      attribute(row, "data-reach", reach);
      say(cells.soFar, text);
    }
    if (!result.gate) return;
    say(show.gate, `${span(result.gate)} of ${points(result.gate.max)}`);
    say(show.gateMissing, missingText(rules.marks, result.gate));
  };

  const readings = ({ outcome, readings: others }) => {
    if (!show.readings) return;
    let any = false;
    for (const other of others) {
      const { row: line, show: cells } = one("reading", other.id);
      if (!line) continue;
      const differs = (other.low !== outcome.low || other.high !== outcome.high);
      hide(line, !differs);
      if (differs) say(cells.reading, between(other, title));
      any ||= differs;
    }
    hide(show.readings, !any);
  };

  return {
    result: (result, document) => {
      const { headline, overall, scoredText } = outcomeSummary(result, document, rules, words);
      say(show.outcome, headline);
      say(show.overall, overall);
      say(show.progress, scoredText);
      say(show.statement, words.statement[document.kind]);
      draw(scale, result.overall, 100, width);
      sections(result);
      marks(result);
      const open = result.unscored.length;
      return `${headline}. Overall ${overall.replaceAll("%", " percent")}. ${open ? `${open} not scored yet` : "All scored"}.`;
    },
    rest: (result, document, last) => {
      const unscored = new Set(result.unscored), next = nextUnscored(unscored, rules.items, last);
      say(show.whose, whose(document));
      hide(show.next, !next);
      if (next) {
        say(show.nextId, next);
        attribute(show.nextId.closest("a"), "href", `#${next}`);
      }
      progress(unscored);
      readings(result);
    },
  };
};
