/** Says honestly where the work is kept: the line beside the result, and the messages above the form. */
import { say } from "./elements.js";

/** The kinds of `saving` in which the work is on the screen only. */
export const BAD = ["failed", "gone", "conflict"];

const time = (date, language) => date.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

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
  panel.saved.hidden = !text;
  panel.saved.dataset.kind = saving.kind;
  say(panel.saved, text);
  for (const kind of BAD) messages.show(kind, saving.kind === kind);
  if (saving.kind === "failed") say(messages.failedReason, saving.reason);
};
