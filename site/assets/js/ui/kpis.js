/** What a KPI's answer comes to, shown at the item: the measured value, the bound reached, the points. */
import { decimalText, shown } from "../core/exact.js";
import { itemScore, measured, reaches } from "../core/scoring.js";
import { points, say } from "./elements.js";

const measureText = (item, value, score, unit) => {
  const limit = item.direction === "at-most";
  const amount = `${shown(value, 1, limit)}${unit === "%" ? "" : " "}${unit}`;
  return `${amount} earns ${points(score)} of ${points(item.high)} points`;
};

/** Fills the state line and marks the best bound reached. `answers` holds what could be read. */
export const showKpi = (item, controls, answers) => {
  const { show, fieldset, bounds } = controls;
  const score = itemScore(item, answers);
  const { unit } = fieldset.dataset;
  const value = item.kind === "threshold" && score !== null ? measured(answers.kpis[item.id]) : null;
  const text = value ? measureText(item, value, score, unit) : score && `${points(score)} of ${points(item.high)} points`;
  say(show.state, text || "Not scored yet");
  const best = value && item.thresholds.filter(({ bound }) => reaches(item, value, bound)).at(-1);
  for (const row of bounds) {
    const here = Boolean(best) && row.dataset.bound === decimalText(best.bound);
    row.classList.toggle("is-reached", here);
    say(row.querySelector("[data-show=here]"), here ? "✓ reached" : "");
  }
};
