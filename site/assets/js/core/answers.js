/** Check one answer against its item. Mirrors generator/seqf/scoring/answers.py, message by message. */
import { cmp, decimalText, frac, number } from "./exact.js";
import { Bare, quote } from "./jsonwrite.js";

export const MANY = 100; // problems after which no nearest word is looked for
const COUNTS = ["numerator", "denominator"];

/** Whether nothing was given: null, or text of nothing but spaces. */
export const isBlank = (raw) => raw == null || (typeof raw === "string" && /^[ \t\r\n]*$/.test(raw));

export const kindOf = (raw) =>
  raw === null ? "nothing"
    : typeof raw === "boolean" ? "true or false"
      : raw instanceof Bare ? "a number"
        : typeof raw === "string" ? "text"
          : Array.isArray(raw) ? "a list" : "an object";

/** A report about something below a key. */
export const within = (report, key) => (path, message) => report([key, ...path], message);

/** How many letters must be put in, taken out or changed to make one word of the other. */
const distance = (a, b) => {
  const row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    let last = row[0];
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const best = Math.min(row[j] + 1, row[j - 1] + 1, last + (a[i - 1] !== b[j - 1]));
      last = row[j];
      row[j] = best;
    }
  }
  return row.at(-1);
};
/** "; did you mean X?" for the first of the known words that are closest. */
export const nearest = (wrong, known) => {
  let best = Math.min(2, Math.floor(wrong.length / 3)) + 1, found = "";
  for (const word of known) {
    const steps = Math.abs(word.length - wrong.length) < best ? distance(word, wrong) : best;
    if (steps < best) [best, found] = [steps, word];
  }
  return found && `; did you mean ${found}?`;
};

/** Report keys that are not allowed; return those that start with x-, which are free. */
export const closed = (raw, allowed, report) => {
  const extra = [...raw].filter(([key]) => !allowed.includes(key) && key.startsWith("x-"));
  const unknown = [...raw.keys()].filter((key) => !allowed.includes(key) && !key.startsWith("x-"));
  unknown.forEach((key, told) =>
    report([key], `unknown key${told < MANY ? nearest(key, allowed) : ""}; allowed: ${allowed.join(", ")}, x-…`));
  return new Map(extra);
};

const readNumber = (raw, report) => {
  if (isBlank(raw)) return null;
  if (typeof raw !== "string" && !(raw instanceof Bare)) {
    report([], `must be a number, not ${kindOf(raw)}`);
    return null;
  }
  const value = number(raw.text ?? raw);
  if (!value) {
    report([], `${quote(raw)} can't be read as a number; write digits such as 4 or 14.2, without spaces, ` +
      "at most 30 characters");
  }
  return value;
};

const readCount = (raw, report) => {
  const value = readNumber(raw, report);
  if (!value) return null;
  if (value.d === 1n && value.n >= 0n) return value.n;
  report([], `${quote(raw)} is not a whole number from 0 up`);
  return null;
};

/** A criterion's score; null where it is blank, or wrong and reported. */
export const readScore = (item, raw, report) => {
  const value = readNumber(raw, report);
  if (!value || item.scale.some((step) => !cmp(step, value))) return value;
  report([], `${quote(raw)} is not on the scale; allowed: ${item.scale.map(decimalText).join(", ")}, or blank`);
  return null;
};

const inLimits = (item, value, words, report) => {
  const { none, lowest, highest } = item;
  if ((!lowest || cmp(lowest, value) <= 0) && (!highest || cmp(value, highest) <= 0)) return value;
  if (item.kind === "rating") {
    if (!cmp(value, none)) return value;
    report([], `${words} is not a rating; allowed: ${decimalText(lowest)} to ${decimalText(highest)}, or ` +
      `${decimalText(none)} for not enough feedback`);
    return null;
  }
  const least = lowest && `not below ${decimalText(lowest)}`, most = highest && `not above ${decimalText(highest)}`;
  report([], `${words} is outside the limits; allowed: ${[least, most].filter(Boolean).join(" and ")}`);
  return null;
};

/** A KPI's answer {value, numerator, denominator, extra: Map}; what is wrong is reported and left out. */
export const readKpi = (item, raw, report) => {
  const answer = { value: null, numerator: null, denominator: null, extra: new Map() };
  if (isBlank(raw)) return answer;
  if (!(raw instanceof Map)) {
    report([], `must be an object with a value or counts, not ${kindOf(raw)}`);
    return answer;
  }
  answer.extra = closed(raw, ["value", ...COUNTS], report);
  answer.value = readNumber(raw.get("value"), within(report, "value"));
  if (answer.value) answer.value = inLimits(item, answer.value, quote(raw.get("value")), within(report, "value"));
  if (COUNTS.every((key) => isBlank(raw.get(key)))) return answer;
  if (item.unit !== "percent") {
    report([], "counts are for percentages; give a value");
    return answer;
  }
  if (!isBlank(raw.get("value"))) report([], "has a value and counts; keep one of the two");
  for (const key of COUNTS) answer[key] = readCount(raw.get(key), within(report, key));
  const { numerator: n, denominator: d } = answer;
  if (d === 0n) report(["denominator"], "is 0; where there is nobody to count, leave both counts blank");
  else if (n !== null && d !== null) {
    if (n > d) report(["numerator"], `${n} is more than the denominator, ${d}`);
    else inLimits(item, frac(100n * n, d), `${n} of ${d}`, report);
  }
  return answer;
};

/** A note's target: a score of the criterion, or a value of the KPI. */
export const readTarget = (item, raw, report) => {
  if (item.kind === "criterion") return readScore(item, raw, report);
  const value = readNumber(raw, report);
  return value && inLimits(item, value, quote(raw), report);
};

/** What somebody entered: text for a criterion, {value, numerator, denominator} of texts for a KPI. */
export const readEntered = (item, raw, report) =>
  (item.kind === "criterion" ? readScore(item, raw, report)
    : readKpi(item, raw && typeof raw === "object" ? new Map(Object.entries(raw)) : raw, report));

/** The same as {answer, problem, place}: problem is the first message or null, place the key that it is about or "". */
export const readAnswer = (item, raw) => {
  const problems = [];
  const answer = readEntered(item, raw, ([place = ""], message) => problems.push({ place, message }));
  return { answer, problem: problems[0]?.message ?? null, place: problems[0]?.place ?? "" };
};
