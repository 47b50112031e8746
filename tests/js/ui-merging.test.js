/** Merging what several people filled in: nothing is lost, and only what can't be decided is asked. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readRules } from "../../site/assets/js/core/index.js";
import { readMigrations } from "../../site/assets/js/core/migrate.js";
import { carried } from "../../site/assets/js/ui/carrying.js";
import { documentText } from "../../site/assets/js/ui/files.js";
import { commonStart, isNewerPart, isOutside, kinship, mergePlan, merged, partOf, partRecord } from "../../site/assets/js/ui/merging.js";
import { readDocument } from "../../site/assets/js/ui/reading.js";
import { emptyDocument, reduce, startState } from "../../site/assets/js/ui/state.js";

const raw = JSON.parse(readFileSync(new URL("../cases/rules.json", import.meta.url), "utf8"));
const rules = readRules(JSON.stringify(raw));
const words = { statement: { self: "A self-assessment.", external: "External." } };
const [one, two, three] = rules.sections;
const another = two.items[2].id;
const ids = (section) => section.items.map(({ id }) => id);
const [first, second, third] = ids(one), [other] = ids(two), [far] = ids(three);
const percent = rules.items.find(({ unit }) => unit === "percent").id;
const [low, middle, high] = rules.byId.get(first).scale.map(({ n }) => `${n}`);

const made = (answers = {}, notes = {}, more = {}) => ({ ...emptyDocument("whole"), provider: "Lower Field", answers, notes, ...more });
const read = (text) => readDocument(text, rules, "fresh");
/** What stands after a document went through a file, as between two people. */
const sent = (document) => read(documentText(document, rules, words)).document;
let count = 0;
const part = (document, section, person) =>
  sent(partOf(document, rules, [section.id], person, { id: `part-${++count}`, made: `2026-01-01T10:00:${10 + count}Z` }));
/** Work of one person on a document: [item, value] or [item, field, text]; "" takes away. */
const work = (document, by, ...steps) => steps.reduce((state, [item, ...rest]) => reduce(state, rest.length === 1
  ? { type: "answer", item, value: rest[0], by } : { type: "note", item, field: rest[0], value: rest[1], by }), startState(document)).document;

const plan = (mine, theirs) => mergePlan(mine, theirs, rules, commonStart(mine, theirs, rules, read));
/** Merges all, each conflict settled by `way(conflict)`: "mine" or "theirs". */
const merge = (mine, theirs, way = () => assert.fail("nothing should be asked")) => {
  const found = plan(mine, theirs);
  return merged(mine, theirs, rules, found, found.conflicts.filter((conflict) => way(conflict) === "theirs"));
};
const places = (list) => list.map(({ item, field }) => `${item} ${field}`);

// --- with what both began from -----------------------------------------------------------------------

test("a part that comes back as it went changes nothing and asks nothing", () => {
  const mine = work(made(), "Ann", [first, low], [first, "evidence", "e"]);
  const found = plan(mine, part(mine, one, "Bo"));
  assert.deepEqual([found.taken, found.conflicts, found.stays], [[], [], []]);
});

test("an answer that stood there and was changed by one side alone is taken without asking", () => {
  const mine = work(made(), "Ann", [first, low], [second, low]);
  const theirs = work(part(mine, one, "Bo"), "Bo", [first, high]);
  assert.deepEqual(places(plan(mine, theirs).taken), [`${first} answer`]);
  const after = merge(mine, theirs);
  assert.deepEqual(after.answers, { [first]: high, [second]: low });
  assert.deepEqual(after.notes, { [first]: { by: "Bo" }, [second]: { by: "Ann" } });
});

test("what a colleague cleared is cleared, and nothing of it is left behind", () => {
  const mine = work(made(), "Ann", [first, low], [first, "evidence", "e"], [second, "action", "a"]);
  const theirs = work(part(mine, one, "Bo"), "Bo", [first, ""], [first, "evidence", ""], [second, "action", ""]);
  const found = plan(mine, theirs);
  assert.deepEqual(places(found.taken), [`${first} answer`, `${first} evidence`, `${second} action`]);
  assert.deepEqual(found.taken.map(({ theirs: value }) => value), [undefined, undefined, undefined]);
  const after = merge(mine, theirs);
  assert.deepEqual([after.answers, after.notes], [{}, {}]);
});

test("what was changed here alone while the part was away stays, and is told", () => {
  const mine = work(made(), "Ann", [first, low]), away = part(mine, one, "Bo");
  const later = work(mine, "Ann", [first, high]);
  const found = plan(later, work(away, "Bo", [second, middle]));
  assert.deepEqual([places(found.stays), places(found.taken), found.conflicts], [[`${first} answer`], [`${second} answer`], []]);
  assert.equal(merge(later, work(away, "Bo", [second, middle])).answers[first], high);
});

test("both changed alike asks nothing; both changed otherwise is asked, with what stood before", () => {
  const mine = work(made(), "Ann", [first, low], [second, low]), away = part(mine, one, "Bo");
  const here = work(mine, "Ann", [first, high], [second, middle]);
  const theirs = work(away, "Bo", [first, high], [second, high]);
  const { taken, conflicts, stays } = plan(here, theirs);
  assert.deepEqual([taken, stays], [[], []]);
  assert.deepEqual(conflicts, [{ item: second, field: "answer", mine: middle, theirs: high, base: low, by: "Bo", byMine: "Ann" }]);
  assert.equal(merge(here, theirs, () => "mine").answers[second], middle);
  assert.equal(merge(here, theirs, () => "theirs").answers[second], high);
});

test("a change on one side and a deletion on the other is asked", () => {
  const mine = work(made(), "Ann", [first, low]), away = part(mine, one, "Bo");
  const { conflicts } = plan(work(mine, "Ann", [first, high]), work(away, "Bo", [first, ""]));
  assert.deepEqual(conflicts.map(({ mine: a, theirs: b }) => [a, b]), [[high, undefined]]);
});

test("the same answer written in another way is no change", () => {
  const mine = made({ [percent]: { denominator: " 40", numerator: "17" } }, {}, { provider: "P" });
  const section = rules.sections.find((one) => ids(one).includes(percent));
  const back = part(mine, section, "Bo");
  assert.deepEqual(back.answers[percent], { numerator: "17", denominator: "40" }, "a file writes it in its own way");
  for (const answer of [back.answers[percent], { denominator: "40", numerator: "17" }, { numerator: "17.0", denominator: "40" }]) {
    const found = plan(mine, { ...back, answers: { [percent]: answer } });
    assert.deepEqual([found.taken, found.conflicts, found.stays], [[], [], []]);
  }
});

test("provider and date that a colleague corrected are taken; the part's own name is not", () => {
  const mine = made({}, {}, { name: "Spring" });
  const theirs = { ...part(mine, one, "Bo"), provider: "Lower Field Ltd", name: "Spring, part for Bo" };
  const after = merge(mine, theirs);
  assert.deepEqual([after.provider, after.name], ["Lower Field Ltd", "Spring"]);
});

// --- who wrote ---------------------------------------------------------------------------------------

test("who wrote stays true: theirs alone, mine alone, or both where both wrote", () => {
  const mine = work(made(), "Ann", [first, low], [second, low], [third, low]), away = part(mine, one, "Bo");
  const here = work(mine, "Ann", [second, "evidence", "seen"], [third, high]);
  const theirs = work(away, "Bo", [first, high], [second, high], [third, middle]);
  const by = (document) => [first, second, third].map((item) => document.notes[item].by);
  assert.deepEqual(by(merge(here, theirs, () => "theirs")), ["Bo", "Ann, Bo", "Bo"]);
  assert.deepEqual(by(merge(here, theirs, () => "mine")), ["Bo", "Ann, Bo", "Ann"]);
});

test("unsigned work in a part counts as that of the person whom it was made for", () => {
  const mine = work(made(), "Ann", [first, low]);
  const theirs = work(part(mine, one, "Bo"), "", [first, high]);
  assert.equal(theirs.notes[first], undefined);
  assert.equal(merge(mine, theirs).notes[first].by, "Bo");
});

// --- four people --------------------------------------------------------------------------------------

test("three parts are merged one after another, and each person's work stands", () => {
  const start = work(made(), "Ann", [first, low], [other, low], [far, low]);
  const [b, c, d] = [[one, "Bo"], [two, "Cy"], [three, "Di"]].map(([section, person]) => part(start, section, person));
  const back = [work(b, "Bo", [first, high], [second, middle]), work(c, "Cy", [other, ""]), work(d, "Di", [far, "evidence", "seen"])];
  const after = back.reduce((all, theirs) => merge(all, sent(theirs)), work(start, "Ann", [third, high]));
  assert.deepEqual(after.answers, { [first]: high, [second]: middle, [third]: high, [far]: low });
  assert.deepEqual(after.notes, { [first]: { by: "Bo" }, [second]: { by: "Bo" }, [third]: { by: "Ann" }, [far]: { by: "Di", evidence: "seen" } });
  assert.equal(after.id, "whole");
});

test("a part sent twice asks nothing; what was settled the first time stays settled", () => {
  const mine = work(made(), "Ann", [first, low], [second, low]), away = part(mine, one, "Bo");
  const theirs = work(away, "Bo", [first, high], [second, high]);
  const once = sent(merge(work(mine, "Ann", [second, middle]), theirs, () => "mine"));
  const again = plan(once, theirs);
  assert.deepEqual([again.taken, again.conflicts, places(again.stays)], [[], [], [`${second} answer`]]);
  const more = work(theirs, "Bo", [first, middle], [third, high]);
  const twice = merge(once, sent(more));
  assert.deepEqual(twice.answers, { [first]: middle, [second]: middle, [third]: high });
});

test("a part that was made again from a newer state is compared with that state", () => {
  const mine = work(made(), "Ann", [first, low]);
  const old = part(mine, one, "Bo"), later = work(mine, "Ann", [first, middle]), fresh = part(later, one, "Bo");
  const found = plan(later, work(fresh, "Bo", [first, high]));
  assert.deepEqual([places(found.taken), found.conflicts], [[`${first} answer`], []]);
  assert.deepEqual(places(plan(later, work(old, "Bo", [first, high])).conflicts), [`${first} answer`]);
});

test("whoever has a part open can merge the newer one into it, and sends back what fits", () => {
  const mine = work(made(), "Ann", [first, low], [second, low]), old = part(mine, one, "Bo");
  const later = work(mine, "Ann", [first, middle]), fresh = part(later, one, "Bo");
  const bos = work(old, "Bo", [second, high]);
  assert.ok(isNewerPart(bos, fresh) && !isNewerPart(fresh, bos));
  assert.deepEqual([places(plan(bos, fresh).taken), places(plan(bos, fresh).stays)], [[`${first} answer`], [`${second} answer`]]);
  const both = merge(bos, fresh);
  assert.equal(partRecord(both).id, partRecord(fresh).id);
  assert.deepEqual(places(plan(later, sent(both)).taken), [`${second} answer`]);
  const cys = merge(bos, part(later, two, "Cy"));
  assert.equal(partRecord(cys).id, partRecord(old).id, "a part of somebody else does not take the place of this one");
  const copy = { ...bos, id: "copy" };
  assert.equal(kinship(copy, fresh), "same", "a copy of a part is still a part of the whole");
  assert.equal(partRecord(part(copy, one, "Em")).of, "whole");
});

test("an older copy on this side is no reason to take anything back: what differs is told", () => {
  const before = work(made(), "Ann", [first, low]), mine = work(before, "Ann", [first, high], [second, high]);
  const found = plan(before, part(mine, one, "Bo"));
  assert.deepEqual([found.taken, found.conflicts, places(found.stays)], [[], [], [`${first} answer`, `${second} answer`]]);
});

test("a part of another assessment is known as one, and replaces and clears nothing", () => {
  const mine = made({ [first]: low, [second]: low }, {}, { id: "elsewhere" });
  const theirs = work(part(made({ [first]: low, [second]: high }), one, "Bo"), "Bo", [first, ""], [third, high]);
  assert.equal(kinship(mine, theirs), "other");
  assert.equal(commonStart(mine, theirs, rules, read), null);
  const found = plan(mine, theirs);
  assert.deepEqual([places(found.taken), places(found.conflicts)], [[`${third} answer`], [`${second} answer`]]);
  assert.equal(merge(mine, theirs, () => "mine").kept["x-merged"], undefined);
});

test("a file that is no part belongs to this assessment by its id, or can't be told", () => {
  assert.equal(kinship(made(), made()), "same");
  assert.equal(kinship(made(), made({}, {}, { id: "fresh" })), "unknown");
});

test("whoever worked outside the own sections loses nothing, and clears nothing that was never sent", () => {
  const mine = work(made(), "Ann", [first, low], [other, low], [far, low]);
  const theirs = work(part(mine, one, "Bo"), "Bo", [other, high], [ids(two)[1], middle]);
  const found = plan(mine, theirs), outside = isOutside(theirs, rules);
  assert.deepEqual([places(found.taken), places(found.conflicts)], [[`${ids(two)[1]} answer`], [`${other} answer`]]);
  assert.deepEqual(found.stays, [], "what was never sent is not told as changed here");
  assert.deepEqual([first, other, far, ""].map(outside), [false, true, true, false]);
  const unknown = { ...theirs, kept: { "x-part": { ...partRecord(theirs), sections: ["no such"] } } };
  assert.equal(isOutside(unknown, rules)(other), false, "of sections that are not known nothing can be said");
  assert.equal(merge(mine, theirs, () => "mine").answers[far], low);
});

// --- parts without a start, and what else a file holds -------------------------------------------------

test("a part that does not say what it was made from merges as before: what differs is asked", () => {
  const mine = made({ [first]: low, [second]: low }, { [first]: { by: "Ann" } });
  const theirs = made({ [first]: high, [second]: low, [third]: high }, { [first]: { by: "Bo" }, [third]: { by: "Bo", evidence: "e" } },
    { kept: { "x-part": { for: "Bo", sections: [one.id], of: "whole" } }, provider: "Another name", name: "for Bo" });
  const found = plan(mine, theirs);
  assert.deepEqual([places(found.taken), places(found.conflicts)], [[`${third} answer`, `${third} evidence`], [`${first} answer`]]);
  assert.deepEqual(merge(mine, theirs, () => "theirs").notes[first], { by: "Ann, Bo" });
  const unsigned = { ...theirs, notes: {} };
  assert.equal(merge(mine, unsigned, () => "theirs").notes[third], undefined);
  const once = merge(mine, theirs, () => "theirs"), twice = plan(once, theirs);
  assert.deepEqual([twice.taken, twice.conflicts], [[], []]);
});

test("a part holds its sections, what it was made from, and nothing of the others", () => {
  const whole = made({ [first]: low, [other]: low }, { [first]: { evidence: "e" } }, { kept: { "x-own": "mine", aside: { "9.9": {} } } });
  const found = partOf(whole, rules, [one.id], "Bo", { id: "p", made: "2026-01-01T10:00:00Z" });
  assert.deepEqual(Object.keys(found.answers), [first]);
  const { base, ...record } = found.kept["x-part"];
  assert.deepEqual(record, { for: "Bo", sections: [one.id], of: "whole", id: "p", made: "2026-01-01T10:00:00Z" });
  assert.deepEqual([Object.keys(base.scores), base.notes], [[first], { [first]: { evidence: "e" } }]);
  assert.deepEqual(Object.keys(found.kept), ["x-part"]);
});

test("answers that can't be read yet take part as they were typed", () => {
  const section = rules.sections.find((one) => ids(one).includes(percent));
  const mine = made({ [percent]: { value: "4." } });
  const theirs = { ...part(mine, section, "Bo"), answers: { [percent]: { value: "42" } } };
  assert.deepEqual(merge(mine, sent(theirs)).answers[percent], { value: "42" });
});

test("free keys of a file, of an answer and of a note, and what is kept aside, come along", () => {
  const text = documentText(part(made({ [first]: low }), one, "Bo"), rules, words)
    .replace('"scores"', `"x-own": {"n": [1.50]},\n"aside": {"9.9": {"score": 1}},\n"notes": {"${first}": {"x-seen": "by Sam"}},\n"scores"`);
  const mine = made({ [first]: low }, {}, { kept: { aside: { "9.9": { score: "2" } } } });
  const found = plan(mine, read(text).document), after = merged(mine, read(text).document, rules, found);
  assert.deepEqual([places(found.taken), found.aside.map(([id]) => id)], [[`${first} x-seen`, " x-own"], ["9.9'"]]);
  const again = JSON.parse(documentText(after, rules, words));
  assert.deepEqual([again["x-own"], Object.keys(again.aside), again.notes[first]["x-seen"]], [{ n: [1.5] }, ["9.9", "9.9'"], "by Sam"]);
  assert.deepEqual(plan(after, read(text).document).aside, []);
});

test("a part of an older release is compared with what it was made from, carried by the same records", () => {
  const older = { ...JSON.parse(JSON.stringify(raw)), framework: "0.9" };
  const [from, to] = [older.sections.find(({ id }) => id === two.id), older.sections.find(({ id }) => id === one.id)];
  to.items.find(({ id }) => id === first).id = "old.1";
  to.items.push({ ...from.items.find(({ id }) => id === other), id: "old.2" }); // it stood in another section then
  to.items.push({ ...from.items.find(({ id }) => id === another), id: "old.3" });
  from.items = from.items.filter(({ id }) => ![other, another].includes(id));
  const records = readMigrations(JSON.stringify({
    format: "seqf-migrations/1", releases: ["0.9", rules.framework], rules: { 0.9: older, [rules.framework]: raw },
    steps: [{ from: "0.9", to: rules.framework, moved: [["old.1", first], ["old.2", other], ["old.3", another]].map(([old, now]) => ({ from: old, to: now, note: "" })), retired: [], touched: [] }],
  }));
  const readAny = (text) => read(carried(text, records, rules)?.text ?? text);
  const before = made({ "old.1": low, "old.2": low, [second]: low }, { "old.3": { evidence: "e" } }), oldRules = records.rulesOf("0.9");
  const away = partOf(before, oldRules, [one.id], "Bo", { id: "p", made: "2025-01-01T10:00:00Z" });
  const theirs = readAny(documentText({ ...away, answers: { "old.1": high, [second]: low }, notes: {} }, oldRules, words)).document;
  const mine = readAny(documentText(before, oldRules, words)).document;
  const found = mergePlan(mine, theirs, rules, commonStart(mine, theirs, rules, readAny));
  assert.deepEqual([places(found.taken), found.conflicts, found.stays], [[`${first} answer`, `${other} answer`, `${another} evidence`], [], []]);
});

// --- never a loss ---------------------------------------------------------------------------------------

/** The same numbers each time: a run that fails can be repeated. */
const dice = (seed) => () => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
};

test("whatever two people do, each change of either side is taken, told as a conflict, or stands", () => {
  const items = [first, second, third, percent], fields = ["answer", "evidence", "action", "x-own"];
  const home = rules.sections.filter((section) => ids(section).some((id) => items.includes(id))).map(({ id }) => id);
  for (let seed = 1; seed <= 400; seed++) {
    const next = dice(seed), pick = (list) => list[Math.floor(next() * list.length)];
    const value = (item, field) => (field !== "answer" ? pick(["", "a", "b", "c"])
      : item === percent ? pick(["", { value: "10" }, { value: "10.0" }, { numerator: "1", denominator: "2" }]) : pick(["", low, middle, high]));
    const changed = (document) => items.reduce((all, item) => fields.reduce((one, field) => {
      if (next() < 0.5) return one;
      const text = value(item, field), part = field === "answer" ? "answers" : "notes";
      const { [item]: old = {}, ...rest } = one[part];
      if (field === "answer") return { ...one, answers: text === "" ? rest : { ...rest, [item]: text } };
      const { [field]: _, ...others } = old, note = text === "" ? others : { ...others, [field]: text };
      return { ...one, notes: Object.keys(note).length ? { ...rest, [item]: note } : rest };
    }, all), document);
    const base = changed(made());
    const away = sent(partOf(base, rules, home, "Bo", { id: "p", made: "2026-01-01T10:00:00Z" }));
    const mine = changed(base), theirs = sent(changed(away)), found = plan(mine, theirs);
    for (const way of ["mine", "theirs"]) {
      const after = sent(merge(mine, theirs, () => way));
      const at = (document, item, field) => JSON.stringify((field === "answer" ? document.answers[item] : document.notes[item]?.[field]) ?? null)
        .replace('"10.0"', '"10"');
      for (const item of items) for (const field of fields) {
        const [was, here, there, now] = [sent(base), sent(mine), theirs, after].map((document) => at(document, item, field));
        const asked = found.conflicts.some((one) => one.item === item && one.field === field);
        const expected = here === there ? here : was === there ? here : was === here ? there : way === "mine" ? here : there;
        assert.equal(asked, here !== there && was !== there && was !== here, `seed ${seed}: ${item} ${field}`);
        assert.equal(now, expected, `seed ${seed}: ${item} ${field}`);
      }
    }
  }
});
