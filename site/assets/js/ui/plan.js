/** The action plan in a document: what is to be done, and what the score would be then. Pure. */
import { scored } from "./scored.js";

const answerText = (answer) =>
  answer === undefined ? "Not scored"
    : typeof answer === "string" ? answer
      : answer.value ?? `${answer.numerator ?? "?"} of ${answer.denominator ?? "?"}`;

/** What an item was given, in words. */
export const answerOf = (document, id) => answerText(document.answers[id]);

/** Rows of the plan, by due date, undated last: [{id, title, now, action, owner, due, target}]. */
export const actionPlan = (document, rules) =>
  rules.items
    .filter(({ id }) => ["action", "owner", "due", "target"].some((field) => document.notes[id]?.[field]))
    .map(({ id, title }) => ({ action: "", owner: "", due: "", target: "", ...document.notes[id], id, title, now: answerOf(document, id) }))
    .sort((a, b) => (a.due || "9").localeCompare(b.due || "9"));

/** The document as it would be once every target is reached. */
export const withTargets = (document, rules) => {
  const answers = { ...document.answers };
  for (const { id, kind } of rules.items) {
    const target = document.notes[id]?.target?.trim();
    if (target) answers[id] = kind === "criterion" ? target : { value: target };
  }
  return { ...document, answers };
};

/** The result that the plan would lead to. */
export const projected = (document, rules) => scored(withTargets(document, rules), rules).result;
