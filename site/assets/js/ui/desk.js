/** The views in place of the form: which one is open, and what its buttons do. Each view is loaded when it is opened. */
import { named } from "./elements.js";

const VIEWS = {
  shelf: async () => (await import("./views/shelf.js")).bindShelf,
  compare: async () => (await import("./views/compare.js")).bindCompare,
  report: async () => (await import("./views/report.js")).bindReport,
  team: async () => (await import("./views/team.js")).bindTeam,
  sheet: async () => (await import("./views/sheet.js")).bindSheet,
};

/**
 * A view is bound by `bind(page, show, section)` and gives `fill()`, which shows how things stand, and `acts`:
 * {name: (button) => void}. `page.leave()` goes back to the form; `page.turn()` changes with each view that is asked
 * for or left, so that work which takes its time can tell whether the user has gone elsewhere meanwhile.
 * @returns act(name, button): what a button of the desk or of a view asks for;  wording(): shows a sheet's own wording
 */
export const bindDesk = (page) => {
  const { root } = page;
  const loading = {}, bound = {}; // name -> promise of the view, the view
  let turn = 0;
  const sectionOf = (name) => root.querySelector(`[data-view-name="${name}"]`);
  const tabs = [...root.querySelectorAll("[data-act=view]")];

  const showOnly = (name) => {
    for (const section of root.querySelectorAll("[data-view-name]")) section.hidden = section.dataset.viewName !== name;
    for (const tab of tabs) tab.setAttribute("aria-pressed", tab.dataset.to === name);
    document.documentElement.dataset.view = name;
  };

  const leave = ({ silent = false } = {}) => {
    turn++;
    const from = document.documentElement.dataset.view;
    showOnly("");
    delete document.documentElement.dataset.view;
    if (!silent) tabs.find(({ dataset }) => dataset.to === from)?.focus();
  };

  const open = async (name) => {
    const section = sectionOf(name), mine = ++turn;
    const bind = (view) => view({ ...page, leave, open, turn: () => turn, get saver() { return page.saver; } }, named(section), section);
    try {
      loading[name] ??= VIEWS[name]().then(bind); // bound once, however often it is asked for while it loads
      bound[name] = await loading[name];
    } catch (error) {
      delete loading[name];
      if (mine === turn) page.tell(`This view could not be loaded (${error.message}). Is the network gone? Nothing is lost; try again.`);
      return;
    }
    if (mine !== turn) return;
    page.tell("");
    await bound[name].fill();
    if (mine !== turn) return;
    showOnly(name);
    section.querySelector("h2").focus();
    section.scrollIntoView({ block: "nearest" });
  };

  const acts = {
    view: ({ dataset, ariaPressed }) => (ariaPressed === "true" ? leave() : open(dataset.to)),
    back: () => leave(),
  };

  return {
    act: (name, button) => {
      const own = bound[document.documentElement.dataset.view]?.acts[name];
      return (acts[name] ?? own)(button);
    },
    wording: async () => (await import("./wording.js")).showWording(page),
  };
};
