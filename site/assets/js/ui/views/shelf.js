/**
 * All assessments that this browser keeps: new, open, duplicate, rename, save, delete and bring back. One that is not
 * open is never written anew from what this release reads in it: its text stays that of the release it was made under.
 */
import { parse, write } from "../../core/jsontext.js";
import { download, newId } from "../browser.js";
import { bindDialog } from "../dialog.js";
import { KINDS } from "../elements.js";
import { documentText, fileName } from "../files.js";
import { button, make } from "../make.js";
import { readDocument } from "../reading.js";
import { outcomeSummary } from "../result.js";
import { scored } from "../scored.js";
import { emptyDocument } from "../state.js";

const FIRST = "assessment";
const titleOf = ({ name, provider }) => name || provider || "Without a name";

export const bindShelf = (page, show) => {
  const { rules, words, store, saver, dispatch, tell, current, leave, showMessage } = page;
  const ask = bindDialog(page.dialog);
  const freshSlot = () => `${FIRST}:${newId()}`;
  /** Takes a text as one of this release; where an older one is among them, `fill` fetches the reader that carries it. */
  let read = (text) => (text ? readDocument(text, rules, newId()) : { document: emptyDocument(newId()), release: rules.framework });
  const textOf = (document) => documentText(document, rules, words);
  /** An entry's text as a file, with other details where they are given. */
  const fileOf = ({ name, text, document }, details = {}) => {
    if (name === store.slot) return textOf({ ...document, ...details });
    if (!Object.keys(details).length) return text;
    return `${write(new Map([...parse(text.replace(/^\uFEFF/, "")).value, ...Object.entries(details)]))}\n`;
  };

  /** Every assessment kept: {name, text, document | problems, release}. The open one as it is on the page. */
  const kept = () => store.list(FIRST).map(({ name, text }) => ({ name: FIRST + name, text }))
    .filter(({ name, text }) => text || name === store.slot)
    .map((entry) => (entry.name === store.slot ? { ...entry, document: current(), release: rules.framework } : { ...entry, ...read(entry.text) }));

  /** What is on the page is kept before another is opened. */
  const settle = () => {
    saver.flush();
    if (!saver.unsaved()) return true;
    tell("The assessment on this page is not saved yet. Save it to a file or settle the message above first.");
    return false;
  };

  const openSlot = async (name) => {
    if (!settle()) return false;
    const { text } = store.read(name);
    store.use(name);
    store.write(name, "open");
    let document = null;
    if (text) await page.withVersions(({ takeUp }) => { document = takeUp(text); });
    else saver.start(text ?? null);
    dispatch({ type: "open", document: document ?? emptyDocument(newId()), saved: Boolean(document) }, { stored: true });
    showMessage("aside", store.list("aside:").length > 0);
    tell("");
    return true;
  };

  /** Back to the form, unless the user has gone elsewhere since: then the list shows how things stand now. */
  const toForm = (since) => {
    if (page.turn() !== since) {
      fill();
      return;
    }
    leave({ silent: true });
    page.settled();
  };

  /** Adds an assessment and opens it; text null: one without answers. */
  const add = async (text, said) => {
    const since = page.turn();
    if (!settle()) return;
    const name = freshSlot();
    const reason = text ? store.write(text, name) : null;
    if (reason) {
      tell(`Not added: ${reason}.`);
      return;
    }
    await openSlot(name);
    if (said) tell(said);
    toForm(since);
  };

  const card = (entry) => {
    const { name, document, problems } = entry;
    const here = name === store.slot, data = { "data-slot": name };
    if (!document) {
      return make("li", { class: "card shelf__one" },
        make("h3", {}, "A copy that can't be read"),
        make("p", {}, `${problems[0].place}: ${problems[0].message}`),
        make("p", { class: "shelf__acts" }, button("raw", "Save as it is", data), button("remove", "Delete", data, "this copy")));
    }
    const { headline, overall, scoredText } = outcomeSummary(scored(document, rules).result, document, rules, words);
    const title = titleOf(document), filed = new Date(store.read(`filed:${name}`).text ?? "");
    const facts = [
      ["Provider", document.provider || "Not given"], ["Kind", KINDS[document.kind]], ["Date", document.date || "Not given"],
      ["Release", entry.release], ["Progress", scoredText], ["Outcome", `${headline}, ${overall}`],
      ["In a file", Number.isNaN(filed.getTime()) ? "Not yet" : `Last saved ${filed.toLocaleString(page.language, { dateStyle: "medium", timeStyle: "short" })}`],
    ];
    return make("li", { class: `card shelf__one${here ? " is-here" : ""}`, "data-slot": name },
      make("h3", {}, title, here ? make("span", { class: "tag" }, "Open on this page") : ""),
      make("dl", { class: "shelf__facts" }, facts.map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text)))),
      make("p", { class: "shelf__acts" },
        button(here ? "back" : "open", here ? "Back to the form" : "Open", { ...data, class: "button" }, title),
        button("duplicate", "Duplicate", data, title), button("rename", "Rename", data, title),
        button("file", "Save to a file", data, title), button("remove", "Delete", data, title)));
  };

  const fill = () => {
    saver.flush();
    show.list.replaceChildren(...kept().map(card));
    const gone = store.list("bin:");
    show.binBox.hidden = !gone.length;
    show.bin.replaceChildren(...gone.map(({ name, text }) => {
      const { document } = read(text), title = document ? titleOf(document) : "A copy that can't be read";
      return make("li", {}, `${title} `, button("restore", "Bring back", { "data-slot": name }, title));
    }));
  };

  const find = ({ dataset }) => kept().find(({ name }) => name === dataset.slot);
  const focusCard = (name) =>
    (show.list.querySelector(`li[data-slot="${name}"] button`) ?? show.title).focus();

  const acts = {
    add: () => add(null, "A new assessment. The others stay in the list."),
    example: () => add(textOf({ ...read(page.byId("example").textContent).document, id: newId() }),
      "An invented example, to try things out. Your own assessments are untouched: they stay in the list."),
    open: async (pressed) => {
      const since = page.turn();
      if (await openSlot(pressed.dataset.slot)) toForm(since);
    },
    duplicate: (pressed) => {
      const entry = find(pressed);
      add(fileOf(entry, { id: newId(), name: `${titleOf(entry.document)} (copy)` }), "This is the copy.");
    },
    rename: (pressed) => {
      const card = pressed.closest("li"), entry = find(pressed), { name, document } = entry;
      const input = make("input", { type: "text", autocomplete: "off", "aria-label": `New name of ${titleOf(document)}` });
      input.value = document.name;
      let over = false;
      const done = (take) => {
        if (over) return;
        over = true;
        if (take && name === store.slot) dispatch({ type: "detail", field: "name", value: input.value });
        else if (take) {
          const reason = store.write(fileOf(entry, { name: input.value }), name);
          if (reason) tell(`Not renamed: ${reason}.`);
        }
        fill();
        focusCard(name);
      };
      input.addEventListener("keydown", (event) => {
        if (!["Enter", "Escape"].includes(event.key)) return;
        event.preventDefault(); // or Enter would press the button that takes the focus
        done(event.key === "Enter");
      });
      input.addEventListener("blur", () => done(true));
      card.querySelector("h3").replaceChildren(input);
      input.focus();
      input.select();
    },
    file: (pressed) => {
      const entry = find(pressed), { name, document } = entry, file = fileName(document, words);
      download(file, fileOf(entry));
      store.write(new Date().toISOString(), `filed:${name}`);
      if (name === store.slot) page.filed();
      fill();
      focusCard(name);
      tell(`Saved to the file ${file}.`);
    },
    raw: (pressed) => download(`${words.framework}_copy.txt`, find(pressed).text, "text/plain"),
    remove: async (pressed) => {
      const { name } = pressed.dataset.slot ? { name: pressed.dataset.slot } : {};
      if (name === store.slot && !settle()) return;
      const { text } = store.read(name);
      store.drop(name);
      if (text && store.write(text, `bin:${name}`)) {
        store.write(text, name);
        tell("Not deleted: there is no room to keep it for Undo.");
        return;
      }
      if (name === store.slot) await openSlot(store.list(FIRST).map((entry) => FIRST + entry.name)[0] ?? freshSlot());
      fill();
      (show.bin.querySelector("button") ?? show.title).focus();
      page.announce("step", "Deleted. It can be brought back below.");
    },
    restore: (pressed) => {
      const { slot } = pressed.dataset, { text } = store.read(`bin:${slot}`);
      const name = store.read(slot).text ? freshSlot() : slot;
      store.drop(`bin:${slot}`);
      if (store.write(text, name)) {
        store.write(text, `bin:${slot}`);
        tell("Not brought back: this browser's storage is full.");
      }
      fill();
      focusCard(name);
    },
    "empty-bin": async () => {
      const sure = await ask({
        title: "Delete these for good?", lead: "They can't be brought back after this.", take: "Delete for good", keep: "Keep them",
      });
      if (!sure) return;
      store.dropAll("bin:");
      fill();
      show.title.focus();
    },
    "drop-all": async () => {
      const sure = await ask({
        title: "Delete everything from this computer?",
        lead: "All assessments, deleted ones, copies put aside, your name and your own wording go from this browser. This can't be undone. Files that you have saved stay where they are.",
        list: kept().map(({ document }) => (document ? titleOf(document) : "A copy that can't be read")),
        take: "Delete everything", keep: "Keep it",
      });
      if (!sure) return;
      store.dropAll("");
      store.use(FIRST);
      saver.start(null);
      page.isMe("");
      dispatch({ type: "open", document: emptyDocument(newId()), saved: false }, { stored: true });
      fill();
      show.title.focus();
      tell("Everything was deleted from this browser.");
    },
  };
  return {
    fill: async () => {
      if (kept().some(({ release }) => release && release !== rules.framework)) await page.withVersions((versions) => { read = versions.read; });
      fill();
    },
    acts,
  };
};
