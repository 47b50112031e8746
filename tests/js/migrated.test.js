/** Assessments from release to release: the JS core carries them as the Python package does (see told_migrations.py). */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  canMigrate, migrate, parse, readAssessment, readMigrations, releaseNamed, writeAssessment,
} from "../../site/assets/js/core/index.js";

const { migrations, cases } = JSON.parse(readFileSync(new URL("../cases/migrated.json", import.meta.url), "utf8"));
const known = () => readMigrations(JSON.stringify(migrations));
const read = (text, all) => readAssessment(text, all.rulesOf(releaseNamed(parse(text).value))).assessment;

for (const { name, text, to, says } of cases) {
  test(`an answer has the same lot in both engines: ${name}`, () => {
    const all = known(), assessment = read(text, all);
    assert.equal(canMigrate(all, assessment.framework, to), says !== null);
    if (!says) {
      const told = new RangeError(`no way leads from release ${assessment.framework} to ${to}`);
      return assert.throws(() => migrate(assessment, all, to), told);
    }
    const { assessment: carried, report } = migrate(assessment, all, to);
    assert.deepEqual({ saved: writeAssessment(carried), report }, says);
    assert.deepEqual(read(says.saved, all), read(writeAssessment(carried), all));
  });
}

test("without a target the newest release is meant", () => {
  const releases = ["0.9.0", "1.0.0", "2.0.0"], all = readMigrations(JSON.stringify({ ...migrations, releases }));
  assert.deepEqual([all.latest, all.releases, all.steps], ["2.0.0", releases, migrations.steps]);
  const assessment = read('{"format":"seqf-assessment/1","framework":"1.0.0","scores":{"same":1}}', all);
  assert.equal(migrate(assessment, all).assessment.framework, "2.0.0");
  assert.deepEqual([canMigrate(all, "1.0.0"), canMigrate(all, "2.1.0"), canMigrate(all, "2.0.0")], [true, false, true]);
});

test("a release that is not known has no rules and no way", () => {
  const all = known();
  assert.equal(all.rulesOf("7.0.0"), null);
  assert.equal(all.rulesOf("constructor"), null);
  assert.equal(all.rulesOf("1.0.0"), all.rulesOf("1.0.0"));
  const assessment = read('{"format":"seqf-assessment/1","framework":"1.0.0"}', all);
  const { "2.1.0": _, ...fewer } = migrations.rules;
  const lacking = readMigrations(JSON.stringify({ ...migrations, rules: fewer }));
  for (const [from, to, by] of [
    ["1.0.0", "7.0.0", all], ["7.0.0", "7.0.0", all], ["2.0.0", "1.0.0", all], ["1.5.0", "2.1.0", all], ["1.0.0", "2.1.0", lacking],
  ]) {
    const told = new RangeError(`no way leads from release ${from} to ${to}`);
    assert.throws(() => migrate({ ...assessment, framework: from }, by, to), told);
  }
});

test("what is not of the form is told", () => {
  const told = new TypeError("these are not migrations of the form seqf-migrations/1");
  for (const text of ["null", "{}", '{"format":"seqf-rules/1"}']) assert.throws(() => readMigrations(text), told);
});

test("a file names its release, or none", () => {
  const named = (text) => releaseNamed(parse(text).value);
  assert.equal(named('{"framework":"1.0.0"}'), "1.0.0");
  for (const text of ["{}", "[]", "null", '{"framework":null}', '{"framework":" "}', '{"framework":1}', '{"framework":[]}']) {
    assert.equal(named(text), null, text);
  }
});

test("an assessment made in the page, without notes or free keys, is carried too", () => {
  const all = known(), { rulesOf } = all;
  const assessment = { framework: "1.0.0", scores: {}, kpis: { limited: { value: null, numerator: 1n, denominator: 20n } } };
  const { assessment: carried, report } = migrate(assessment, { ...all, rulesOf }, "2.0.0");
  assert.deepEqual(report.aside.map(({ id }) => id), ["limited"]);
  assert.deepEqual(carried.aside.limited.kpi, { numerator: 1n, denominator: 20n });
  assert.deepEqual([carried.notes, migrate({ ...assessment, kpis: {} }, all, "2.0.0").assessment.aside], [{}, undefined]);
});
