/** Two or three assessments side by side. */
import { compare } from "../../core/compare.js";
import { shown } from "../../core/exact.js";
import { newId } from "../browser.js";
import { KINDS, points, span } from "../elements.js";
import { itemLabel, make, table } from "../make.js";
import { readDocument } from "../reading.js";
import { outcomeSummary } from "../result.js";
import { scored } from "../scored.js";
import { bars, definitions, legend } from "./sectionbars.js";

const MOST = 3;
const named = ({ name, provider, kind, date }) => [name || provider || "Without a name", KINDS[kind].toLowerCase(), date].filter(Boolean).join(", ");

export const bindCompare = (page, show) => {
  const { rules, words, store, current } = page;
  const fromFiles = []; // documents added here; they are kept nowhere
  let chosen = null;
  /** Takes a text as one of this release; where an older one is among them, `start` fetches the reader that carries it. */
  let read = (text) => readDocument(text, rules, newId());

  const all = () => [
    { key: store.slot, document: current(), here: true },
    ...store.list("assessment").map(({ name, text }) => ({ key: `assessment${name}`, document: text ? read(text).document : null })),
    ...fromFiles.map((document, at) => ({ key: `file ${at}`, document, file: true })),
  ].filter(({ key, document, here }) => document && (here || key !== store.slot));

  const choices = (entries) => show.choice.replaceChildren(...entries.map(({ key, document, here, file }) => {
    const box = make("input", { type: "checkbox", value: key, autocomplete: "off", checked: chosen.includes(key) });
    box.addEventListener("change", () => {
      chosen = box.checked ? [...chosen, key].slice(-MOST) : chosen.filter((one) => one !== key);
      fill();
      show.choice.querySelector(`[value="${CSS.escape(key)}"]`).focus();
    });
    return make("label", { class: "choice" }, box, make("span", {}, named(document), here ? " (on this page)" : "", file ? " (from a file)" : ""));
  }));

  const body = (entries) => {
    if (entries.length < 2) {
      return [make("p", { class: "empty" }, "Choose two or three. With one assessment only, add another from a file, or duplicate this one in the list of all assessments.")];
    }
    const worked = entries.map(({ document }) => ({ document, ...scored(document, rules) }));
    const found = compare(rules, worked.map(({ document, answers }) => ({ ...document, ...answers, provider: document.provider || null, date: document.date || null })));
    const heads = entries.map(({ document }, at) => `${at + 1}. ${named(document)}`);
    const summaries = worked.map(({ document, result }) => outcomeSummary(result, document, rules, words));
    const titles = new Map(rules.items.map((item) => [item.id, itemLabel(item)]));
    const items = found.items.filter(({ agree }) => !show.only.checked || agree === false);
    const word = ({ agree }) => (agree === null ? "Not scored in all" : agree ? "Same" : "Differs");
    return [
      make("ul", {}, found.sentences.map((text) => make("li", {}, text))),
      table("Results", ["What", ...heads], [
        { cells: ["Outcome", ...summaries.map(({ headline }) => headline)] },
        { cells: ["Overall", ...summaries.map(({ overall }) => overall)] },
        { cells: ["Progress", ...summaries.map(({ scoredText }) => scoredText)] },
      ]),
      definitions(),
      table("Sections side by side, in points", ["Section", ...heads, "Bars"], rules.sections.map(({ id, title }, at) => {
        const ranges = worked.map(({ result }) => result.sections[at]);
        const texts = ranges.map((range) => `${span(range)} of ${points(range.max)}`);
        return { cells: [`${id} ${title}`, ...texts, bars(ranges, texts)] };
      })),
      make("p", {}, legend(entries.length)),
      items.length
        ? table(show.only.checked ? "Items that differ" : "Items, in points", ["Item", ...heads, "Agreement"], items.map((item) => ({
          class: item.agree === false ? "differs" : "",
          cells: [titles.get(item.id), ...item.scores.map((score) => (score ? (score.d === 1n ? points(score) : shown(score, 1)) : "Not scored")), word(item)],
        })))
        : make("p", {}, "No item differs among those that are scored in all."),
    ];
  };

  const fill = () => {
    const entries = all();
    chosen ??= entries.slice(0, 2).map(({ key }) => key);
    choices(entries);
    show.body.replaceChildren(...body(entries.filter(({ key }) => chosen.includes(key))));
  };

  show.only.addEventListener("change", fill);
  show.file.addEventListener("change", () => {
    const [file] = show.file.files;
    show.file.value = "";
    if (file) page.withVersions(async ({ readOrComplain }) => {
      const found = await readOrComplain(file);
      if (!found) return;
      fromFiles.push(found.document);
      chosen = [...chosen, `file ${fromFiles.length - 1}`].slice(-MOST);
      fill();
      show.title.focus();
    });
  });
  const start = async () => {
    const older = store.list("assessment").some(({ text }) => ![undefined, rules.framework].includes(text ? read(text).release : undefined));
    if (older) await page.withVersions((versions) => { read = versions.read; });
    fill();
  };
  return { fill: start, acts: { "add-file": () => show.file.click(), print: () => window.print() } };
};
