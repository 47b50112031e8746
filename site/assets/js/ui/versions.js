/** Other versions of the assessment: files, another tab's, an empty one. Nothing is replaced without a yes. Loaded when used. */
import { decode } from "../core/jsontext.js";
import { download, newId } from "./browser.js";
import { bindDialog } from "./dialog.js";
import { say } from "./elements.js";
import { readDocument } from "./reading.js";
import { outcomeSummary } from "./result.js";
import { scored } from "./scored.js";
import { emptyDocument, isEmpty } from "./state.js";
import { changeText, compareRows } from "./summary.js";

const UNDO = "You can undo this for as long as the page is open.";

/**
 * @param page  {rules, words, store, saver, dispatch, tell, show, showMessage, dialog,
 *   current: () => document, settled: () => void puts the focus at the top of the form}
 */
export const bindVersions = ({ rules, words, store, saver, dispatch, tell, show, showMessage, dialog, current, settled }) => {
  const ask = bindDialog(dialog);
  const told = (document) => outcomeSummary(scored(document, rules).result, document, rules, words);
  const read = (text) => (text ? readDocument(text, rules, newId()) : { document: emptyDocument(newId()), release: rules.framework });

  /** Shows two versions and takes the other one if the user says so. */
  const offer = async ({ document, release }, { label, ...questions }) => {
    const migrated = release === rules.framework ? "" : `It was made under release ${release}; here it is scored under ${rules.framework}. `;
    const taken = await ask({
      lead: `${changeText(current(), document, rules.items)} ${migrated}${UNDO}`,
      rows: compareRows(current(), document, told),
      ...questions,
    });
    if (taken) dispatch({ type: "replace", document, label });
    return taken;
  };

  const complain = (title, lead, problems) =>
    ask({ title, lead, list: problems.map(({ place, message }) => `${place}: ${message}`), keep: "Close" });

  const readFile = async (file) => {
    try {
      return read(decode(new Uint8Array(await file.arrayBuffer())) || " ");
    } catch (error) {
      return { problems: [{ place: error.place ?? "file", message: error.message }] };
    }
  };

  return {
    /** The document of the browser's own copy; null where it can't be read: then it is put aside, unchanged. */
    takeUp: (text) => {
      const { document, release, problems } = read(text);
      if (problems) {
        say(show.asideProblem, `What is wrong: ${problems[0].place}: ${problems[0].message}.`);
        if (!store.setAside(text, new Date().toISOString())) saver.start(text);
        return null;
      }
      saver.start(text);
      if (release !== rules.framework) {
        tell(`These answers were saved under release ${release}. They are now scored under ${rules.framework}.`);
      }
      return document;
    },

    /** Shows what another tab has saved; false where it can't be read. */
    follow: (text) => {
      const { document } = read(text);
      if (!document) return false;
      dispatch({ type: "follow", document }, { stored: true });
      tell("This assessment was changed in another tab. This tab now shows the change too.");
      return true;
    },

    load: async (file) => {
      const found = await readFile(file);
      if (found.problems) {
        const count = found.problems.length;
        const lead = `${count === 1 ? "There is a problem" : `There are ${count} problems`} in ${file.name}. Nothing on this page has changed.`;
        await complain("This file could not be loaded", lead, found.problems);
        return;
      }
      const taken = await offer(found, {
        title: `Load ${file.name}?`, other: "In the file", take: "Replace with the file", keep: "Keep what is here",
        label: "loading of a file",
      });
      if (!taken) return;
      tell(`Loaded ${file.name}.`);
      settled();
    },

    /** Another tab has saved something else: the user chooses. */
    "see-other": async () => {
      const { text } = store.read();
      const other = read(text);
      if (other.problems) {
        await complain("The other version can't be read", "It is left as it is.", other.problems);
        return;
      }
      const mine = current();
      const taken = await offer(other, {
        title: "Two versions of this assessment", other: "Saved by the other tab",
        take: "Take the other tab's version", keep: "Keep this one", label: "taking of the other version",
      });
      if (taken === null) return;
      if (taken) saver.tookOther(text);
      else {
        // The other version goes into the steps that Undo walks back, so that keeping this one loses nothing.
        dispatch({ type: "replace", document: other.document, label: "other tab's version" });
        dispatch({ type: "replace", document: mine, label: "keeping of this version" });
        saver.keepMine(text);
      }
      settled();
    },

    anew: async () => {
      if (isEmpty(current())) return;
      const taken = await ask({
        title: "Start anew?",
        lead: `Everything entered here is taken away: ${told(current()).scoredText}. ${UNDO} A saved file keeps it for good.`,
        take: "Start anew",
        keep: "Keep what is here",
      });
      if (!taken) return;
      dispatch({ type: "replace", document: emptyDocument(newId()), label: "starting anew" });
      tell("Started anew.");
      settled();
    },

    "take-aside": () =>
      store.aside().forEach(({ name, text }) => download(`${words.framework}_${name}.txt`, text, "text/plain")),

    "drop-aside": async () => {
      const taken = await ask({
        title: "Delete the copy that could not be read?",
        lead: "It can't be brought back. Download it first if it may hold something you need.",
        take: "Delete it",
        keep: "Keep it",
      });
      if (!taken) return;
      store.dropAside();
      showMessage("aside", false);
      settled();
    },
  };
};
