/**
 * The one state of the calculator and the one reducer. Pure: no DOM, clock, storage or network.
 *
 * A document is what somebody has entered, as text exactly as typed, readable or not:
 *   {id, provider, name, kind: "self"|"external", date,
 *    answers: {itemId: text of a criterion | {value, numerator, denominator} of a KPI},
 *    notes: {itemId: {evidence, action, owner, due, target, by}},
 *    kept: {other keys of the file it came from}}
 * What is blank is absent, so two documents that say the same are equal.
 *
 * The state:
 *   document   what is entered now
 *   past       [{document, label}], newest last: what each step changed, and what stood before it
 *   future     the same for steps taken back
 *   merging    name of the field being typed in, so that its keystrokes are one step
 *   typing     id of the item being typed in: its mistakes wait until the field is left
 *   saving     {kind: "empty"|"waiting"|"saved"|"failed"|"conflict"|"gone", at, reason}
 */

const STEPS_KEPT = 100;

export const emptyDocument = (id) => ({
  id, provider: "", name: "", kind: "self", date: "", answers: {}, notes: {}, kept: {},
});

export const startState = (document) => ({
  document, past: [], future: [], merging: null, typing: null, saving: { kind: "empty" },
});

/** Whether nothing has been entered. */
export const isEmpty = ({ provider, name, date, answers, notes }) =>
  !provider && !name && !date && !Object.keys(answers).length && !Object.keys(notes).length;

/** The record with one key set; a blank value takes the key away. */
const withKey = (record, key, value) => {
  const { [key]: _, ...others } = record;
  const blank = value === "" || (typeof value === "object" && !Object.keys(value).length);
  return blank ? others : { ...others, [key]: value };
};

const withAnswer = (document, { item, field, value }) => {
  const answer = field ? withKey(document.answers[item] ?? {}, field, value) : value;
  return { ...document, answers: withKey(document.answers, item, answer) };
};

const withNote = (document, { item, field, value }) => {
  const note = withKey(document.notes[item] ?? {}, field, value);
  return { ...document, notes: withKey(document.notes, item, note) };
};

/** The document with who wrote last at this item, where something stands there; nobody's name for somebody unknown. */
const signed = (document, { item, by }) => {
  const { by: before, ...note } = document.notes[item] ?? {};
  if (!by && !before) return document;
  const stands = document.answers[item] !== undefined || Object.keys(note).length;
  return { ...document, notes: withKey(document.notes, item, stands && by ? { ...note, by } : note) };
};

const edited = (state, action, document, label) => {
  const name = [action.type, action.item, action.field].join("/");
  const same = state.merging === name && state.past.length > 0;
  const past = same ? state.past : [...state.past, { document: state.document, label }].slice(-STEPS_KEPT);
  return { ...state, document, past, future: [], merging: name, typing: action.item ?? null };
};

const stepped = (state, from, to) => {
  const step = state[from].at(-1);
  if (!step) return state;
  return {
    ...state,
    document: step.document,
    [from]: state[from].slice(0, -1),
    [to]: [...state[to], { document: state.document, label: step.label }],
    merging: null,
    typing: null,
  };
};

/**
 * The next state. Actions:
 *   {type: "answer", item, field?, value, by?}  {type: "note", item, field, value, by?}  {type: "detail", field, value}
 *   {type: "open", document, saved}         another assessment is worked on from now on; its steps begin anew
 *   {type: "replace", document, label}      another document in place of this one (undo brings it back)
 *   {type: "follow", document}              what another tab has saved; many in a row are one step
 *   {type: "keep", key, value}              a record kept with the document, such as who does which section
 *   {type: "settle"}                        the field has been left
 *   {type: "undo"}  {type: "redo"}  {type: "saving", saving}
 */
export const reduce = (state, action) => {
  switch (action.type) {
    case "answer":
      return edited(state, action, signed(withAnswer(state.document, action), action), `answer to ${action.item}`);
    case "note":
      return edited(state, action, signed(withNote(state.document, action), action), `${action.field} note of ${action.item}`);
    case "detail":
      return edited(state, action, { ...state.document, [action.field]: action.value }, action.field);
    case "replace":
      return { ...edited(state, action, action.document, action.label), merging: null };
    case "keep":
      return edited(state, action, { ...state.document, kept: withKey(state.document.kept, action.key, action.value) }, "sharing of the work");
    case "follow":
      return { ...edited(state, action, action.document, "change in another tab"), typing: null };
    case "open":
      return { ...startState(action.document), saving: { kind: action.saved ? "saved" : "empty" } };
    case "settle":
      return state.merging || state.typing ? { ...state, merging: null, typing: null } : state;
    case "undo":
      return stepped(state, "past", "future");
    case "redo":
      return stepped(state, "future", "past");
    case "saving":
      return { ...state, saving: action.saving };
    default:
      throw new Error(`unknown action ${action.type}`);
  }
};
