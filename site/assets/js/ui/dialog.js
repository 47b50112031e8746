/** The one dialog: what is wrong with a file, a question, or two versions side by side. */
import { named, say } from "./elements.js";

const cells = (texts) => texts.map((text, at) => {
  const cell = document.createElement(at ? "td" : "th");
  if (!at) cell.scope = "row";
  cell.textContent = text;
  return cell;
});

const row = (texts) => {
  const line = document.createElement("tr");
  line.append(...cells(texts));
  line.classList.toggle("differs", texts[1] !== texts[2]);
  return line;
};

const entry = (text) => {
  const line = document.createElement("li");
  line.textContent = text;
  return line;
};

/**
 * @returns open({title, lead, list?, rows?, other?, take?, keep}) -> Promise of true (taken), false (kept) or null (closed)
 *   list: texts; rows: [what, here, there]; other: heading of the third column; take, keep: words on the buttons
 */
export const bindDialog = (dialog) => {
  const show = named(dialog);
  let settle = () => {};
  const close = (taken) => {
    settle(taken);
    settle = () => {};
    dialog.close();
  };
  dialog.addEventListener("click", ({ target }) => {
    const { act } = target.closest("[data-act]")?.dataset ?? {};
    if (act === "dialog-take") close(true);
    if (act === "dialog-close") close(false);
  });
  dialog.addEventListener("close", () => settle(null));

  return ({ title, lead, list = [], rows = [], other = "", take = "", keep }) => {
    say(show.dialogTitle, title);
    say(show.dialogLead, lead);
    show.dialogList.hidden = !list.length;
    show.dialogList.replaceChildren(...list.map(entry));
    show.dialogCompare.hidden = !rows.length;
    show.dialogRows.replaceChildren(...rows.map(row));
    say(show.dialogOther, other);
    show.dialogTake.hidden = !take;
    say(show.dialogTake, take);
    say(show.dialogKeep, keep);
    return new Promise((resolve) => {
      settle = resolve;
      dialog.showModal();
      show.dialogTitle.focus();
    });
  };
};
