/** Two documents side by side, as rows of text. Pure. */
import { KINDS } from "./elements.js";
import { isEmpty } from "./state.js";

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

const row = (document, { headline, overall, scoredText }) => ({
  Provider: document.provider || "Not given",
  Name: document.name || "Not given",
  Kind: KINDS[document.kind],
  Date: document.date || "Not given",
  "Items scored": scoredText,
  Outcome: headline,
  "Overall score": overall,
  "Items with notes": `${Object.keys(document.notes).length}`,
});

/** Ids of the items whose answers or notes differ, in the order of the framework. */
export const differing = (here, there, items, part) =>
  items.map(({ id }) => id).filter((id) => !same(here[part][id], there[part][id]));

/** Rows of [what, here, there]. `told` gives {headline, overall, scoredText} of a document. */
export const compareRows = (here, there, told) => {
  const [left, right] = [row(here, told(here)), row(there, told(there))];
  return Object.keys(left).map((what) => [what, left[what], right[what]]);
};

/** What a change would do, in one sentence. */
export const changeText = (here, there, items) => {
  const [answers, notes] = ["answers", "notes"].map((part) => differing(here, there, items, part));
  const listed = (ids) => (ids.length > 12 ? `${ids.slice(0, 12).join(", ")} and ${ids.length - 12} more` : ids.join(", "));
  const counted = (all, one, more) => `${all.length} ${all.length === 1 ? one : more}`;
  if (isEmpty(here)) {
    const parts = [
      answers.length && counted(answers, "answer", "answers"),
      notes.length && `notes at ${counted(notes, "item", "items")}`,
    ].filter(Boolean);
    return `Nothing is entered on this page yet. ${parts.length ? `What would come in: ${parts.join(" and ")}.` : "No answer and no note would come in."}`;
  }
  if (!answers.length && !notes.length) return "All answers and notes are the same in both.";
  return [
    answers.length ? `${counted(answers, "answer", "answers")} would change: ${listed(answers)}.` : "No answer would change.",
    notes.length ? `Notes would change at ${counted(notes, "item", "items")}: ${listed(notes)}.` : "No note would change.",
  ].join(" ");
};
