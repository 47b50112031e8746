/** Writes JSON with numbers as they were written: apart from the reader, which is loaded when a file is. */

/** A number that stood without quotes: its text as written. */
export class Bare {
  constructor(text) { this.text = text; }
}

/** A text for a message: one line, at most 40 characters, in quotes unless it is a bare number. */
export const quote = (value) => {
  const all = [...(value.text ?? value)];
  const text = all.slice(0, 40).join("") + (all.length > 40 ? "…" : "");
  return value instanceof Bare ? text : JSON.stringify(text);
};

/** A value as JSON, with an indent of two unless `compact`. Takes Maps and plain objects, BigInt and Bare. */
export const write = (value, compact = false, level = 0) => {
  if (value instanceof Bare) return value.text;
  if (typeof value === "bigint") return `${value}`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const [gap, end] = compact ? ["", ""] : ["\n" + "  ".repeat(level + 1), "\n" + "  ".repeat(level)];
  const array = Array.isArray(value);
  const parts = array
    ? value.map((part) => write(part, compact, level + 1))
    : [...(value instanceof Map ? value : Object.entries(value))].map(
        ([key, part]) => JSON.stringify(key) + (compact ? ":" : ": ") + write(part, compact, level + 1));
  const [open, close] = array ? "[]" : "{}";
  return parts.length ? open + gap + parts.join("," + gap) + end + close : open + close;
};
