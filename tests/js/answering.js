/**
 * What the JS core says to one question, whatever hosts it: Node behind a pipe, or a page in a browser.
 *   {"rules": text of rules.json}       sets the rules, answers nothing
 *   {"assessment": text}                answers the result's text, or {"problems":[{place,message}]}
 *   {"explain": text}                   answers the result's text with its trace and its steps
 *   {"compare": [text, ...]}            answers the comparison's text
 *   {"compare": [text, ...], "releases": [rules, ...]}  likewise, each under rules of its own
 *   {"whatIf": text, "answers": {...}}  answers the text of what whatIf gives
 *   {"save": text}                      answers the written assessment as a JSON text
 * `core` holds what the core's modules export, all together.
 */
export const answering = (core) => {
  let rules = null;
  const read = (text) => core.readAssessment(text, rules);
  const explained = (assessment) => {
    const result = core.score(rules, assessment);
    const more = { trace: core.trace(rules, assessment, result), steps: core.steps(rules, assessment) };
    return core.resultText(result, more);
  };
  const answers = {
    assessment: (found) => core.resultText(core.score(rules, found)),
    explain: explained,
    whatIf: (found, { answers: others }) => core.exactText(core.whatIf(rules, found, others)),
    save: (found) => JSON.stringify(core.writeAssessment(found)),
  };
  return (question) => {
    if (question.rules !== undefined) return void (rules = core.readRules(question.rules));
    if (question.compare) {
      const own = question.releases?.map(core.readRules) ?? question.compare.map(() => rules);
      const found = question.compare.map((text, place) => core.readAssessment(text, own[place]).assessment);
      return core.exactText(core.compare(question.releases ? own : rules, found));
    }
    const [kind] = Object.keys(answers).filter((key) => question[key] !== undefined);
    const { assessment, problems } = read(question[kind]);
    return problems.length ? JSON.stringify({ problems }) : answers[kind](assessment, question);
  };
};
