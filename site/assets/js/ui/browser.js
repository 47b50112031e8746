/** What the calculator asks of the browser beside its storage: files in and out, new ids, words read out. */

/** Gives the user a file. */
export const download = (name, text, type = "application/json") => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
};

/** What to call for something that can wait until the frame that is due has been painted. Calls until then are one. */
export const afterFrame = (act) => {
  let due = false;
  return () => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => setTimeout(() => {
      due = false;
      act();
    }));
  };
};

/** Does something once nothing else is to be done, and in 400 milliseconds at the latest. */
export const whenIdle = (act) => (window.requestIdleCallback ?? setTimeout)(act, { timeout: 400 });

/** An id that nobody else has; works on pages without TLS too. */
export const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Reads sentences out through one polite region, once things have come to rest. A later sentence of a kind replaces it. */
export const announcer = (region, delay = 900) => {
  const waiting = new Map();
  let timer = 0;
  return (kind, sentence) => {
    waiting.delete(kind);
    waiting.set(kind, sentence);
    clearTimeout(timer);
    timer = setTimeout(() => {
      region.textContent = [...waiting.values()].join(" ");
      waiting.clear();
    }, delay);
  };
};
