/** Opening the spreadsheet that a service already has: choose the columns, see what matches, go on from there. */
import { csvRows } from "../../core/csv.js";
import { decode } from "../../core/jsontext.js";
import { isZip, readWorkbook } from "../../core/workbook.js";
import { button, make } from "../make.js";
import { guess, matched, rowsOfCells, withSheet } from "../ownsheet.js";
import { keptWording, showWording } from "../wording.js";

const COLUMNS = { number: "Number", wording: "Wording", score: "Score", evidence: "Evidence" };
const MOST = 10; // rows of a kind that are listed

const letter = (column) => (column < 26 ? "" : letter(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));

export const bindSheet = (page, show) => {
  const { rules, store, current, dispatch, tell } = page;
  let file = null; // {name, sheets: [{name, rows}], at, choice: {head, columns}}

  const rows = () => file.sheets[file.at].rows;
  const choose = (at) => {
    file.at = at;
    file.choice = guess(rows(), rules);
  };

  const listed = (title, all, text) => (all.length
    ? [make("p", {}, make("strong", {}, `${title}: ${all.length}`)),
      make("ul", {}, all.slice(0, MOST).map((one) => make("li", {}, text(one))), all.length > MOST ? make("li", {}, `and ${all.length - MOST} more`) : "")]
    : []);

  const preview = () => {
    const found = matched(rows(), file.choice, rules);
    const count = (what) => found.items.filter((item) => item[what]).length;
    return [
      make("h3", {}, "What matches"),
      make("p", { class: "sheet__found" }, `${found.items.length} of ${rules.items.length} items found: ${count("score")} with a score, ${count("evidence")} with evidence, ${count("wording")} with wording.`),
      ...listed("Scores that can't be taken", found.wrong, ({ row, id, text, problem }) => `Row ${row}, ${id}: ${text}: ${problem}`),
      ...listed("Rows with a number that is no item", found.unknown, ({ row, text }) => `Row ${row}: ${text}`),
      ...listed("Items that stand twice, the second left out", found.twice, ({ row, id }) => `Row ${row}: ${id}`),
      make("p", { class: "view__acts" }, button("sheet-take", "Take these into the assessment on this page", { class: "button", disabled: !found.items.length })),
      make("p", {}, "Scores and evidence replace what stands at the same items; blanks in the sheet change nothing. You can undo this."),
    ];
  };

  const select = (label, options, value, change) => {
    const control = make("select", { autocomplete: "off" }, options.map(([key, text]) => make("option", { value: key, selected: key === value }, text)));
    control.addEventListener("change", () => change(Number(control.value)));
    return make("label", { class: "field" }, label, " ", control);
  };

  const fill = () => {
    show.forget.hidden = !Object.keys(keptWording(store)).length;
    if (!file) {
      show.body.replaceChildren();
      return;
    }
    const { head, columns } = file.choice, width = Math.max(1, ...rows().map(({ length }) => length));
    const names = Array.from({ length: width }, (_, at) => [at, `${letter(at)}${rows()[head]?.[at] ? `: ${rows()[head][at].slice(0, 40)}` : ""}`]);
    const result = make("div", {}, preview());
    const again = () => {
      result.replaceChildren(...preview());
      page.announce("sheet", result.querySelector(".sheet__found").textContent);
    };
    show.body.replaceChildren(
      make("h3", { tabindex: "-1" }, file.name),
      make("div", { class: "columns" },
        file.sheets.length > 1 ? select("Sheet", file.sheets.map(({ name }, at) => [at, name]), file.at, (at) => {
          choose(at);
          fill();
          show.body.querySelector("select").focus();
        }) : "",
        Object.entries(COLUMNS).map(([what, label]) => select(`${label} is in column`, [[-1, "None"], ...names], columns[what], (at) => {
          columns[what] = at;
          again();
        }))),
      result,
    );
  };

  const read = async (chosen) => {
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    if (!isZip(bytes)) return [{ name: chosen.name, rows: csvRows(decode(bytes)).map((row) => row.map((text) => text.trim())) }];
    const sheets = await readWorkbook(bytes);
    return sheets.filter(({ hidden, cells }) => !hidden && cells.size).map(({ name, cells }) => ({ name, rows: rowsOfCells(cells) }));
  };

  show.file.addEventListener("change", async () => {
    const [chosen] = show.file.files;
    show.file.value = "";
    if (!chosen) return;
    try {
      const sheets = await read(chosen);
      if (!sheets.length) throw new Error("no sheet in it holds anything");
      file = { name: chosen.name, sheets, at: 0, choice: null };
      const hits = sheets.map((sheet) => matched(sheet.rows, guess(sheet.rows, rules), rules).items.length);
      choose(hits.indexOf(Math.max(...hits)));
      tell("");
      fill();
      show.body.querySelector("h3").focus();
    } catch (error) {
      tell(`${chosen.name} could not be read: ${error.message}. Save it as .xlsx or as CSV (UTF-8) and try again.`);
    }
  });

  return {
    fill,
    acts: {
      "sheet-file": () => show.file.click(),
      "sheet-take": () => {
        const found = matched(rows(), file.choice, rules), { name } = file;
        const texts = Object.fromEntries(found.items.filter(({ wording }) => wording).map(({ id, wording }) => [id, wording]));
        const reason = Object.keys(texts).length ? store.write(JSON.stringify({ ...keptWording(store), ...texts }), "wording") : null;
        dispatch({ type: "replace", document: withSheet(current(), found, rules), label: "taking of a sheet" });
        showWording(page);
        file = null;
        page.leave({ silent: true });
        tell(reason ? `Taken from ${name}, but its wording could not be kept: ${reason}.` : `Taken from ${name}.`);
        page.settled();
      },
      "forget-wording": () => {
        store.drop("wording");
        showWording(page);
        fill();
        show.title.focus();
        tell("The wording from your sheet is no longer kept here.");
      },
    },
  };
};
