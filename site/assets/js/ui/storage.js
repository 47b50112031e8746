/**
 * The browser's storage behind an adapter: the only module that touches localStorage.
 * Every key begins with the framework's id and the site's path, since sites may share an origin.
 */

const reasonOf = (error) =>
  /quota/i.test(error?.name) ? "this browser's storage is full" : "this browser does not allow this site to store anything";

/**
 * @param {() => Storage} open  gives the storage; may throw where it is refused
 * @param {string} prefix  what every key begins with
 * @returns read() -> {text} | {reason};  write(text) -> reason | null;
 *   setAside(text, name) -> reason | null;  aside() -> [{name, text}];  dropAside();
 *   key: the one that holds the assessment
 */
export const browserStore = (open, prefix) => {
  const key = `${prefix}assessment`;
  const asidePrefix = `${prefix}aside:`;
  const attempt = (act) => {
    try {
      return act(open());
    } catch (error) {
      return { reason: reasonOf(error) };
    }
  };
  const put = (name, text) => attempt((storage) => storage.setItem(name, text))?.reason ?? null;
  const asideKeys = (storage) =>
    Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter((name) => name.startsWith(asidePrefix)).sort();

  return {
    key,
    read: () => attempt((storage) => ({ text: storage.getItem(key) })),
    write: (text) => put(key, text),
    setAside: (text, name) => put(asidePrefix + name, text),
    aside: () => {
      const found = attempt((storage) =>
        asideKeys(storage).map((name) => ({ name: name.slice(asidePrefix.length), text: storage.getItem(name) })));
      return Array.isArray(found) ? found : [];
    },
    dropAside: () => attempt((storage) => asideKeys(storage).forEach((name) => storage.removeItem(name))),
  };
};
