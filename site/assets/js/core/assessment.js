/** One service's answers, from and to JSON. Mirrors generator/seqf/scoring/assessment.py, message by message. */
import { MANY, closed, isBlank, kindOf, nearest, readKpi, readScore, readTarget, within } from "./answers.js";
import { decimalText } from "./exact.js";
import { Bare, Unreadable, decode, parse, plain, quote, write } from "./jsontext.js";

const FORMAT = "seqf-assessment/1";
const NAMED = ["framework", "provider", "kind", "date", "id", "name"];
const KEYS = ["format", ...NAMED, "scores", "kpis", "notes", "aside"];
const NOTE_TEXTS = ["evidence", "action", "owner", "due", "by"];
const NOTE_KEYS = [...NOTE_TEXTS, "target"];

/** An assessment without answers, of the rules' release. */
export const emptyAssessment = (rules) => ({
  framework: rules.framework, provider: null, kind: null, date: null, id: null, name: null,
  scores: {}, kpis: {}, notes: {}, aside: null, extra: new Map(),
});

const record = (raw, report) => {
  if (raw instanceof Map) return raw;
  if (raw != null) report([], `must be an object of keys and values, not ${kindOf(raw)}`);
  return new Map();
};
const text = (raw, report) => {
  if (raw == null || typeof raw === "string") return raw ?? null;
  report([], `must be text, not ${kindOf(raw)}`);
  return null;
};
const readKind = (kind, report) => {
  if (["self", "external"].includes(kind)) return kind;
  if (!isBlank(kind)) report([], `${quote(kind)} is not a kind of assessment; allowed: self, external`);
  return null;
};
const readDate = (date, report) => {
  if (isBlank(date)) return null;
  const [, year, month, day] = (/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(date) ?? []).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (year && day >= 1 && day <= days) return date;
  report([], `${quote(date)} is not a date; write year-month-day, such as 2026-03-31`);
  return null;
};
const readNote = (item, raw, report) => {
  const note = record(raw, report);
  const extra = closed(note, NOTE_KEYS, report);
  const found = NOTE_TEXTS.map((key) => [key, text(note.get(key), within(report, key))]);
  found[3][1] = readDate(found[3][1], within(report, "due"));
  found.push(["target", readTarget(item, note.get("target"), within(report, "target"))]);
  return { ...Object.fromEntries(found.filter(([, value]) => value !== null)), ...plain(extra) };
};

/**
 * Text or bytes -> {assessment: null where anything is wrong, problems: [{place, message}]}.
 * Assessment: {framework, provider, kind, date, id, name (text or null), scores: {id: {n, d}|null},
 * kpis: {id: {value, numerator, denominator, extra}}, notes: {id: {evidence, …, target: {n, d}}}, aside, extra}.
 */
export const readAssessment = (source, rules) => {
  const problems = [];
  const report = (path, message) =>
    problems.push({ place: path.map((key) => quote(`${key}`).slice(1, -1)).join(".") || "file", message });
  let raw;
  try {
    const document = parse((typeof source === "string" ? source : decode(source)).replace(/^\uFEFF/, ""));
    raw = document.value;
    for (const path of document.twice) report(path, "stands twice; keep one");
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { assessment: null, problems: [{ place: error.place, message: error.message }] };
  }
  if (!(raw instanceof Map)) report([], `must be an object of keys and values, not ${kindOf(raw)}`);
  const assessment = raw instanceof Map ? check(raw, rules, report, problems) : null;
  return { assessment: problems.length ? null : assessment, problems };
};

const check = (raw, rules, report, problems) => {
  const extra = closed(raw, KEYS, report);
  const format = raw.get("format");
  if (format !== FORMAT) {
    const given = typeof format === "string" || format instanceof Bare ? `, not ${quote(format)}` : "";
    report(["format"], `must be "${FORMAT}"${given}`);
  }
  const named = Object.fromEntries(NAMED.map((key) => [key, text(raw.get(key), within(report, key))]));
  const release = isBlank(named.framework) ? rules.framework : named.framework;
  named.kind = readKind(named.kind, within(report, "kind"));
  named.date = readDate(named.date, within(report, "date"));
  if (release !== rules.framework) {
    report(["framework"], `release ${quote(release)} is not known; known: ${rules.framework}`);
    return null;
  }
  const answers = (key, read, belongs, elsewhere) => Object.fromEntries(
    [...record(raw.get(key), within(report, key))].flatMap(([id, value]) => {
      const item = rules.byId.get(id);
      if (!item) {
        const close = problems.length < MANY ? nearest(id, rules.byId.keys()) : "";
        report([key, id], `is not an item of release ${rules.framework}${close}`);
      } else if (!belongs(item)) report([key, id], elsewhere);
      else return [[id, read(item, value, (path, message) => report([key, id, ...path], message))]];
      return [];
    }));
  const criterion = ({ kind }) => kind === "criterion";
  return {
    ...named,
    framework: release,
    scores: answers("scores", readScore, criterion, "is a KPI and belongs under kpis"),
    kpis: answers("kpis", readKpi, (item) => !criterion(item), "is a criterion and belongs under scores"),
    notes: answers("notes", readNote, () => true),
    aside: raw.get("aside") == null ? null : plain(record(raw.get("aside"), within(report, "aside"))),
    extra,
  };
};

const each = (record, change) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
const bare = (value) => value && new Bare(decimalText(value));

/** The assessment as JSON, with its release; reading it gives the same assessment back. */
export const writeAssessment = ({ scores, kpis, notes = {}, aside = null, extra = new Map(), ...named }) => write(new Map([
  ["format", FORMAT],
  ...NAMED.filter((key) => named[key] != null).map((key) => [key, named[key]]),
  ["scores", each(scores, bare)],
  ["kpis", each(kpis, ({ value, numerator, denominator, extra: more = new Map() }) => new Map([
    ...Object.entries({ value: value && decimalText(value), numerator, denominator }).filter(([, part]) => part != null),
    ...more]))],
  ...(Object.keys(notes).length
    ? [["notes", each(notes, (note) => each(note, (value, key) => (key === "target" ? bare(value) : value)))]] : []),
  ...(aside === null ? [] : [["aside", aside]]),
  ...extra,
])) + "\n";
