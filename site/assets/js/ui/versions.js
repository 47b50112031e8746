/** Other versions of the assessment: files, another tab's, an empty one. Nothing is replaced without a yes. Loaded when used. */
import { decode } from "../core/jsontext.js";
import { readMigrations } from "../core/migrate.js";
import { download, newId } from "./browser.js";
import { carried, reportLines } from "./carrying.js";
import { bindDialog } from "./dialog.js";
import { say } from "./elements.js";
import { readDocument } from "./reading.js";
import { outcomeSummary } from "./result.js";
import { scored } from "./scored.js";
import { emptyDocument, isEmpty } from "./state.js";
import { fileOfTable, isOurTable } from "./tables.js";
import { changeText, compareRows } from "./summary.js";

const UNDO = "You can undo this for as long as the page is open.";

/**
 * @param page  {rules, words, store, saver, dispatch, tell, show, showMessage, dialog,
 *   current: () => document, settled: () => void puts the focus at the top of the form}
 */
export const bindVersions = (page) => {
  const { rules, words, store, saver, dispatch, tell, show, showMessage, dialog, current, settled } = page;
  const ask = bindDialog(dialog);
  const told = (document) => outcomeSummary(scored(document, rules).result, document, rules, words);
  const records = page.byId("migrations"), migrations = records && readMigrations(records.textContent);
  /** A text's document under this release; `report` where it came from an older one by the change records. */
  const read = (text) => {
    if (!text) return { document: emptyDocument(newId()), release: rules.framework };
    const older = migrations && carried(text, migrations, rules);
    return older
      ? { ...readDocument(older.text, rules, newId()), release: older.report.from, report: older.report }
      : readDocument(text, rules, newId());
  };

  /** Shows two versions and takes the other one if the user says so. */
  const offer = async ({ document, release, report, aside = [] }, { label, hint = "", ...questions }) => {
    const migrated = release === rules.framework ? "" : `It was made under release ${release}; here it is scored under ${rules.framework}. `;
    const apart = aside.length ? `Kept aside, since this release does not know them: ${aside.join(", ")}. ` : "";
    const taken = await ask({
      lead: `${hint}${changeText(current(), document, rules.items)} ${migrated}${apart}${UNDO}`,
      rows: compareRows(current(), document, told),
      list: report ? reportLines(report) : [],
      ...questions,
    });
    if (taken) dispatch({ type: "replace", document, label });
    return taken;
  };

  const complain = (title, lead, problems) =>
    ask({ title, lead, list: problems.map(({ place, message }) => `${place}: ${message}`), keep: "Close" });

  /** A file's document, by what the file holds: JSON, our table, or our workbook. */
  const readFile = async (file) => {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (bytes[0] === 80 && bytes[1] === 75) { // a ZIP archive, as workbooks are
        const { answersFromWorkbook, readWorkbook, workbookLayout } = await import("../core/workbook.js");
        const sheets = await readWorkbook(bytes), layout = workbookLayout(sheets);
        if (!layout) {
          return { problems: [{ place: "file", message: 'is a workbook, but not one from this site; "Use your own sheet" opens it' }] };
        }
        const own = migrations?.rulesOf(layout.release) ?? rules; // it is read by its own release, then carried
        const { problems, text: answers, assessment } = answersFromWorkbook(sheets, layout, own, migrations?.releases);
        return assessment ? read(answers) : { problems };
      }
      const text = decode(bytes);
      if (!isOurTable(text)) return read(text || " ");
      const table = fileOfTable(text);
      return table.problems.length ? { problems: table.problems } : read(table.text);
    } catch (error) {
      return { problems: [{ place: error.place ?? "file", message: error.message }] };
    }
  };

  const complainOf = async (file, { problems }) => {
    const lead = `${problems.length === 1 ? "There is a problem" : `There are ${problems.length} problems`} in ${file.name}. Nothing on this page has changed.`;
    await complain("This file could not be loaded", lead, problems);
  };

  return {
    read,

    /** What a file holds; null where it can't be read, and that has been told. */
    readOrComplain: async (file) => {
      const found = await readFile(file);
      if (!found.problems) return found;
      await complainOf(file, found);
      return null;
    },

    /** The document of the browser's own copy; null where it can't be read: then it is put aside, unchanged. */
    takeUp: (text) => {
      const { document, release, problems, report, aside } = read(text);
      if (problems) {
        say(show.asideProblem, `What is wrong: ${problems[0].place}: ${problems[0].message}.`);
        if (!store.write(text, `aside:${new Date().toISOString()}`)) saver.start(text);
        return null;
      }
      saver.start(text);
      if (aside?.length) {
        tell(`Some answers belong to items that this release does not know: ${aside.join(", ")}. They are kept aside, in every file that you save.`);
      } else if (report) {
        ask({
          title: `Carried to release ${rules.framework}`,
          lead: `This assessment was saved under release ${release}. Its answers were carried by the framework's change records; nothing was guessed.`,
          list: reportLines(report),
          keep: "Close",
        });
      } else if (release !== rules.framework) {
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
        await complainOf(file, found);
        return;
      }
      const part = found.document.kept["x-part"], whole = current();
      const ours = part instanceof Map && part.get("of") === whole.id && !whole.kept["x-part"];
      const taken = await offer(found, {
        hint: ours ? 'This is a part of the assessment on this page. "Share the work" merges it; here it would take the place of the whole. ' : "",
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
      store.list("aside:").forEach(({ name, text }) => download(`${words.framework}_${name}.txt`, text, "text/plain")),

    "drop-aside": async () => {
      const taken = await ask({
        title: "Delete the copy that could not be read?",
        lead: "It can't be brought back. Download it first if it may hold something you need.",
        take: "Delete it",
        keep: "Keep it",
      });
      if (!taken) return;
      store.dropAll("aside:");
      showMessage("aside", false);
      settled();
    },
  };
};
