/**
 * The form on the page: fills its controls from a document and turns what the user does into actions.
 * Python has rendered all of it; nothing is built here but the printed copy of the notes.
 */
import { named } from "./elements.js";

const NOTES = ["evidence", "action", "owner", "due", "target", "by"];
const capital = (word) => word[0].toUpperCase() + word.slice(1);

const put = (control, value) => {
  if (control.value !== value) control.value = value;
};

const choose = (radios, value) => {
  for (const radio of radios) radio.checked = radio.value === value;
};

const controlsOf = (fieldset) => ({
  fieldset,
  radios: [...fieldset.querySelectorAll("input[type=radio]")],
  parts: [...fieldset.querySelectorAll("[data-part]")],
  notes: [...fieldset.querySelectorAll("[data-note]")],
  bounds: [...fieldset.querySelectorAll("[data-bound]")],
  show: named(fieldset),
});

/** What one control changes: an action without its value, or null where it belongs to no answer. */
const aimOf = (control) => {
  const item = control.closest("[data-item]")?.dataset.item;
  const { detail, note, part } = control.dataset;
  if (detail) return { type: "detail", field: detail };
  if (!item) return null;
  return note ? { type: "note", item, field: note } : { type: "answer", item, field: part };
};

/** @returns {{items: Map<string, object>, fill: (document, before?) => void}} fill: only what differs from `before` */
export const bindForm = (root, dispatch) => {
  const items = new Map(
    [...root.querySelectorAll("[data-item]")].map((fieldset) => [fieldset.dataset.item, controlsOf(fieldset)]));
  const details = [...root.querySelectorAll("[data-detail]")];

  root.addEventListener("input", ({ target }) => {
    const aim = aimOf(target);
    if (aim) dispatch({ ...aim, value: target.value });
  });
  root.addEventListener("focusout", () => dispatch({ type: "settle" }));

  const fillAnswer = ({ radios, parts }, answer) => {
    choose(radios, answer ?? "");
    for (const part of parts) put(part, answer?.[part.dataset.part] ?? "");
  };
  const fillNote = ({ notes, show }, note = {}) => {
    for (const field of notes) put(field, note[field.dataset.note] ?? "");
    const written = NOTES.filter((field) => note[field]);
    show.notes.textContent = written.length ? `(${written.map((field) => (field === "by" ? `by ${note.by}` : field)).join(", ")})` : "";
    show.printed.replaceChildren(...written.map((field) => {
      const line = document.createElement("p");
      line.textContent = `${capital(field)}: ${note[field]}`;
      return line;
    }));
  };

  const fill = (now, before) => {
    for (const control of details) {
      const value = now[control.dataset.detail];
      if (control.type === "radio") control.checked = control.value === value;
      else put(control, value);
    }
    for (const [id, controls] of items) {
      if (!before || before.answers[id] !== now.answers[id]) fillAnswer(controls, now.answers[id]);
      if (!before || before.notes[id] !== now.notes[id]) fillNote(controls, now.notes[id]);
    }
  };

  return { items, fill };
};
