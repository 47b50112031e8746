/**
 * Runs the tests of the JS core inside stryker's own process: no process of its own for each mutant, and of the tests
 * only those that reach the mutant, the quickest first, until one fails.
 *
 * A mutant in code that runs while the files are loaded needs them loaded anew: see fresh.js. A mutant that loops on
 * and on is stopped by a count of its own turns, not by the clock, so a busy machine changes no figure. As the core
 * keeps sums beside the rules, each test reads rules of its own: nothing passes from one mutant to the next.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { PluginKind, declareFactoryPlugin } from "@stryker-mutator/api/plugin";
import { DryRunStatus, TestStatus, determineHitLimitReached, toMutantRunResult } from "@stryker-mutator/api/test-runner";

/** So many times the turns that the unchanged code takes are a loop that does not end; stryker itself allows more. */
const TURNS = 10, TURNS_OF_STRYKER = 100;
const FOLDER = "tests/js/", TIMES = "times-of-tests.json";
/** The tests of the core; those of the pages' scripts, ui-*.test.js, reach it only in passing. */
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".test.js") && !name.startsWith("ui-")).sort();

const stryker = (globalThis.__stryker__ ??= {});
let loads = 0;
let kept = null; // the tests as loaded once, with no mutant active
let took = new Map(); // milliseconds of each test when nothing was changed

const load = async () => {
  loads += 1;
  const tests = [];
  globalThis.collectTest = (name, run) => tests.push({ name, run });
  for (const file of FILES) {
    const from = tests.length;
    await import(`${pathToFileURL(`${FOLDER}${file}`)}?load=${loads}`);
    tests.slice(from).forEach((test) => (test.id = `${file}: ${test.name}`));
  }
  return tests;
};

const run = async (tests, stopEarly) => {
  const results = [];
  for (const { id, name, run: body } of tests) {
    stryker.currentTestId = id;
    const begun = performance.now();
    const told = (more) => results.push({ id, name, timeSpentMs: performance.now() - begun, ...more });
    try {
      await body();
      told({ status: TestStatus.Success });
    } catch (error) {
      told({ status: TestStatus.Failed, failureMessage: `${error?.message ?? error}`.slice(0, 200) });
      if (stopEarly) break;
    }
  }
  stryker.currentTestId = undefined;
  return results;
};

/** Loads the tests once; a process that takes over from one that looped learns how long they took. */
const init = async () => {
  register("./fresh.js", import.meta.url);
  stryker.activeMutant = undefined;
  kept = await load();
  if (existsSync(TIMES)) took = new Map(JSON.parse(readFileSync(TIMES, "utf8")));
};

const dryRun = async () => {
  const ids = kept.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) throw new Error("two tests share a name");
  const tests = await run(kept, false);
  took = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
  writeFileSync(TIMES, JSON.stringify([...took]));
  return { status: DryRunStatus.Complete, tests, mutantCoverage: stryker.mutantCoverage };
};

const mutantRun = async ({ activeMutant, testFilter, mutantActivation, hitLimit: most }) => {
  const hitLimit = most && (most / TURNS_OF_STRYKER) * TURNS;
  stryker.hitCount = hitLimit === undefined ? undefined : 0;
  stryker.hitLimit = hitLimit;
  stryker.activeMutant = activeMutant.id;
  let tests = kept;
  if (mutantActivation === "static") {
    try {
      tests = await load();
    } catch (error) {
      tests = [{ id: "loading", name: "loading", run: () => Promise.reject(error) }];
    }
  }
  const chosen = testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests;
  const results = await run([...chosen].sort((a, b) => (took.get(a.id) ?? 0) - (took.get(b.id) ?? 0)), true);
  stryker.activeMutant = undefined;
  return toMutantRunResult(
    determineHitLimitReached(stryker.hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests: results });
};

const runner = () => ({
  capabilities: () => ({ reloadEnvironment: true }),
  init,
  dryRun,
  mutantRun,
});
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, "in-process", runner)];
