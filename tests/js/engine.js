/** The JS core behind a pipe: one JSON object a line in, one line out (see answering.js). */
import { createInterface } from "node:readline";
import * as compare from "../../site/assets/js/core/compare.js";
import * as core from "../../site/assets/js/core/index.js";
import * as result from "../../site/assets/js/core/result.js";
import * as steps from "../../site/assets/js/core/steps.js";
import * as trace from "../../site/assets/js/core/trace.js";
import * as whatIf from "../../site/assets/js/core/whatif.js";
import { answering } from "./answering.js";

const answer = answering({ ...core, ...compare, ...result, ...steps, ...trace, ...whatIf });
for await (const line of createInterface({ input: process.stdin })) {
  const said = answer(JSON.parse(line));
  if (said !== undefined) process.stdout.write(said + "\n");
}
