/**
 * What a result can say about itself, in the panel beside the form: steps to the next mark, what is scored at the top
 * without evidence, what if, how it came about. Loaded when the first of these is opened; only open parts are worked out.
 */
import { shown } from "../core/exact.js";
import { steps } from "../core/steps.js";
import { trace } from "../core/trace.js";
import { whenIdle } from "./browser.js";
import { named, points, say } from "./elements.js";
import { understand } from "./files.js";
import { itemLabel, make } from "./make.js";
import { outcomeSummary } from "./result.js";
import { scored } from "./scored.js";

const MOST = 12; // items of a plan that are listed
const REST = 120; // milliseconds without a change before these parts are worked out anew

/** Ids of criteria at the top of their scale that no evidence is noted for. Pure. */
export const withoutEvidence = (document, rules) =>
  rules.items
    .filter(({ id, kind, scale }) => kind === "criterion" && document.answers[id] === points(scale.at(-1)) && !document.notes[id]?.evidence)
    .map(({ id }) => id);

export const bindInsight = (page, panel) => {
  const { rules, words, current, found } = page;
  const show = named(panel);
  const parts = Object.fromEntries([...panel.querySelectorAll("[data-insight]")].map((part) => [part.dataset.insight, part]));
  const markTitle = new Map(rules.marks.map(({ id, title }) => [id, title]));

  const link = (id, text = id) => {
    const anchor = make("a", { href: `#${id}` }, text);
    anchor.addEventListener("click", (event) => {
      event.preventDefault();
      page.goToItem(id);
    });
    return anchor;
  };

  const stepText = ({ item, from, to, answer, unscored }) => {
    const { kind, unit, direction } = rules.byId.get(item);
    const sign = unit === "percent" ? "%" : unit ? ` ${unit}` : "";
    const aim = kind === "threshold" ? ` (${direction === "at-most" ? "at most" : "at least"} ${points(answer)}${sign})` : "";
    return `: ${unscored ? "not scored yet, counted as " : ""}${points(from)} to ${points(to)}${aim}`;
  };

  const plan = ({ mark, steps: count, plan: items, impossible, overall, gate }) => {
    const title = markTitle.get(mark);
    if (count === null) {
      const what = impossible.map((which) => (which === "gate" ? words.gate : "the overall score")).join(" and ");
      return [make("p", {}, make("strong", {}, `${title}: `), `can't be reached from here${what ? `: ${what} falls short even at the top of every item` : ""}.`)];
    }
    const after = `${overall ? ` Overall would be ${shown(overall, 1)}%` : ""}${gate ? `, ${words.gate} ${points(gate)}` : ""}.`;
    return [
      make("p", {}, make("strong", {}, `${title}: ${count} ${count === 1 ? "step" : "steps"} at the least.`), after),
      make("ul", {}, items.slice(0, MOST).map((one) => make("li", {}, link(one.item), stepText(one)))),
      items.length > MOST ? make("p", {}, `and ${items.length - MOST} more items.`) : "",
    ];
  };

  const fillers = {
    steps: () => {
      const { marks } = steps(rules, found().answers);
      const next = [...marks].reverse(); // the nearest one first
      show.insightSteps.replaceChildren(...(next.length
        ? next.flatMap((mark, at) => (at
          ? [make("details", { class: "more" }, make("summary", {}, `Way to ${markTitle.get(mark.mark)}`), ...plan(mark))]
          : plan(mark)))
        : [make("p", {}, "Every mark is reached on these answers.")]));
    },
    evidence: () => {
      const ids = withoutEvidence(current(), rules);
      show.insightEvidence.replaceChildren(...(ids.length
        ? [make("p", {}, `${ids.length} ${ids.length === 1 ? "criterion is" : "criteria are"} scored at the top and ${ids.length === 1 ? "has" : "have"} no evidence noted:`),
          make("p", { class: "insight__links" }, ids.flatMap((id) => [link(id), " "]))]
        : [make("p", {}, "Nothing is scored at the top without evidence.")]));
    },
    trace: () => {
      const { result, answers } = found();
      show.insightTrace.replaceChildren(make("ul", {}, trace(rules, answers, result).sentences.map((text) => make("li", {}, text))));
    },
    "what-if": () => whatIf(),
  };

  // --- what if: one item answered otherwise, nothing entered ---

  const select = show.whatIfItem;
  select.replaceChildren(...rules.sections.map(({ id, title, items }) =>
    make("optgroup", { label: `${id} ${title}` }, items.map((item) =>
      make("option", { value: item.id }, itemLabel(item))))));
  const choices = () => {
    const { scale } = rules.byId.get(select.value);
    show.whatIfScoreBox.hidden = !scale;
    show.whatIfValueBox.hidden = Boolean(scale);
    show.whatIfScore.replaceChildren(...["", ...(scale ?? []).map(points)].map((value) =>
      make("option", { value }, value || "Not scored yet")));
    if (scale) show.whatIfScore.value = points(scale.at(-1));
  };
  const whatIf = (asked = false) => {
    const item = rules.byId.get(select.value), { scale } = item;
    const typed = scale ? show.whatIfScore.value : show.whatIfValue.value.trim();
    const raw = scale ? typed : { value: typed };
    const problem = typed && understand(item, raw).problem;
    if (problem) {
      say(show.whatIfResult, `${problem}.`);
      return;
    }
    const { [item.id]: _, ...answers } = current().answers;
    const other = { ...current(), answers: typed ? { ...answers, [item.id]: raw } : answers };
    const [now, then] = [current(), other].map((document) => outcomeSummary(scored(document, rules).result, document, rules, words));
    say(show.whatIfResult, now.headline === then.headline && now.overall === then.overall
      ? `Nothing changes: ${now.headline}, ${now.overall}.`
      : `${then.headline}, ${then.overall}. Now: ${now.headline}, ${now.overall}.`);
    if (asked) page.announce("what if", show.whatIfResult.textContent);
  };
  select.addEventListener("change", () => {
    choices();
    whatIf(true);
  });
  for (const control of [show.whatIfScore, show.whatIfValue]) control.addEventListener("input", () => whatIf(true));
  choices();

  let timer = 0, due = [];
  // One part at a time, so that an answer never waits for more than one of them.
  const work = () => {
    const name = due.shift();
    if (!name) return;
    fillers[name]();
    whenIdle(work);
  };
  return {
    /** The answers changed or a part was opened. */
    update: () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        due = Object.keys(parts).filter((name) => parts[name].open);
        whenIdle(work);
      }, REST);
    },
  };
};
