/** Sharing the work: sections for named people, a part for each as a file, and merging what comes back. */
import { download, newId } from "../browser.js";
import { documentText, fileName } from "../files.js";
import { button, make } from "../make.js";
import { keptRecord, mergePlan, partOf, takeTheirs } from "../merging.js";

const NAMES = { answer: "Answer", evidence: "Evidence", action: "Action", owner: "Owner", due: "Due", target: "Target" };
const words = (value) => (typeof value === "object" ? value.value ?? `${value.numerator ?? "?"} of ${value.denominator ?? "?"}` : value);

export const bindTeam = (page, show) => {
  const { rules, store, current, dispatch, tell } = page;
  let merging = null; // {theirs, plan, picks: Map conflict -> "mine" | "theirs", from}

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

  const side = (name, label, text, by, pick) => {
    const radio = make("input", { type: "radio", name, value: pick, autocomplete: "off" });
    return make("label", { class: "choice" }, radio, make("span", {}, `${label}${by ? ` (${by})` : ""}: ${text}`));
  };

  const left = () => merging.plan.conflicts.length - merging.picks.size;
  const leftText = () => (left() ? `${left()} still to settle.` : "All settled.");

  const fillMerge = () => {
    if (!merging) {
      show.merge.replaceChildren();
      return;
    }
    const { plan, from } = merging, { conflicts, taken } = plan;
    const items = new Set(taken.map(({ item }) => item));
    const status = make("p", {}, conflicts.length ? leftText() : "No conflicts.");
    show.merge.replaceChildren(
      make("h3", { tabindex: "-1" }, `Merge ${from}`),
      make("p", {}, `${items.size} ${items.size === 1 ? "item gets" : "items get"} something new${items.size ? `: ${[...items].join(", ")}` : ""}. ` +
        `${conflicts.length ? `${conflicts.length} ${conflicts.length === 1 ? "place differs" : "places differ"}: choose for each.` : "Nothing of yours is replaced."}`),
      ...conflicts.map((conflict, at) => {
        const { item, field, mine, theirs, byMine, byTheirs } = conflict;
        const box = make("fieldset", { class: "merge__one" }, make("legend", {}, `${item}: ${NAMES[field]}`),
          make("div", { class: "choices" }, side(`merge-${at}`, "Here", words(mine), byMine, "mine"), side(`merge-${at}`, "In the file", words(theirs), byTheirs, "theirs")));
        box.addEventListener("change", ({ target }) => {
          merging.picks.set(conflict, target.value);
          status.textContent = leftText();
          page.announce("merge", leftText());
        });
        return box;
      }),
      status,
      make("p", { class: "view__acts" }, button("merge-take", "Merge", { class: "button" }), button("merge-leave", "Leave everything as it is")),
    );
  };

  show.file.addEventListener("change", () => {
    const [file] = show.file.files;
    show.file.value = "";
    if (file) page.withVersions(async ({ readOrComplain }) => {
      const found = await readOrComplain(file);
      if (!found) return;
      merging = { theirs: found.document, plan: mergePlan(current(), found.document, rules.items), picks: new Map(), from: file.name };
      fillMerge();
      show.merge.querySelector("h3").focus();
    });
  });

  return {
    fill: () => {
      fillSections();
      fillParts();
      fillMerge();
    },
    acts: {
      part: ({ dataset: { person } }) => {
        const part = { ...partOf(current(), rules, sectionsOf(person), person), name: [current().name, `part for ${person}`].filter(Boolean).join(", ") };
        const name = fileName(part, page.words);
        download(name, documentText(part, rules, page.words));
        tell(`Saved to the file ${name}. Send it to ${person}, who opens it in this calculator and sends back what it saves.`);
      },
      "merge-file": () => show.file.click(),
      "merge-leave": () => {
        merging = null;
        fillMerge();
        show.title.focus();
      },
      "merge-take": () => {
        const { plan, picks, theirs, from } = merging;
        const open = plan.conflicts.findIndex((conflict) => !picks.has(conflict));
        if (open >= 0) {
          show.merge.querySelectorAll(".merge__one")[open].querySelector("input").focus();
          return;
        }
        const document = plan.conflicts.filter((conflict) => picks.get(conflict) === "theirs")
          .reduce((all, conflict) => takeTheirs(all, theirs, conflict), plan.document);
        dispatch({ type: "replace", document: { ...document, id: current().id || newId() }, label: "merging of a file" });
        merging = null;
        page.leave({ silent: true });
        tell(`Merged ${from}.`);
        page.settled();
      },
    },
  };
};
