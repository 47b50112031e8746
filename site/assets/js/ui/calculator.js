/** The calculator page: one state, one reducer; this module joins them to the form, the result, the store and files. */
import { readRules } from "../core/rules.js";
import { autosave } from "./autosave.js";
import { afterFrame, announcer, download, newId, whenIdle } from "./browser.js";
import { attribute, hide, named, say } from "./elements.js";
import { documentText, fileName } from "./files.js";
import { bindForm } from "./form.js";
import { showKpi } from "./kpis.js";
import { bindResult } from "./result.js";
import { BAD, bindSaving, savingText } from "./saving.js";
import { scored } from "./scored.js";
import { emptyDocument, isEmpty, reduce, startState } from "./state.js";
import { browserStore } from "./storage.js";

const byId = (id) => document.getElementById(id);
const root = byId("calculator");
const panel = byId("result");
const language = document.documentElement.lang;
const rules = readRules(byId("rules").textContent);
const words = JSON.parse(byId("words").textContent);
const show = named(root);
const showMessage = (name, shown) => hide(root.querySelector(`[data-message="${name}"]`), !shown);
const toggle = panel.querySelector("[data-act=toggle]");
const undoSaid = root.querySelector("[data-message=said] [data-act=undo]");
const focusTop = () => {
  openPanel(false); // or it would lie over the form where the window is narrow
  byId("details-title").focus();
};
const announce = announcer(show.live);
const showSaving = bindSaving(named(panel), { show: showMessage, failedReason: show.failedReason }, language);

let state = startState(emptyDocument(newId()));
let found = scored(state.document, rules);
let touched = null; // id of the item worked on last
let me = ""; // who works here, where that was told
let unfiled = 0; // steps since the last save to a file
const REMIND = 25; // steps

// --- what is entered -> what is shown ------------------------------------------------------------

const dispatch = (action, { stored = false } = {}) => {
  const before = state;
  state = reduce(before, action);
  if (state === before) return;
  if (state.document !== before.document && !stored) {
    if (!BAD.includes(state.saving.kind)) state = reduce(state, { type: "saving", saving: { kind: "waiting" } });
    saver.changed();
    if (state.past.length !== before.past.length && ++unfiled === REMIND) showMessage("remind", true);
  }
  if (action.item) showMessage("said", false); // what was said before is over once somebody works on
  if (state.typing) touched = state.typing;
  render(before);
};

const form = bindForm(root, (action) => dispatch(me ? { ...action, by: me } : action));
const panelShows = bindResult(panel, root, rules, words);

const showItem = (item) => {
  const controls = form.items.get(item.id);
  const problem = state.typing === item.id ? "" : found.problems[item.id] ?? "";
  hide(controls.show.problem, !problem);
  say(controls.show.problem, problem);
  for (const part of controls.parts) attribute(part, "aria-invalid", Boolean(problem));
  if (item.kind !== "criterion") showKpi(item, controls, found.answers);
};

const showStep = (act, label, steps) => {
  const button = show.tools.querySelector(`[data-act="${act}"]`);
  attribute(button, "aria-disabled", !steps.length);
  attribute(button, "title", steps.length ? `${label}: ${steps.at(-1).label}` : "");
};

const render = (before) => {
  const { document: entered } = state;
  if (entered !== before?.document) {
    form.fill(entered, before?.document);
    const rescored = entered.answers !== before?.document.answers;
    if (rescored) found = scored(entered, rules);
    const sentence = panelShows.result(found.result, entered);
    insight?.update();
    if (before && (rescored || entered.kind !== before.document.kind)) announce("result", sentence);
  }
  if (entered !== before?.document || state.typing !== before?.typing) {
    const worked = [state.typing, before?.typing];
    for (const item of rules.items) {
      if (!before || entered.answers[item.id] !== before.document.answers[item.id] || worked.includes(item.id)) showItem(item);
    }
  }
  const { kind } = state.saving;
  if (BAD.includes(kind) && kind !== before?.saving.kind) announce("saving", `${savingText(state.saving)}.`);
  before ? renderRest() : showRest();
};

/** What nobody looks at first: the answer, and the result that it leads to, are painted before it. */
const showRest = () => {
  const { document: entered, saving, past, future } = state;
  const apart = [...(entered.kept.aside?.keys?.() ?? [])];
  hide(show.asideBox, !apart.length);
  say(show.asideIds, apart.join(", "));
  panelShows.rest(found.result, entered, touched);
  showSaving(saving);
  showStep("undo", "Undo", past);
  showStep("redo", "Redo", future);
  hide(undoSaid, !past.length);
};
const renderRest = afterFrame(showRest);

const tell = (text) => {
  say(show.said, text);
  showMessage("said", Boolean(text));
  if (text) announce("said", text);
};

// --- other versions: files, the browser's copy, other tabs ----------------------------------------

const store = browserStore(() => window.localStorage, `${words.framework}:${new URL("../", location.href).pathname}:`);

/** What is loaded only once it is used: `act` is given what was bound, as soon as it is there. */
const late = (load) => {
  const use = async (act) => {
    try {
      use.bound ??= await load();
    } catch {
      tell("A part of this page could not be loaded. Is the network gone? Nothing is lost; try again.");
      return;
    }
    await act(use.bound);
  };
  return use;
};

const page = {
  root, rules, words, store, dispatch, tell, show, showMessage, byId, announce, language,
  get saver() { return saver; },
  dialog: byId("dialog"),
  current: () => state.document,
  found: () => found,
  settled: focusTop,
  goToItem: (id) => goToItem(id),
  isMe: (name) => { me = name; },
  filed: () => filed(),
  withVersions: (act) => withVersions(act),
};
/** Other versions of the assessment: files, other tabs. */
const withVersions = late(async () => (await import("./versions.js")).bindVersions(page));
/** Whole views in place of the form: the list of assessments, comparing, the report. */
const withDesk = late(async () => (await import("./desk.js")).bindDesk(page));
/** What the result can say about itself: steps to the next mark, what if, how it came about. */
const withInsight = late(async () => {
  insight = (await import("./insight.js")).bindInsight(page, panel);
  return insight;
});
let insight = null;

const saver = autosave({
  store,
  textOf: () => (isEmpty(state.document) ? null : documentText(state.document, rules, words)),
  report: (saving) => dispatch({ type: "saving", saving }),
  follow: (text) => withVersions.bound.follow(text),
  now: () => new Date(),
  later: (act, delay) => setTimeout(() => whenIdle(act), delay),
});

const begin = async () => {
  me = store.read("me").text ?? "";
  const [last] = store.list("open");
  if (last?.text.startsWith("assessment")) store.use(last.text); // anything else is no name of ours
  const { text, reason } = store.read();
  if (reason) state = reduce(state, { type: "saving", saving: { kind: "failed", reason } });
  else if (text) {
    root.inert = true; // nothing may be typed before it is known what is there already
    await withVersions(({ takeUp }) => {
      const document = takeUp(text);
      if (document) state = { ...startState(document), saving: { kind: "saved" } };
    });
    root.inert = false;
  } else saver.start(text);
  showMessage("aside", store.list("aside:").length > 0);
  found = scored(state.document, rules);
  render(null);
  document.documentElement.classList.add("scripted");
  for (const element of [show.tools, show.desk, show.insight, toggle]) element.hidden = false;
  if (store.list("wording").length) withDesk(({ wording }) => wording());
};

/** The assessment is in a file now. */
const filed = () => {
  unfiled = 0;
  showMessage("remind", false);
  store.write(new Date().toISOString(), `filed:${store.slot}`);
};

const step = (type, fromMessage) => {
  const steps = type === "undo" ? state.past : state.future;
  if (!steps.length) return;
  const { label } = steps.at(-1);
  dispatch({ type });
  tell("");
  announce("step", `${type === "undo" ? "Undone" : "Done again"}: ${label}.`);
  if (fromMessage) focusTop();
};

const goToItem = (id) => {
  const { fieldset } = form.items.get(id);
  openPanel(false);
  fieldset.scrollIntoView({ block: "center" });
  (fieldset.querySelector("input:checked") ?? fieldset.querySelector("input")).focus({ preventScroll: true });
};

const openPanel = (open) => {
  panel.classList.toggle("is-open", open);
  toggle.setAttribute("aria-expanded", open);
};

// --- what the user can do ------------------------------------------------------------------------

const acts = {
  save: () => {
    const name = fileName(state.document, words);
    download(name, documentText(state.document, rules, words));
    filed();
    tell(`Saved to the file ${name}.`);
  },
  load: () => show.file.click(),
  undo: (button) => step("undo", Boolean(button.closest("[data-message]"))),
  redo: () => step("redo", false),
  print: () => window.print(),
  next: () => goToItem(show.nextId.textContent),
  toggle: () => openPanel(!panel.classList.contains("is-open")),
  hush: () => {
    tell("");
    focusTop();
  },
  later: () => {
    showMessage("remind", false);
    focusTop();
  },
  retry: saver.flush,
  "keep-mine": () => saver.keepMine(null),
  compact: (button) => button.setAttribute("aria-pressed", root.classList.toggle("is-compact")),
};

root.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  if (button.matches("a")) event.preventDefault();
  const { act } = button.dataset;
  if (acts[act]) acts[act](button);
  else if (button.closest("[data-desk]")) withDesk((desk) => desk.act(act, button));
  else withVersions((others) => others[act]());
});

show.file.addEventListener("change", () => {
  const [file] = show.file.files;
  show.file.value = "";
  if (file) withVersions(({ load }) => load(file));
});

// A `toggle` does not rise: it is caught on its way down.
panel.addEventListener("toggle", ({ target }) => target.matches("[data-insight][open]") && withInsight((it) => it.update()), true);

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("textarea, select, input:not([type=radio])");
  if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || byId("dialog").open) return;
  event.preventDefault();
  step(event.shiftKey ? "redo" : "undo", false);
});

window.addEventListener("storage", ({ key }) => {
  if (key === null || key === store.key) withVersions(() => saver.noticed());
});
window.addEventListener("pageshow", ({ persisted }) => persisted && withVersions(() => saver.noticed()));
window.addEventListener("pagehide", saver.flush);
document.addEventListener("visibilitychange", () => {
  saver.flush();
  if (!document.hidden && withVersions.bound) saver.noticed(); // a browser may clear what it keeps without a word
});
window.addEventListener("beforeunload", (event) => {
  saver.flush();
  if (saver.unsaved()) event.preventDefault();
});

begin();
