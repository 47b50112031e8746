/** Stands in for node:test under runner.js. */
export const test = (name, run) => globalThis.collectTest(name, run);
export default test;
