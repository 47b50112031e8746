/** The report and the action plan: to read, to print, and as a file of its own. */
import { shown } from "../../core/exact.js";
import { trace } from "../../core/trace.js";
import { download } from "../browser.js";
import { KINDS, points, span } from "../elements.js";
import { fileName } from "../files.js";
import { withoutEvidence } from "../insight.js";
import { itemLabel, make, table } from "../make.js";
import { actionPlan, answerOf, projected } from "../plan.js";
import { outcomeSummary } from "../result.js";
import { scored } from "../scored.js";
import { tableText } from "../tables.js";

const STYLE = `body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}` +
  `table{border-collapse:collapse;width:100%;margin-bottom:1.5rem}caption{text-align:left;font-weight:bold;padding:.3rem 0}` +
  `th,td{border:1px solid #999;padding:.3rem .5rem;text-align:left;vertical-align:top}td p{margin:0 0 .2rem;white-space:pre-wrap}` +
  `dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dd{margin:0;font-weight:bold}` +
  `@page{margin:18mm 16mm;@bottom-right{content:counter(page) " / " counter(pages)}}` +
  `@media print{body{margin:0;max-width:none;font-size:10pt}tr{break-inside:avoid}thead{display:table-header-group}}`;

const share = ({ low, high }) => (shown(low, 1) === shown(high, 1) ? shown(low, 1) : `${shown(low, 1)} to ${shown(high, 1)}`);
const lines = (pairs) => pairs.filter(([, text]) => text).map(([what, text]) =>
  make("p", { class: "report__line" }, what ? make("strong", {}, `${what}: `) : "", text));

export const bindReport = (page, show) => {
  const { rules, words, current, tell } = page;

  const facts = (pairs) =>
    make("dl", { class: "report__facts" }, pairs.filter(([, text]) => text).flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)]));

  const planParts = (document, summary) => {
    const rows = actionPlan(document, rules);
    if (!rows.length) return [make("p", {}, "No action, owner, date or target is noted yet.")];
    const then = projected(document, rules), told = outcomeSummary(then, document, rules, words);
    return [
      table("Action plan, by date", ["Item", "Now", "Action", "Owner", "Due", "Target"],
        rows.map(({ id, title, now, action, owner, due, target }) =>
          ({ cells: [itemLabel({ id, title }), now, make("p", { class: "report__line" }, action), owner, due, target] }))),
      make("p", {}, make("strong", {}, "Once every target is reached: "),
        `${told.headline}, ${told.overall}. Now: ${summary.headline}, ${summary.overall}. A projection on these figures, no promise.`),
    ];
  };

  const build = () => {
    const document = current(), { result, answers } = scored(document, rules);
    const summary = outcomeSummary(result, document, rules, words);
    const found = trace(rules, answers, result), bare = withoutEvidence(document, rules);
    return [
      facts([["Provider", document.provider], ["Name", document.name], ["Kind", KINDS[document.kind]], ["Date", document.date],
        ["Framework", `${words.title}, release ${rules.framework}`], ["Result", `${summary.headline}, ${summary.overall}`],
        ["Progress", summary.scoredText], [words.gate, result.gate ? `${span(result.gate)} of ${points(result.gate.max)}` : ""]]),
      make("p", {}, words.statement[document.kind]),
      make("h3", {}, "Action plan"),
      ...planParts(document, summary),
      make("h3", {}, "Result by section"),
      table("Points, and what they give of the overall score", ["Section", "Points", "Weight", "Share of the overall score"],
        rules.sections.map(({ id, title }, at) => {
          const row = found.sections[at];
          return { cells: [`${id} ${title}`, `${span(row)} of ${points(row.max)}`, `${points(row.weight)}%`, `${share(row.share)}%`] };
        })),
      make("h3", {}, "How this result came about"),
      make("ul", {}, found.sentences.map((text) => make("li", {}, text))),
      bare.length ? make("p", {}, make("strong", {}, "Scored at the top without evidence: "), bare.join(", ")) : "",
      make("h3", {}, "Every item"),
      ...rules.sections.map(({ id, title, items }) =>
        table(`${id} ${title}`, ["Item", "Answer", "Notes"], items.map((item) => {
          const note = document.notes[item.id] ?? {};
          return { cells: [itemLabel(item), answerOf(document, item.id),
            make("div", {}, lines([["Evidence", note.evidence], ["By", note.by]]))] };
        }))),
    ].filter(Boolean);
  };

  const give = (text, ending, type, about) => {
    const name = fileName(current(), words).replace(/json$/, ending);
    download(name, text, type);
    tell(`Saved to the file ${name}. ${about}`);
  };

  return {
    fill: () => show.body.replaceChildren(...build()),
    acts: {
      print: () => window.print(),
      "report-file": () => {
        const title = make("title", {}, `${words.title}: ${[current().provider, current().name, current().date].filter(Boolean).join(", ") || "report"}`);
        const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`;
        const head = `<meta charset="utf-8">${policy}<meta name="viewport" content="width=device-width">${title.outerHTML}<style>${STYLE}</style>`;
        const body = make("body", {}, make("h1", {}, title.textContent), ...build());
        give(`<!doctype html>\n<html lang="${page.language}"><head>${head}</head>${body.outerHTML}</html>\n`, "html", "text/html",
          'It is for reading, and can\'t be loaded again: keep the file of "Save to a file" for that.');
      },
      "csv-file": () => give(tableText(current(), rules, words), "csv", "text/csv",
        'It holds all that stands here, and "Load from a file" reads it back. A spreadsheet program may change what it saves again: keep the file of "Save to a file" too.'),
    },
  };
};
