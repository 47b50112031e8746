/**
 * An assessment made under an old release -> the same under a newer one, by the change records alone.
 * Mirrors generator/seqf/changes/migrate.py, word for word. Nothing is guessed, nothing is lost.
 */
import { plain as withoutMaps } from "./jsontext.js";
import { Bare } from "./jsonwrite.js";
import { cmp, decimalText } from "./exact.js";
import { isBlank } from "./answers.js";
import { measured } from "./scoring.js";
import { readRules } from "./rules.js";

const FORMAT = "seqf-migrations/1";
const LOOK = ["strengthened", "weakened", "redefined"];
const MEASURED_ALIKE = ["thresholds"];

/**
 * migrations.json -> {latest, releases: [version, oldest first], steps, rulesOf: version -> rules or null}.
 * Throws where the text is something else.
 */
export const readMigrations = (text) => {
  const raw = JSON.parse(text);
  if (raw?.format !== FORMAT) throw new TypeError(`these are not migrations of the form ${FORMAT}`);
  const known = new Map();
  return {
    latest: raw.releases.at(-1),
    releases: raw.releases,
    steps: raw.steps,
    rulesOf: (version) => {
      if (!Object.hasOwn(raw.rules, version)) return null;
      if (!known.has(version)) known.set(version, readRules(JSON.stringify(raw.rules[version])));
      return known.get(version);
    },
  };
};

/** The release that a file names (the parser's Map), null where it names none: which rules to read it by. */
export const releaseNamed = (raw) => {
  const named = raw instanceof Map ? raw.get("framework") : null;
  return isBlank(named) || typeof named !== "string" ? null : named;
};

/** Whether a way leads from one release to another. */
export const canMigrate = (migrations, from, to = migrations.latest) => way(migrations.steps, from, to) !== null;

const way = (steps, from, to) => {
  const found = [];
  let here = from;
  for (const step of steps) {
    if (here !== to && step.from === here) {
      found.push(step);
      here = step.to;
    }
  }
  return here === to ? found : null;
};

/** What became of one item: {id, changes, lost: why it ended or "", release, became}. */
const followed = (id, steps) => {
  const lot = { id, changes: [], lost: "", release: "", became: [] };
  for (const { to: release, retired, moved, touched } of steps) {
    const gone = retired.find((one) => one.id === lot.id);
    if (gone) {
      const lost = `retired in release ${release}${gone.note ? `: ${gone.note}` : ""}`;
      return { ...lot, lost, release, became: gone.became };
    }
    const away = moved.find((one) => one.from === lot.id);
    if (away) {
      lot.id = away.to;
      lot.changes.push({ release, kind: "moved", facet: "", note: away.note });
    }
    for (const { id: touchedId, kind, facet, note } of touched) {
      if (touchedId === lot.id) lot.changes.push({ release, kind, facet, note });
    }
  }
  return lot;
};

const filled = (record) => record && Object.keys(record).length > 0;
const isAnswered = (id, { scores, kpis, notes = {} }) =>
  scores[id] != null || filled(notes[id]) ||
  (kpis[id] && [kpis[id].value, kpis[id].numerator, kpis[id].denominator].some((part) => part != null)) || false;

const scaleWords = (item) =>
  item.kind === "criterion" ? item.scale.map(decimalText).join(", ")
    : `${decimalText(item.lowest)} to ${decimalText(item.highest)}, or ${decimalText(item.none)}`;

/** Why an item's answer can't stand under the new rules; "" where it can. */
const misfit = (old, item, { kpis }) => {
  if (!item) return "is not part of the newer release";
  if (old.kind !== item.kind) return "is answered in another way now";
  if (old.kind !== "threshold") {
    const [before, now] = [scaleWords(old), scaleWords(item)];
    return before === now ? "" : `the scale is another now: ${before} before, ${now} now`;
  }
  if (old.unit !== item.unit) return `is measured in another unit now: ${old.unit} before, ${item.unit} now`;
  const value = measured(kpis[old.id] ?? {});
  const outside = value !== null && ((item.lowest && cmp(value, item.lowest) < 0) || (item.highest && cmp(value, item.highest) > 0));
  return outside ? "is outside the limits now" : "";
};

const plainKpi = ({ value, numerator, denominator, extra = new Map() }) => ({
  ...Object.fromEntries(Object.entries({ value: value && decimalText(value), numerator, denominator })
    .filter(([, part]) => part != null)),
  ...withoutMaps(extra),
});
const plainNote = (note) => Object.fromEntries(Object.entries(note)
  .map(([key, value]) => [key, key === "target" ? new Bare(decimalText(value)) : value]));

const freeName = (id, release, aside) => {
  let name = Object.hasOwn(aside, id) ? `${id} (${release})` : id;
  while (Object.hasOwn(aside, name)) name += "'";
  return name;
};

/**
 * Returns {assessment, report}. The assessment is one of readAssessment; the rules of its release are read with
 * `migrations.rulesOf(release)`. Report: {from, to, carried: [id], changed: [{id, was, changes}],
 * look: [{id, was, changes}], aside: [{id, release, why, became}], added: [id]}; each of `changes` is
 * {release, kind, facet, note}. `look` needs another look: what is asked for is not what it was.
 * Throws RangeError where no way leads from the assessment's release to `to`.
 */
export const migrate = (assessment, migrations, to = migrations.latest) => {
  const old = migrations.rulesOf(assessment.framework), rules = migrations.rulesOf(to);
  const steps = way(migrations.steps, assessment.framework, to);
  if (!old || !rules || !steps) throw new RangeError(`no way leads from release ${assessment.framework} to ${to}`);
  const report = { from: old.framework, to, carried: [], changed: [], look: [], aside: [] };
  const [scores, kpis, notes, aside] = [{}, {}, {}, { ...assessment.aside }];
  const has = (record, id) => Object.hasOwn(record ?? {}, id);
  const reached = new Set();
  for (const item of old.items) {
    const lot = followed(item.id, steps);
    const target = lot.lost ? undefined : rules.byId.get(lot.id);
    if (target) reached.add(target.id);
    if (!isAnswered(item.id, assessment)) continue;
    const taken = target && [scores, kpis, notes].some((record) => has(record, target.id));
    const why = lot.lost || misfit(item, target, assessment) || (taken ? "another answer stands there" : "");
    if (why) {
      report.aside.push({ id: item.id, release: lot.release || to, why, became: lot.became });
      aside[freeName(item.id, old.framework, aside)] = {
        release: assessment.framework,
        why,
        ...(assessment.scores[item.id] != null ? { score: new Bare(decimalText(assessment.scores[item.id])) } : {}),
        ...(has(assessment.kpis, item.id) ? { kpi: plainKpi(assessment.kpis[item.id]) } : {}),
        ...(has(assessment.notes, item.id) ? { note: plainNote(assessment.notes[item.id]) } : {}),
      };
      continue;
    }
    if (has(assessment.scores, item.id)) scores[target.id] = assessment.scores[item.id];
    if (has(assessment.kpis, item.id)) kpis[target.id] = assessment.kpis[item.id];
    if (has(assessment.notes, item.id)) notes[target.id] = assessment.notes[item.id];
    if (!lot.changes.length) report.carried.push(target.id);
    else {
      const look = lot.changes.some(({ kind, facet }) => LOOK.includes(kind) && !MEASURED_ALIKE.includes(facet));
      report[look ? "look" : "changed"].push({ id: target.id, was: item.id, changes: lot.changes });
    }
  }
  report.added = rules.items.filter(({ id }) => !reached.has(id)).map(({ id }) => id);
  return {
    assessment: {
      ...assessment, framework: to, scores, kpis, notes,
      aside: Object.keys(aside).length ? aside : assessment.aside,
    },
    report,
  };
};
