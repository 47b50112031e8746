/**
 * Parts that several people filled in, put together place by place. Pure.
 *
 * A part that is sent carries what it was made from, in the file's record `x-part`:
 *   {for: person, sections: [ids], of: id of the assessment, id: its own, made: when, base: {framework, scores, …}}
 * `base` is written as a file writes answers and notes. What a part brought when it was last merged stands in the
 * record `x-merged` of the assessment, by the part's id, in the same form. So a merge knows what both sides began from:
 * what one side changed is taken, also what it cleared; what both changed in two ways is asked.
 *
 * A place is {item, field}: an answer or a note of an item; with the item "", a detail or a record of the assessment.
 */
import { decimalText, number } from "../core/exact.js";
import { Bare, write } from "../core/jsonwrite.js";
import { fileRecords } from "./files.js";

const NOTES = ["evidence", "action", "owner", "due", "target"];
const DETAILS = ["provider", "date", "kind", "name"];
const OWN_RECORDS = ["x-part", "x-merged", "x-team", "aside"]; // not merged as they stand

const entriesOf = (record) => (record instanceof Map ? [...record] : Object.entries(record ?? {}));
const unique = (list) => [...new Set(list)];

/** A record kept with a document, also where it came from a file. */
export const keptRecord = ({ kept }, key) => Object.fromEntries(entriesOf(kept[key]));

/** What a document says of itself as a part; null where it is none. */
export const partRecord = (document) => {
  const record = keptRecord(document, "x-part");
  return record.of ? record : null;
};

const itemsOf = (sections, rules) =>
  new Set(rules.sections.filter(({ id }) => sections.includes(id)).flatMap(({ items }) => items.map(({ id }) => id)));

/** What was entered, to be compared with later. */
const snapshot = (document, rules) => {
  const { file: { id: _, name: __, ...file }, entered } = fileRecords(document, rules);
  return { ...file, ...entered };
};

/** The part of a document that belongs to some sections, for one person. `stamp`: {id, made}, both texts. */
export const partOf = (document, rules, sections, person, stamp) => {
  const ids = itemsOf(sections, rules);
  const only = (record) => Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)));
  const part = { ...document, answers: only(document.answers), notes: only(document.notes), kept: {} };
  const record = { for: person, sections, of: partRecord(document)?.of ?? document.id, ...stamp, base: snapshot(part, rules) };
  return { ...part, kept: { "x-part": record } };
};

// --- what both began from ---------------------------------------------------------------------------

/** Whether theirs belongs to the assessment of mine: "same", "other", or "unknown" where it does not say. */
export const kinship = (mine, theirs) => {
  const own = partRecord(mine)?.of ?? mine.id, part = partRecord(theirs);
  if (part) return part.of === own ? "same" : "other";
  return theirs.id === own ? "same" : "unknown";
};

/** Whether theirs is the same person's part as mine, made later: what mine is measured against from now on. */
export const isNewerPart = (mine, theirs) => {
  const [own, part] = [partRecord(mine), partRecord(theirs)];
  return Boolean(own && part && own.of === part.of && own.for === part.for && part.made > (own.made ?? ""));
};

/**
 * What mine and theirs began from: {document, covers: (itemId) => whether both hold the item, so that what is not there
 * was cleared}; null where nothing is known. `read` makes a document of this release from a file's text (versions.js).
 */
export const commonStart = (mine, theirs, rules, read) => {
  if (kinship(mine, theirs) !== "same") return null;
  const [own, part] = [partRecord(mine), partRecord(theirs)];
  const began = (from) => (from ? read(write(new Map([["format", "seqf-assessment/1"], ...entriesOf(from)]))).document : null);
  const last = began(part?.id && keptRecord(mine, "x-merged")[part.id]);
  if (last) return { document: last, covers: () => true };
  const parts = [own, part].filter(Boolean).map(({ sections, base }) => ({ inside: itemsOf(sections, rules), document: began(base) }));
  const document = parts[0]?.document;
  // An item that a newer release moved into another section is known by what stood there.
  const holds = ({ inside, document: base }, id) => inside.has(id) || base?.answers[id] !== undefined || Boolean(base?.notes[id]);
  return document ? { document, covers: (id) => parts.every((one) => holds(one, id)) } : null;
};

/** Whether an item lies outside the sections that a part was made for. Of a part made under another release: unknown. */
export const isOutside = (theirs, rules) => {
  const inside = itemsOf(partRecord(theirs)?.sections ?? [], rules);
  return (id) => inside.size > 0 && id !== "" && !inside.has(id);
};

// --- places -------------------------------------------------------------------------------------------

/** What stands at a place; undefined where nothing does. */
const at = (document, item, field) => {
  if (item !== "") return field === "answer" ? document.answers[item] : document.notes[item]?.[field];
  return (DETAILS.includes(field) ? document[field] : document.kept[field]) || undefined;
};

const changed = (record, key, value) => {
  const { [key]: _, ...others } = record;
  return value === undefined ? others : { ...others, [key]: value };
};
const put = (document, item, field, value) => {
  if (item === "" && DETAILS.includes(field)) return { ...document, [field]: value ?? "" };
  if (item === "") return { ...document, kept: changed(document.kept, field, value) };
  if (field === "answer") return { ...document, answers: changed(document.answers, item, value) };
  const note = changed(document.notes[item] ?? {}, field, value);
  return { ...document, notes: changed(document.notes, item, Object.keys(note).length ? note : undefined) };
};

/** A value as a text that is the same for the same thing: "2.0" is 2, and the order of keys says nothing. */
const meaning = (value, counts) => {
  if (value === undefined) return "";
  if (value instanceof Bare) return `#${value.text}`;
  if (typeof value === "string") {
    const text = counts ? value.trim() : value, found = counts && number(text);
    return JSON.stringify(found ? decimalText(found) : text);
  }
  if (Array.isArray(value)) return `[${value.map((one) => meaning(one, counts)).join()}]`;
  if (typeof value !== "object" || value === null) return `${value}`;
  return `{${entriesOf(value).map(([key, one]) => `${JSON.stringify(key)}:${meaning(one, counts)}`).sort().join()}}`;
};
const same = (field, a, b) => meaning(a, ["answer", "target"].includes(field)) === meaning(b, ["answer", "target"].includes(field));

const noteKeys = (...documents) => (item) =>
  unique([...NOTES, ...documents.flatMap(({ notes }) => Object.keys(notes[item] ?? {}))]).filter((key) => key !== "by");

// --- the merge ----------------------------------------------------------------------------------------

/**
 * What a merge of theirs into mine does, place by place:
 *   taken: [{item, field, mine, theirs, by}]      theirs is taken; undefined is nothing, so theirs may clear mine
 *   conflicts: [{…the same, base, byMine}]        both changed it, in two ways
 *   stays: [{…}]                                  only mine changed it
 * @param start  see commonStart; null: what stands here is never replaced, and all that differs is asked
 */
export const mergePlan = (mine, theirs, rules, start = null) => {
  const plan = { taken: [], conflicts: [], stays: [], start };
  const keys = noteKeys(mine, theirs, ...(start ? [start.document] : []));
  const part = partRecord(theirs);
  const judge = (item, field, known) => {
    const [here, there] = [at(mine, item, field), at(theirs, item, field)];
    if (same(field, here, there)) return;
    const place = { item, field, mine: here, theirs: there, by: nameOf(theirs, item, start), byMine: mine.notes[item]?.by ?? "" };
    const base = known ? at(start.document, item, field) : undefined;
    if (!known && there === undefined) return;
    if (known && same(field, there, base)) plan.stays.push({ ...place, base });
    else if (same(field, here, base)) plan.taken.push(place);
    else plan.conflicts.push({ ...place, base });
  };
  for (const field of start ? DETAILS.slice(0, 3) : ["provider", "date", ...(part ? [] : ["name"])]) {
    if (start || !mine[field]) judge("", field, Boolean(start));
  }
  for (const { id } of rules.items) {
    for (const field of ["answer", ...keys(id)]) judge(id, field, Boolean(start?.covers(id)));
  }
  for (const key of Object.keys(theirs.kept)) if (!OWN_RECORDS.includes(key)) judge("", key, false);
  return { ...plan, aside: newAside(mine, theirs) };
};

/** Who wrote theirs at an item; a part that nobody signed is work of the person whom it was made for. */
const nameOf = (theirs, item, start) => theirs.notes[item]?.by || (start && partRecord(theirs)?.for) || "";

/** What theirs keeps aside and mine does not: [[name that is free here, record]]. */
const newAside = (mine, theirs) => {
  const own = new Map(entriesOf(mine.kept.aside)), found = [];
  for (const [id, record] of entriesOf(theirs.kept.aside)) {
    let name = id;
    while (own.has(name) && !same("", own.get(name), record)) name += "'";
    if (own.has(name)) continue;
    own.set(name, record);
    found.push([name, record]);
  }
  return found;
};

/** The document with who wrote at an item of which something was taken. */
const signed = (document, mine, theirs, item, { start }) => {
  const [a, b] = [mine.notes[item]?.by ?? "", nameOf(theirs, item, start)];
  const fields = ["answer", ...noteKeys(document, theirs)(item)];
  const theirsAlone = start && fields.every((field) => same(field, at(document, item, field), at(theirs, item, field)));
  const stands = fields.some((field) => at(document, item, field) !== undefined);
  const names = unique((theirsAlone ? b : `${a}, ${b}`).split(", ").filter(Boolean)).join(", ");
  return put(document, item, "by", stands && names ? names : undefined);
};

/** Mine with all that the plan takes from theirs, and the conflicts that were settled their way. */
export const merged = (mine, theirs, rules, plan, theirWay = []) => {
  const places = [...plan.taken, ...theirWay];
  let document = places.reduce((all, { item, field, theirs: value }) => put(all, item, field, value), mine);
  for (const item of unique(places.map(({ item }) => item))) if (item !== "") document = signed(document, mine, theirs, item, plan);
  const part = partRecord(theirs), kept = { ...document.kept };
  if (plan.aside.length) kept.aside = new Map([...entriesOf(kept.aside), ...plan.aside]);
  if (isNewerPart(mine, theirs)) kept["x-part"] = theirs.kept["x-part"];
  else if (part?.id && kinship(mine, theirs) === "same") {
    kept["x-merged"] = { ...keptRecord(mine, "x-merged"), [part.id]: snapshot(theirs, rules) };
  }
  return { ...document, kept };
};
