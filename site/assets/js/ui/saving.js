/** Says honestly where the work is kept: the line beside the result, and the messages above the form. */
import { attribute, hide, say } from "./elements.js";

/** The kinds of `saving` in which the work is on the screen only. */
export const BAD = ["failed", "gone", "conflict"];

let clock = null; // made once: making one takes longer than all else that a save does
const time = (date, language) =>
  (clock ??= new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" })).format(date);

/** The line for a `saving` of state.js; "" where there is nothing to say yet. */
export const savingText = ({ kind, at }, language) => {
  switch (kind) {
    case "waiting": return "Saving …";
    case "saved": return at ? `Saved in this browser ${time(at, language)}` : "Saved in this browser";
    case "failed": return "NOT saved: download your file now";
    case "gone": return "NOT saved: the saved copy was removed";
    case "conflict": return "NOT saved: another tab has a different version";
    default: return "";
  }
};

/** @returns (saving) => void */
export const bindSaving = (panel, messages, language) => (saving) => {
  const text = savingText(saving, language);
  hide(panel.saved, !text);
  attribute(panel.saved, "data-kind", saving.kind);
  say(panel.saved, text);
  for (const kind of BAD) messages.show(kind, saving.kind === kind);
  if (saving.kind === "failed") say(messages.failedReason, saving.reason);
};
