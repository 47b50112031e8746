/**
 * A document (see state.js) as the text of an assessment file. Pure; reading.js is the way back.
 *
 * What can't be read as an answer yet ("4." on the way to "4.2") goes under `x-entered` in the same file, so that
 * neither the browser's copy nor a download ever loses a keystroke.
 */
import { readAnswer } from "../core/answers.js";
import { Bare, write } from "../core/jsonwrite.js";

/** What a file says about the assessment itself. */
export const DETAILS = ["id", "name", "provider", "kind", "date"];

const isText = (value) => typeof value === "string";
const filled = (record) => Object.keys(record).length > 0;
const free = (key) => key.startsWith("x-");

/** An answer without the spaces around it; a KPI's blank parts are left out. */
const clean = (raw) => {
  if (isText(raw)) return raw.trim();
  const parts = Object.entries(raw).map(([key, text]) => [key, free(key) ? text : text.trim()]);
  return Object.fromEntries(parts.filter(([, text]) => text !== ""));
};

/** What somebody entered for an item: {answer, problem}, problem null where it can be read. Blank is not wrong. */
export const understand = (item, raw) => readAnswer(item, clean(raw));

/** A KPI's answer as the file writes it: the value as text, counts as bare numbers. */
const kpiAnswer = (raw) =>
  Object.fromEntries(Object.entries(clean(raw)).map(([key, text]) =>
    [key, key === "value" || free(key) ? text : new Bare(text)]));

/** Splits a note into what the file can hold and a target that can't be read yet. */
const noteParts = (item, { target, ...note }) => {
  if (!target) return [note, ""];
  const raw = item.kind === "criterion" ? target : { value: target };
  return understand(item, raw).problem ? [note, target] : [{ ...note, target: new Bare(target.trim()) }, ""];
};

/** What was entered, as a file holds it: {framework, …details, scores, kpis, notes?}, and `entered`, what can't be read yet. */
export const fileRecords = (document, rules) => {
  const file = { framework: rules.framework };
  for (const key of DETAILS) if (document[key]) file[key] = document[key];
  const scores = {}, kpis = {}, notes = {}, entered = {};
  for (const item of rules.items) {
    const raw = document.answers[item.id];
    const [note, target] = noteParts(item, document.notes[item.id] ?? {});
    const unread = raw !== undefined && understand(item, raw).problem ? { answer: raw } : {};
    if (raw !== undefined && !filled(unread)) {
      if (isText(raw)) scores[item.id] = new Bare(clean(raw));
      else kpis[item.id] = kpiAnswer(raw);
    }
    if (filled(note)) notes[item.id] = note;
    if (target) unread.target = target;
    if (filled(unread)) entered[item.id] = unread;
  }
  Object.assign(file, { scores, kpis });
  if (filled(notes)) file.notes = notes;
  return { file, entered: filled(entered) ? { "x-entered": entered } : {} };
};

/**
 * The file of a document, with the release and what a result of this kind is worth.
 * @param {object} words  see `_words` in generator/seqf/site/calculator.py
 */
export const documentText = (document, rules, words) => {
  const { file, entered } = fileRecords(document, rules);
  return write({
    format: "seqf-assessment/1", ...file, ...document.kept, "x-statement": words.statement[document.kind], ...entered,
  }) + "\n";
};

/** A name for the downloaded file: framework, provider, date; letters and digits only. */
export const fileName = (document, words) =>
  [words.framework, document.provider, document.name, document.date]
    .map((part) => part.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 40))
    .filter(Boolean)
    .join("_") + ".json";
