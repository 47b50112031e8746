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

/**
 * Sets text only where it differs, so that nothing is laid out or read out anew for nothing. The text inside an
 * element is changed rather than taken out and put in anew: that would lay out all around it as well.
 */
export const say = (element, text) => {
  const node = element?.firstChild;
  if (node && node === element.lastChild && node.nodeType === 3 && text) {
    if (node.data !== text) node.data = text;
  } else if (element && element.textContent !== text) element.textContent = text;
};

/** Sets an attribute only where it differs; a drawing with a pattern in it is laid out anew for each one set. */
export const attribute = (element, name, value) => {
  if (element.getAttribute(name) !== `${value}`) element.setAttribute(name, value);
};

/** Hides or shows an element only where that changes anything. */
export const hide = (element, hidden) => {
  if (element.hidden !== hidden) element.hidden = hidden;
};

/** Points, whole or cut to one decimal. */
export const points = (value) => (value.d === 1n ? `${value.n}` : shown(value, 1));
/** A range of points; one number where both ends look the same. */
export const span = ({ low, high }) => [...new Set([points(low), points(high)])].join(" to ");

/** What the kinds of assessment are called. */
export const KINDS = { self: "Self-assessment", external: "External assessment" };
