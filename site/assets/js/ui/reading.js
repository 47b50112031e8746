/** The text of an assessment file as a document (see state.js). Pure; files.js is the way back. Loaded when used. */
import { readAssessment } from "../core/assessment.js";
import { decimalText, number } from "../core/exact.js";
import { Bare, parse, write } from "../core/jsontext.js";
import { DETAILS } from "./files.js";
import { emptyDocument } from "./state.js";

const OURS = new Set(["format", "framework", "scores", "kpis", "notes", "x-statement", "x-entered", ...DETAILS]);

const isText = (value) => typeof value === "string";
const filled = (record) => Object.keys(record).length > 0;
const free = (key) => key.startsWith("x-");
const plainText = (value) => (value instanceof Bare ? value.text : value ?? "");
const entries = (map) => (map instanceof Map ? [...map] : []);
const bare = (text) => text.replace(/^\uFEFF/, "");

/** The keys of a small record as text; those that start with x- as they came. What is blank is left out. */
const fields = (map) =>
  Object.fromEntries(entries(map)
    .map(([key, value]) => [key, free(key) ? value : plainText(value)])
    .filter(([, value]) => value !== ""));

/** A score as the form's choices write it: "2.0" in a file is the choice 2. */
const scaleText = (text) => decimalText(number(text.trim()));

const answerOf = (value) => (value instanceof Map ? fields(value) : plainText(value));

/** Puts answers to items that the rules don't know aside, in the file's own record for them. Returns their ids. */
const putAside = (file, rules) => {
  const found = new Map();
  for (const [part, name] of [["scores", "score"], ["kpis", "kpi"], ["notes", "note"]]) {
    if (!(file.get(part) instanceof Map)) continue;
    for (const [id, value] of file.get(part)) {
      if (rules.byId.has(id)) continue;
      file.get(part).delete(id);
      if (!found.has(id)) found.set(id, new Map([["why", `is not an item of release ${rules.framework}`]]));
      found.get(id).set(name, value);
    }
  }
  if (!found.size) return [];
  const before = file.get("aside");
  file.set("aside", new Map([...found, ...(before instanceof Map ? before : [])]));
  return [...found.keys()];
};

/** The release that a file names; "" where it names none or can't be read. */
const releaseIn = (text) => {
  try {
    return plainText(parse(bare(text)).value.get("framework"));
  } catch {
    return "";
  }
};

/**
 * Reads the text of a file.
 * @param {string} id  for a document whose file names none
 * Answers to unknown items are kept aside where nothing else is wrong: `aside` names them.
 * @returns {{document, release, aside} | {problems: [{place, message}]}}  release: the one that the file was made under
 */
export const readDocument = (text, rules, id) => {
  const release = releaseIn(text) || rules.framework;
  const { problems } = readAssessment(text, { ...rules, framework: release });
  let file = null, aside = [];
  if (problems.length) {
    try {
      file = parse(bare(text)).value;
      aside = file instanceof Map ? putAside(file, rules) : [];
    } catch { /* the problems say it */ }
    if (!aside.length || readAssessment(write(file), { ...rules, framework: release }).problems.length) return { problems };
  } else file = parse(bare(text)).value;
  const document = emptyDocument(id);
  for (const key of DETAILS) if (file.get(key)) document[key] = file.get(key);
  for (const [item, score] of entries(file.get("scores"))) {
    if (plainText(score).trim()) document.answers[item] = scaleText(plainText(score));
  }
  for (const [item, answer] of entries(file.get("kpis"))) {
    const given = answer instanceof Map ? fields(answer) : {};
    if (filled(given)) document.answers[item] = given;
  }
  for (const [item, note] of entries(file.get("notes"))) {
    const written = fields(note);
    if (filled(written)) document.notes[item] = written;
  }
  const known = new Set(rules.items.map((item) => item.id));
  for (const [item, unread] of entries(file.get("x-entered"))) {
    if (!known.has(item) || !(unread instanceof Map)) continue;
    if (unread.has("answer")) document.answers[item] = answerOf(unread.get("answer"));
    if (isText(unread.get("target"))) document.notes[item] = { ...document.notes[item], target: unread.get("target") };
  }
  document.kept = Object.fromEntries(entries(file).filter(([key, value]) => !OURS.has(key) && value !== null));
  return { document, release, aside };
};

