/**
 * Workbooks behind a pipe: one JSON object a line in, one line out.
 *   {"rules": text of rules.json}     sets the rules, answers nothing
 *   {"workbook": base64}              answers {"problems": [{place, message}], "result": text or null}
 *   {"sheets": base64}                answers [[name, hidden, [[address, text, kind, format]]]], or {"damaged": message}
 */
import { createInterface } from "node:readline";
import { readRules, resultText, score } from "../../site/assets/js/core/index.js";
import { Damaged, answersFromWorkbook, readWorkbook, workbookLayout } from "../../site/assets/js/core/workbook.js";

let rules = null;
const bytesOf = (text) => new Uint8Array(Buffer.from(text, "base64"));
const answer = async ({ rules: newRules, workbook, sheets }) => {
  if (newRules !== undefined) return void (rules = readRules(newRules));
  try {
    const read = await readWorkbook(bytesOf(workbook ?? sheets));
    if (sheets) {
      return read.map(({ name, hidden, cells }) =>
        [name, hidden, [...cells].map(([address, { text, kind, format }]) => [address, text, kind, format])]);
    }
    const { assessment, problems } = answersFromWorkbook(read, workbookLayout(read), rules);
    return { problems, result: assessment && resultText(score(rules, assessment)) };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { damaged: error.message };
  }
};
for await (const line of createInterface({ input: process.stdin })) {
  const said = await answer(JSON.parse(line));
  if (said !== undefined) process.stdout.write(JSON.stringify(said) + "\n");
}
