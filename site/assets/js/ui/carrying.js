/** An assessment of an older release, carried to this one by the framework's change records. Pure. */
import { readAssessment, writeAssessment } from "../core/assessment.js";
import { parse } from "../core/jsontext.js";
import { canMigrate, migrate, releaseNamed } from "../core/migrate.js";

const list = (ids) => ids.join(", ");

/** What was entered but can't be read yet goes along: under the item's new number, or under a key that names the release. */
const carriedEntries = (extra, report) => {
  const entered = extra.get("x-entered");
  if (!(entered instanceof Map)) return extra;
  const moved = new Map([...report.changed, ...report.look].map(({ id, was }) => [was, id]));
  const lost = new Set(report.aside.map(({ id }) => id));
  const found = new Map(extra), kept = new Map(), left = new Map();
  for (const [id, value] of entered) (lost.has(id) ? left : kept).set(moved.get(id) ?? id, value);
  found.set("x-entered", kept);
  if (left.size) found.set(`x-entered-${report.from}`, left);
  return found;
};

/** {text, report} under the release of `rules`; null where the text is of this release, or no way leads from its own. */
export const carried = (text, migrations, rules) => {
  let release = null;
  try {
    release = releaseNamed(parse(text.replace(/^\uFEFF/, "")).value);
  } catch {
    return null; // whoever reads it says what is wrong
  }
  const old = release && release !== rules.framework ? migrations.rulesOf(release) : null;
  if (!old || !canMigrate(migrations, release, rules.framework)) return null;
  const { assessment } = readAssessment(text, old);
  if (!assessment) return null;
  const done = migrate(assessment, migrations, rules.framework);
  const extra = carriedEntries(done.assessment.extra, done.report);
  return { text: writeAssessment({ ...done.assessment, extra }), report: done.report };
};

const noted = ({ id, was, changes }) => {
  const notes = changes.map(({ note }) => note).filter(Boolean).join(" ");
  return `${id}${was === id ? "" : ` (was ${was})`}${notes ? `: ${notes}` : ""}`;
};

/** What became of the answers, as lines for a reader. */
export const reportLines = ({ carried: same, changed, look, aside, added }) => [
  ...look.map((one) => `Needs another look: ${noted(one)}`),
  ...aside.map(({ id, why, became }) => `Kept aside: ${id}: ${why}${became?.length ? ` (now ${list(became)})` : ""}`),
  ...changed.map((one) => `Changed: ${noted(one)}`),
  ...(added.length ? [`New, not answered yet: ${list(added)}`] : []),
  `Carried as they were: ${same.length} ${same.length === 1 ? "item" : "items"}`,
];

