/** Saving: soon, honestly, and never over what somebody else has written. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { autosave } from "../../site/assets/js/ui/autosave.js";
import { browserStore } from "../../site/assets/js/ui/storage.js";

/** A storage that can be made to fail. */
class Memory {
  constructor() { this.held = new Map(); this.full = false; }
  get length() { return this.held.size; }
  key(at) { return [...this.held.keys()][at]; }
  getItem(key) { return this.held.get(key) ?? null; }
  setItem(key, text) {
    if (this.full) throw Object.assign(new Error("full"), { name: "QuotaExceededError" });
    this.held.set(key, text);
  }
  removeItem(key) { this.held.delete(key); }
}

const page = (memory, { text = "mine" } = {}) => {
  const told = [], timers = [], followed = [];
  const it = { text, told, followed, readable: true, tick: () => timers.splice(0).forEach((act) => act()) };
  it.saver = autosave({
    store: browserStore(() => memory, "p:"),
    textOf: () => it.text,
    report: (saving) => told.push(saving),
    follow: (other) => it.readable && Boolean(followed.push(other)),
    now: () => new Date(0),
    later: (act) => timers.push(act),
  });
  it.saver.start(memory.getItem("p:assessment"));
  it.timers = timers;
  return it;
};
const last = ({ told }) => told.at(-1)?.kind;

test("one timer saves many keystrokes", () => {
  const memory = new Memory(), it = page(memory);
  it.saver.changed();
  it.text = "mine too";
  it.saver.changed();
  assert.equal(it.timers.length, 1);
  it.tick();
  assert.equal(memory.getItem("p:assessment"), "mine too");
  assert.deepEqual(it.told, [{ kind: "saved", at: new Date(0) }]);
  assert.equal(it.saver.unsaved(), false);
});

test("leaving saves at once", () => {
  const memory = new Memory(), it = page(memory);
  it.saver.changed();
  it.saver.flush();
  assert.equal(memory.getItem("p:assessment"), "mine");
});

test("an empty form writes nothing where nothing was", () => {
  const memory = new Memory(), it = page(memory, { text: null });
  it.saver.changed();
  it.tick();
  assert.equal(memory.length, 0);
  assert.equal(last(it), "empty");
});

test("a full store is told, and the next change tries again", () => {
  const memory = new Memory(), it = page(memory);
  memory.full = true;
  it.saver.changed();
  it.tick();
  assert.deepEqual(it.told.at(-1), { kind: "failed", reason: "this browser's storage is full" });
  assert.equal(it.saver.unsaved(), true);
  memory.full = false;
  it.saver.changed();
  it.tick();
  assert.equal(last(it), "saved");
});

test("a store that refuses is told", () => {
  const told = [];
  const store = browserStore(() => { throw Object.assign(new Error(), { name: "SecurityError" }); }, "p:");
  assert.equal(store.read().reason, "this browser does not allow this site to store anything");
  assert.equal(store.write("x"), "this browser does not allow this site to store anything");
  assert.deepEqual(store.list("aside:"), told);
});

test("a tab without work of its own follows the other", () => {
  const memory = new Memory(), it = page(memory);
  memory.setItem("p:assessment", "theirs");
  it.saver.noticed();
  assert.deepEqual(it.followed, ["theirs"]);
  assert.equal(last(it), "saved");
});

test("a tab with unsaved work neither follows nor overwrites", () => {
  const memory = new Memory(), it = page(memory);
  it.saver.changed();
  memory.setItem("p:assessment", "theirs");
  it.saver.noticed();
  it.tick();
  assert.equal(last(it), "conflict");
  assert.deepEqual(it.followed, []);
  assert.equal(memory.getItem("p:assessment"), "theirs");
});

test("what changed unnoticed is seen before writing", () => {
  const memory = new Memory(), it = page(memory);
  memory.setItem("p:assessment", "theirs");
  it.saver.changed();
  it.tick();
  assert.equal(last(it), "conflict");
  assert.equal(memory.getItem("p:assessment"), "theirs");
});

test("another version that can't be read is not followed", () => {
  const memory = new Memory(), it = page(memory);
  it.readable = false;
  memory.setItem("p:assessment", "{");
  it.saver.noticed();
  assert.equal(last(it), "conflict");
});

test("mine is kept only over the version that was shown", () => {
  const memory = new Memory(), it = page(memory);
  memory.setItem("p:assessment", "theirs, later");
  it.saver.keepMine("theirs");
  assert.equal(last(it), "conflict");
  it.saver.keepMine("theirs, later");
  assert.equal(memory.getItem("p:assessment"), "mine");
});

test("a copy that was cleared away is noticed and not written again unasked", () => {
  const memory = new Memory(), it = page(memory);
  it.saver.changed();
  it.tick();
  memory.removeItem("p:assessment");
  it.saver.noticed();
  it.saver.changed();
  it.tick();
  assert.equal(last(it), "gone");
  assert.equal(memory.length, 0);
  it.saver.keepMine(null);
  assert.equal(memory.getItem("p:assessment"), "mine");
});

test("copies put aside stay until they are dropped, and other keys are left alone", () => {
  const memory = new Memory(), store = browserStore(() => memory, "p:");
  memory.setItem("another site", "x");
  store.write("{", "aside:2026-01-02");
  store.write("[", "aside:2026-01-01");
  assert.deepEqual(store.list("aside:"), [{ name: "2026-01-01", text: "[" }, { name: "2026-01-02", text: "{" }]);
  store.dropAll("aside:");
  assert.deepEqual([...memory.held.keys()], ["another site"]);
});
