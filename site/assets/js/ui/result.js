/** Shows a result in the panel beside the form. Fills what Python has rendered. */
import { add, cmp, frac, mul } from "../core/exact.js";
import { KINDS, named, points, say } from "./elements.js";

const MINUS = frac(-1n);
const length = ({ n, d }) => Number((n * 10000n) / d) / 10000; // for drawings only, never for a comparison
const span = ({ low, high }) => (cmp(low, high) ? `${points(low)} to ${points(high)}` : points(low));

const draw = (root, open, solid, { low, high }, whole, width) => {
  const [from, to] = [low, high].map((value) => (length(value) / whole) * width);
  root.querySelector(`[data-bar="${open}"]`).setAttribute("x", from);
  root.querySelector(`[data-bar="${open}"]`).setAttribute("width", to - from);
  root.querySelector(`[data-bar="${solid}"]`).setAttribute("width", from);
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

/** @returns {(result, document, last) => string} shows a result; gives it in one sentence, to be read out */
export const bindResult = (panel, form, rules, words) => {
  const show = named(panel);
  const title = titlesOf(rules);
  // What is filled after every answer is looked up once.
  const lookup = new Map();
  const one = (name, id) => {
    const key = `[data-${name}="${id}"]`;
    if (!lookup.has(key)) {
      const row = form.querySelector(key);
      lookup.set(key, { row, show: row ? named(row) : {} });
    }
    return lookup.get(key);
  };

  const sections = (result, unscored) => {
    for (const section of result.sections) {
      const { row, show: cells } = one("section-row", section.id);
      say(cells.points, span(section));
      draw(row, "open", "low", section, length(section.max), 100);
      const { items } = rules.sections.find(({ id }) => id === section.id);
      say(one("section", section.id).show.done, `${items.filter(({ id }) => !unscored.has(id)).length} of ${items.length} scored.`);
    }
  };

  const marks = (result) => {
    for (const mark of rules.marks) {
      const { row, show: cells } = one("mark", mark.id);
      const [reach, text] = reachOf(mark, result);
      row.dataset.reach = reach;
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
      line.hidden = !differs;
      if (differs) say(cells.reading, between(other, title));
      any ||= differs;
    }
    show.readings.hidden = !any;
  };

  return (result, document, last) => {
    const unscored = new Set(result.unscored);
    const { headline, overall, scoredText } = outcomeSummary(result, document, rules, words);
    say(show.whose, whose(document));
    say(show.outcome, headline);
    say(show.overall, overall);
    say(show.progress, scoredText);
    say(show.statement, words.statement[document.kind]);
    draw(panel, "overall-open", "overall-low", result.overall, 100, Number(show.scale.viewBox.baseVal.width));
    const next = nextUnscored(unscored, rules.items, last);
    show.next.hidden = !next;
    if (next) {
      say(show.nextId, next);
      show.nextId.closest("a").href = `#${next}`;
    }
    sections(result, unscored);
    marks(result);
    readings(result);
    return `${headline}. Overall ${overall.replaceAll("%", " percent")}. ${unscored.size ? `${unscored.size} not scored yet` : "All scored"}.`;
  };
};
