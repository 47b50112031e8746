// Two small gaps between playwright and Firefox's long-term release, closed in what playwright reads over WebDriver
// BiDi. Loaded into playwright's own process by conftest.py. Once the oldest Firefox in firefox.py knows both, this
// file can go.
"use strict";
// Playwright sets the colour scheme of every new context. This Firefox does not know the command, and without the
// answer no context opens: the refusal is taken as done, and Firefox keeps the colour scheme that it has.
const UNKNOWN = "emulation.setMediaFeaturesOverride";
// A download that a script starts has no id here, and playwright passes over what has none: its address is one.
const DOWNLOADS = ["browsingContext.downloadWillBegin", "browsingContext.downloadEnd"];

const parse = JSON.parse;
JSON.parse = (text, reviver) => {
  const read = parse(text, reviver);
  if (read?.error === "unknown command" && String(read.message).includes(UNKNOWN))
    return { type: "success", id: read.id, result: {} };
  if (DOWNLOADS.includes(read?.method)) read.params.download ??= read.params.navigation ?? read.params.url;
  return read;
};
