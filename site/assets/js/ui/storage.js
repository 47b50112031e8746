/**
 * The browser's storage behind an adapter: the only module that touches localStorage.
 * Every key begins with the framework's id and the site's path, since sites may share an origin.
 *
 * Names of what is kept: "assessment" and "assessment:<id>" for each assessment; "open" (name of the one worked on);
 * "bin:<name>" (deleted lately); "aside:<time>" (what could not be read); "filed:<name>" (when last saved to a file);
 * "me" (who works here); "wording" (of somebody's own sheet).
 */

const reasonOf = (error) =>
  /quota/i.test(error?.name) ? "this browser's storage is full" : "this browser does not allow this site to store anything";

/**
 * @param {() => Storage} open  gives the storage; may throw where it is refused
 * @param {string} prefix  what every key begins with
 * @returns use(name): works on this one from now on;  slot, key: its name, its key
 *   read(name = slot) -> {text} | {reason};  write(text, name = slot) -> reason | null;  drop(name)
 *   list(beginning) -> [{name, text}], names without the beginning;  dropAll(beginning)
 */
export const browserStore = (open, prefix) => {
  let slot = "assessment";
  const attempt = (act) => {
    try {
      return act(open());
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  };
  const keys = (storage, start) =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((name) => name.startsWith(prefix + start)).sort();

  return {
    get slot() { return slot; },
    get key() { return prefix + slot; },
    use: (name) => { slot = name; },
    read: (name = slot) => attempt((storage) => ({ text: storage.getItem(prefix + name) })),
    write: (text, name = slot) => attempt((storage) => storage.setItem(prefix + name, text))?.reason ?? null,
    drop: (name) => attempt((storage) => storage.removeItem(prefix + name)),
    list: (start) => {
      const found = attempt((storage) =>
        keys(storage, start).map((key) => ({ name: key.slice((prefix + start).length), text: storage.getItem(key) })));
      return Array.isArray(found) ? found : [];
    },
    dropAll: (start) => attempt((storage) => keys(storage, start).forEach((key) => storage.removeItem(key))),
  };
};
