/** Sharing the work: sections for named people, a part for each as a file, and merging what comes back. */
import { write } from "../../core/jsonwrite.js";
import { download, newId } from "../browser.js";
import { reportLines } from "../carrying.js";
import { KINDS } from "../elements.js";
import { documentText, fileName } from "../files.js";
import { button, make, table } from "../make.js";
import { commonStart, isNewerPart, isOutside, keptRecord, kinship, mergePlan, merged, partOf, partRecord } from "../merging.js";

const NAMES = {
  answer: "Answer", evidence: "Evidence", action: "Action", owner: "Owner", due: "Due", target: "Target",
  provider: "Provider", date: "Date", kind: "Kind", name: "Name",
};
const NOTHING = "nothing";
const counted = (count, one, many) => `${count} ${count === 1 ? one : many}`;

/** A value at a place in words. */
const words = (value, field) => {
  if (value === undefined) return NOTHING;
  if (typeof value === "string") return field === "kind" ? KINDS[value] : value;
  if (field !== "answer") return write(value, true);
  return value.value ?? `${value.numerator ?? "?"} of ${value.denominator ?? "?"}`;
};
const keyOf = ({ item, field, mine, theirs }) => JSON.stringify([item, field, words(mine, field), words(theirs, field)]);
const cell = (text) => make("span", { class: "report__line" }, text);
const placeName = ({ item, field }) => `${item ? `${item}: ` : ""}${NAMES[field] ?? field}`;

export const bindTeam = (page, show) => {
  const { rules, store, current, dispatch, tell } = page;
  let merging = null; // {found, from, read, mine, plan, picks: Map key of a conflict -> "mine" | "theirs"}

  const team = () => keptRecord(current(), "x-team");
  const people = () => [...new Set(Object.values(team()))].filter(Boolean);

  show.me.value = store.read("me").text ?? "";
  show.me.addEventListener("change", () => {
    const name = show.me.value.trim();
    const reason = name ? store.write(name, "me") : store.drop("me")?.reason;
    page.isMe(name);
    tell(reason ? `Your name is not kept: ${reason}.` : "");
  });

  const fillSections = () => show.sections.replaceChildren(
    make("h3", {}, "Who does what"),
    make("div", { class: "columns" }, rules.sections.map(({ id, title }) => {
      const input = make("input", { type: "text", autocomplete: "off", "data-section": id });
      input.value = team()[id] ?? "";
      input.addEventListener("change", () => {
        const { [id]: _, ...others } = team(), name = input.value.trim();
        dispatch({ type: "keep", key: "x-team", value: name ? { ...others, [id]: name } : others });
        fillParts();
      });
      return make("label", { class: "field" }, `${id} ${title} `, input);
    })));

  const sectionsOf = (person) => rules.sections.filter(({ id }) => team()[id] === person).map(({ id }) => id);
  const fillParts = () => show.parts.replaceChildren(...(people().length
    ? [make("h3", {}, "Parts to send"), make("ul", {}, people().map((person) =>
      make("li", {}, `${person}: ${sectionsOf(person).join(", ")} `, button("part", "Save this part", { "data-person": person }, `for ${person}`))))]
    : []));

  // --- what a merge would do, told before anything is done ---------------------------------------------

  const moment = (text) => {
    const time = new Date(text ?? "");
    return Number.isNaN(time.getTime()) ? "" : `, made ${time.toLocaleString(page.language, { dateStyle: "medium", timeStyle: "short" })}`;
  };

  /** What the file is: whose part, of which assessment, of which release. */
  const aboutFile = ({ document, release, report, aside = [] }, plan) => {
    const part = partRecord(document), kin = kinship(current(), document);
    const whose = [document.provider, document.name, document.date].filter(Boolean).join(", ") || "without provider, name or date";
    return [
      part ? make("p", {}, `The part for ${part.for}, sections ${part.sections.join(", ")}${moment(part.made)}.`) : "",
      kin === "other" ? make("p", { class: "message message--warn" }, make("strong", {}, "This part belongs to another assessment "),
        `(${whose}), not to the one on this page. Open that one first, unless you mean to bring the two together.`) : "",
      kin === "unknown" ? make("p", { class: "message message--note" }, "This file is no part of the assessment on this page, as far as it says.") : "",
      isNewerPart(current(), document) ? make("p", {}, "It is newer than the part on this page, and takes its place: what you send back is compared with it.") : "",
      plan.start ? "" : make("p", {}, "It can't be told what both sides began from: wherever they differ, you are asked."),
      report ? make("ul", {}, reportLines(report).map((line) => make("li", {}, line)))
        : release !== rules.framework ? make("p", {}, `It was made under release ${release}; here it is scored under ${rules.framework}.`) : "",
      aside.length ? make("p", {}, `Kept aside, since this release does not know them: ${aside.join(", ")}.`) : "",
    ];
  };

  const takenTable = ({ document, report }, { taken, aside }) => {
    if (!taken.length && !aside.length) return make("p", {}, "Nothing in it is taken without asking.");
    const outside = report ? () => false : isOutside(document, rules);
    const away = [...new Set(taken.filter(({ item }) => partRecord(document) && outside(item)).map(({ item }) => item))];
    return make("div", {},
      table(`To be taken from the file: ${counted(taken.length + aside.length, "place", "places")}`, ["Place", "Here now", "In the file", "By"], [
        ...taken.map((place) => ({ cells: [
          placeName(place), cell(words(place.mine, place.field)),
          cell(place.theirs === undefined ? "cleared" : words(place.theirs, place.field)), place.by] })),
        ...aside.map(([id, record]) => ({ cells: [`${id}: kept aside`, NOTHING, words(record), ""] })),
      ]),
      away.length ? make("p", { class: "message message--note" }, `Outside the sections of this part: ${away.join(", ")}.`) : "");
  };

  const side = (name, label, text, by, pick, checked) => {
    const radio = make("input", { type: "radio", name, value: pick, autocomplete: "off", checked });
    return make("label", { class: "choice" }, radio, make("span", {}, `${label}${by ? ` (${by})` : ""}: ${text}`));
  };

  /** Works out what the file would do to the assessment as it is now; what was settled stays settled. */
  const replan = () => {
    const { found: { document }, read } = merging, mine = current();
    merging.plan = mergePlan(mine, document, rules, commonStart(mine, document, rules, read));
    merging.mine = mine;
  };
  const isOpen = (conflict) => !merging.picks.has(keyOf(conflict));
  const left = () => merging.plan.conflicts.filter(isOpen).length;
  const leftText = () => (left() ? `${left()} still to settle.` : "All settled.");

  const question = (conflict, at, status) => {
    const { field, mine, theirs, base, byMine, by } = conflict, name = `merge-${at}`, pick = merging.picks.get(keyOf(conflict));
    const box = make("fieldset", { class: "merge__one" }, make("legend", {}, placeName(conflict)),
      make("div", { class: "choices" },
        side(name, "Here", words(mine, field), byMine, "mine", pick === "mine"),
        side(name, "In the file", words(theirs, field), by, "theirs", pick === "theirs")),
      base === undefined ? "" : make("p", {}, `Before both changed it: ${words(base, field)}`));
    box.addEventListener("change", ({ target }) => {
      merging.picks.set(keyOf(conflict), target.value);
      status.textContent = leftText();
      page.announce("merge", leftText());
    });
    return box;
  };

  const fillMerge = () => {
    if (!merging) {
      show.merge.replaceChildren();
      return;
    }
    const { found, plan, from } = merging, { conflicts, taken, stays, aside } = plan;
    const status = make("p", {}, leftText());
    const news = conflicts.length || taken.length || aside.length;
    const other = kinship(current(), found.document) === "other";
    show.merge.replaceChildren(...[
      make("h3", { tabindex: "-1" }, `Merge ${from}`),
      ...aboutFile(found, plan),
      news ? takenTable(found, plan) : make("p", {}, "Nothing in it is new here."),
      conflicts.length ? make("h4", {}, `${counted(conflicts.length, "place differs", "places differ")}: choose for each`) : "",
      ...conflicts.map((conflict, at) => question(conflict, at, status)),
      stays.length ? make("details", {}, make("summary", {}, `Changed here alone, and left as it is: ${counted(stays.length, "place", "places")}`),
        make("ul", {}, stays.map((place) => make("li", {}, `${placeName(place)}: ${words(place.mine, place.field)} (in the file: ${words(place.theirs, place.field)})`)))) : "",
      conflicts.length ? status : "",
      make("p", { class: "view__acts" },
        news ? button("merge-take", other ? "Merge all the same" : "Merge", { class: "button" }) : "",
        button("merge-leave", news ? "Leave everything as it is" : "Close")),
    ].filter(Boolean));
  };

  show.file.addEventListener("change", () => {
    const [file] = show.file.files;
    show.file.value = "";
    if (file) page.withVersions(async ({ readOrComplain, read }) => {
      const found = await readOrComplain(file);
      if (!found) return;
      merging = { found, from: file.name, read, picks: new Map() };
      replan();
      fillMerge();
      show.merge.querySelector("h3").focus();
    });
  });

  return {
    fill: () => {
      if (merging) replan();
      fillSections();
      fillParts();
      fillMerge();
    },
    acts: {
      part: ({ dataset: { person } }) => {
        const stamp = { id: newId(), made: new Date().toISOString() };
        const part = { ...partOf(current(), rules, sectionsOf(person), person, stamp), name: [current().name, `part for ${person}`].filter(Boolean).join(", ") };
        const name = fileName(part, page.words);
        download(name, documentText(part, rules, page.words));
        tell(`Saved to the file ${name}. Send it to ${person}, who opens it in this calculator, says under "Share the work" who they are, and sends back what "Save to a file" gives.`);
      },
      "merge-file": () => show.file.click(),
      "merge-leave": () => {
        merging = null;
        fillMerge();
        show.title.focus();
      },
      "merge-take": () => {
        const { mine, picks, found: { document: theirs }, from } = merging;
        if (current() !== mine) {
          replan();
          fillMerge();
          show.merge.querySelector("h3").focus();
          tell("Something has changed on this page meanwhile. The list is renewed: look at it again, then merge.");
          return;
        }
        const { plan } = merging, open = plan.conflicts.findIndex(isOpen);
        if (open >= 0) {
          show.merge.querySelectorAll(".merge__one")[open].querySelector("input").focus();
          return;
        }
        const document = merged(current(), theirs, rules, plan, plan.conflicts.filter((conflict) => picks.get(keyOf(conflict)) === "theirs"));
        dispatch({ type: "replace", document: { ...document, id: current().id || newId() }, label: "merging of a file" });
        merging = null;
        page.leave({ silent: true });
        tell(`Merged ${from}. Undo takes the whole of it back.`);
        page.settled();
      },
    },
  };
};
