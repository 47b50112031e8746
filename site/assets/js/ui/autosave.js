/**
 * Keeps the stored copy in step with the state, and never writes over what it has not read.
 * Storage, clock and timer are passed in.
 *
 * `known` is the stored text as last read or written here. Where the store holds anything else, somebody else
 * (another tab, the browser clearing its data) was there: nothing is written until the user has decided.
 */

const DELAY = 300; // milliseconds from the first unsaved keystroke

/**
 * @param store     see storage.js
 * @param textOf    () -> text of the document as it is now, or null where there is nothing to keep
 * @param report    (saving) => void, with the `saving` of state.js
 * @param follow    (text) -> boolean: takes over what another tab has saved; false where it can't be read
 * @param now       () -> Date
 * @param later     (act, milliseconds) => void
 */
export const autosave = ({ store, textOf, report, follow, now, later }) => {
  let known = null;
  let unsaved = false;
  let pending = false;

  const meddled = (text) => report(text === null ? { kind: "gone" } : { kind: "conflict", text });

  const write = () => {
    const text = textOf();
    if (text === null && known === null) {
      unsaved = false;
      report({ kind: "empty" });
      return;
    }
    const reason = store.write(text ?? "");
    if (reason) {
      report({ kind: "failed", reason });
      return;
    }
    known = text ?? "";
    unsaved = false;
    report({ kind: "saved", at: now() });
  };

  const flush = () => {
    pending = false;
    if (!unsaved) return;
    const found = store.read();
    if (found.reason) report({ kind: "failed", reason: found.reason });
    else if (found.text !== known) meddled(found.text);
    else write();
  };

  return {
    /** Takes what the store held when the page was opened. */
    start: (text) => { known = text; },
    /** Something was entered: save soon. */
    changed: () => {
      unsaved = true;
      if (!pending) later(flush, DELAY);
      pending = true;
    },
    flush,
    /** The store was changed from outside this page. */
    noticed: () => {
      const { text = known } = store.read();
      if (text === known) return;
      if (unsaved || text === null || !follow(text)) {
        unsaved = true;
        meddled(text);
        return;
      }
      known = text;
      report({ kind: "saved", at: now() });
    },
    /** The user wants this page's version in place of the one that was shown to them (null: of none). */
    keepMine: (seen) => {
      unsaved = true;
      known = seen;
      flush();
    },
    /** The user took the other version. */
    tookOther: (text) => {
      known = text;
      unsaved = false;
      report({ kind: "saved", at: now() });
    },
    unsaved: () => unsaved,
  };
};
