/** The calculator's state: what each action does, and what Undo brings back. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyDocument, isEmpty, reduce, startState } from "../../site/assets/js/ui/state.js";

const start = () => startState(emptyDocument("id"));
const run = (...actions) => actions.reduce(reduce, start());
const score = (item, value) => ({ type: "answer", item, value });

test("an answer and its taking back leave nothing behind", () => {
  assert.deepEqual(run(score("1.1.1", "2")).document.answers, { "1.1.1": "2" });
  assert.ok(isEmpty(run(score("1.1.1", "2"), score("1.1.1", "")).document));
});

test("parts of a KPI and of a note are kept one by one, blank ones not at all", () => {
  const state = run(
    { type: "answer", item: "2.2A", field: "numerator", value: "17" },
    { type: "answer", item: "2.2A", field: "denominator", value: "40" },
    { type: "answer", item: "2.2A", field: "numerator", value: "" },
    { type: "note", item: "2.2A", field: "owner", value: "Sam" },
    { type: "note", item: "2.2A", field: "owner", value: "" },
  );
  assert.deepEqual(state.document.answers, { "2.2A": { denominator: "40" } });
  assert.deepEqual(state.document.notes, {});
});

test("keystrokes in one field are one step, another field begins a new one", () => {
  const state = run(
    { type: "detail", field: "provider", value: "A" },
    { type: "detail", field: "provider", value: "Ab" },
    { type: "detail", field: "name", value: "N" },
  );
  assert.equal(state.past.length, 2);
  assert.equal(reduce(reduce(state, { type: "undo" }), { type: "undo" }).document.provider, "");
});

test("leaving a field ends its step", () => {
  const state = run(
    { type: "detail", field: "provider", value: "A" },
    { type: "settle" },
    { type: "detail", field: "provider", value: "Ab" },
  );
  assert.equal(reduce(state, { type: "undo" }).document.provider, "A");
});

test("undo and redo go both ways, and a new action forgets what was taken back", () => {
  const two = run(score("a", "1"), score("b", "2"));
  const back = reduce(two, { type: "undo" });
  assert.deepEqual(back.document.answers, { a: "1" });
  assert.deepEqual(reduce(back, { type: "redo" }).document, two.document);
  const other = reduce(back, score("c", "0"));
  assert.equal(reduce(other, { type: "redo" }), other);
  assert.equal(reduce(start(), { type: "undo" }).past.length, 0);
});

test("another document in place of this one can be undone", () => {
  const state = run(score("a", "1"), { type: "replace", document: emptyDocument("new"), label: "starting anew" });
  assert.ok(isEmpty(state.document));
  assert.equal(state.past.at(-1).label, "starting anew");
  assert.deepEqual(reduce(state, { type: "undo" }).document.answers, { a: "1" });
});

test("many changes of another tab in a row are one step", () => {
  const follow = (provider) => ({ type: "follow", document: { ...emptyDocument("x"), provider } });
  const state = run(score("a", "1"), follow("A"), follow("Ab"), follow("Abc"));
  assert.equal(state.past.length, 2);
  assert.deepEqual(reduce(state, { type: "undo" }).document.answers, { a: "1" });
});

test("the oldest steps go once there are a hundred", () => {
  const state = run(...Array.from({ length: 130 }, (_, n) => score(`item${n}`, "1")));
  assert.equal(state.past.length, 100);
});

test("an action that nobody knows is a mistake of ours", () => {
  assert.throws(() => reduce(start(), { type: "explode" }), /unknown action/);
});
