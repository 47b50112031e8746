/** The elements that scripts fill, by the name that the template gives them; numbers as people read them. */
import { shown } from "../core/exact.js";

/** {camelCased name: element} of every data-show below root; the first of a name wins. */
export const named = (root) => {
  const found = {};
  for (const element of root.querySelectorAll("[data-show]")) {
    found[element.dataset.show.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())] ??= element;
  }
  return found;
};

/** Sets text only where it differs, so that nothing is laid out or read out anew for nothing. */
export const say = (element, text) => {
  if (element && element.textContent !== text) element.textContent = text;
};

/** Points, whole or cut to one decimal. */
export const points = (value) => (value.d === 1n ? `${value.n}` : shown(value, 1));

/** What the kinds of assessment are called. */
export const KINDS = { self: "Self-assessment", external: "External assessment" };
