/** Builds elements for views whose rows are not known beforehand. Text is set as text. */

/**
 * An element. props: `class`, `data-…`, `aria-…` and other attributes; true sets an attribute, false and null leave it out.
 * children: elements or text.
 */
export const make = (tag, props = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ""));
  return element;
};

/** A button that does one thing. props may hold more data for the act. */
export const button = (act, text, props = {}, about = "") =>
  make("button", { type: "button", class: "button button--quiet", "data-act": act, ...props },
    text, about ? make("span", { class: "visually-hidden" }, ` ${about}`) : "");

/** What an item is called: its number, and its title where that says more. */
export const itemLabel = ({ id, title }) => (!title || title.includes(id) ? title || id : `${id} ${title}`);

/** A table: head is a list of texts, rows lists of cells; the first cell of a row names it. */
export const table = (caption, head, rows, props = {}) =>
  make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", props,
      make("caption", {}, caption),
      make("thead", {}, make("tr", {}, head.map((text) => make("th", { scope: "col" }, text)))),
      make("tbody", {}, rows.map(({ cells, ...attributes }) =>
        make("tr", attributes, cells.map((cell, at) => make(at ? "td" : "th", at ? {} : { scope: "row" }, cell)))))));
