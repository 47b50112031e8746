/**
 * How runner.js loads modules: what a module with `?load=N` imports is loaded with the same N, so that a new N gives a
 * new copy of all of them. `node:test` is collect.js there, which keeps the tests instead of running them.
 */
export const resolve = async (specifier, context, next) => {
  const [, load] = /\?(load=[0-9]+)$/.exec(context.parentURL ?? "") ?? [];
  if (!load) return next(specifier, context);
  if (specifier === "node:test") return { url: new URL("./collect.js", import.meta.url).href, shortCircuit: true };
  const found = await next(specifier, context);
  return found.url.startsWith("file:") ? { ...found, url: `${found.url}?${load}` } : found;
};
