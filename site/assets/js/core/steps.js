/**
 * The way to the next mark: the fewest one-step improvements that reach both of its minimums.
 * Mirrors generator/seqf/scoring/steps.py, where the reason why the number is the least stands.
 */
import { ZERO, add, cmp, div, frac, max, mul, sub, sum } from "./exact.js";
import { itemScore, score } from "./scoring.js";
import { stepSentences } from "./sentences.js";

const whole = (value) => frac(BigInt(value));

/** Every step up that an item with so many points has left, the next one first: [{score, answer}]. */
export const ladder = (item, now) => {
  const plain = (values) => values.map((value) => ({ score: value, answer: value }));
  if (item.kind === "criterion") return plain(item.scale.filter((value) => cmp(value, now) > 0));
  if (item.kind === "rating") {
    const values = [];
    for (let value = now.n / now.d; cmp(whole(value), item.highest) <= 0; value++) {
      if (cmp(whole(value), now) > 0 && cmp(whole(value), item.lowest) >= 0) values.push(whole(value));
    }
    if (cmp(values.at(-1) ?? now, item.highest) < 0) values.push(item.highest);
    return plain(values);
  }
  const up = item.direction === "at-least" ? 1 : -1, steps = [];
  for (const { bound, score } of [...item.thresholds].sort((a, b) => up * cmp(a.bound, b.bound))) {
    if (cmp(score, steps.at(-1)?.score ?? now) > 0) steps.push({ score, answer: bound });
  }
  return steps;
};

const lcm = (values) => values.reduce((all, value) => all * frac(value, all).n, 1n);

/** Items of which only the sum of gains matters: the most that any number of steps gives. */
const group = (climbs, units) => {
  let best = [0n];
  const rows = [...climbs].reverse().map((climb) => {
    const own = units(climb), next = [], taken = [];
    best.forEach((have, count) => own.forEach((gain, more) => {
      if (next[count + more] === undefined || have + gain > next[count + more]) {
        next[count + more] = have + gain;
        taken[count + more] = more;
      }
    }));
    best = next;
    return { climb, taken };
  });
  const plan = (count) => rows.reduceRight((all, { climb, taken }) => {
    const steps = taken[count];
    count -= steps;
    if (!steps) return all;
    const { score, answer } = climb.steps[steps - 1];
    return [...all, { item: climb.item, section: climb.section, steps, from: climb.now, to: score, answer,
      unscored: climb.unscored }];
  }, []);
  return { best, plan };
};

/** Those ways that no other beats in both, best overall first. */
const unbeaten = (ways) => {
  const down = (a, b) => (a > b ? -1 : a < b ? 1 : 0);
  const kept = [];
  for (const way of ways.sort((a, b) => down(a.overall, b.overall) || down(a.gate, b.gate))) {
    if (!kept.length || way.gate > kept.at(-1).gate) kept.push(way);
  }
  return kept;
};

/** All ways to spend steps that are worth looking at, by number of steps; in whole units. */
const allWays = (rules, climbs) => {
  const gate = new Set(rules.gate), every = climbs.flat();
  const points = lcm(every.flatMap(({ gains }) => gains.map(({ d }) => d)));
  const percent = lcm(every.map(({ worth }) => worth.d)) * points;
  const units = (value, scale) => (value.n * scale) / value.d;
  const groups = [group(every.filter(({ item }) => !gate.has(item)),
    ({ gains, worth }) => gains.map((gain) => units(mul(gain, worth), percent)))];
  let fronts = groups[0].best.map((overall, count) => [{ overall, gate: 0n, shares: [count] }]);
  for (const own of climbs) {
    const gated = own.filter(({ item }) => gate.has(item));
    if (!gated.some(({ steps }) => steps.length)) continue;
    const next = group(gated, ({ gains }) => gains.map((gain) => units(gain, points)));
    const worth = units(gated[0].worth, percent) / points;
    const shared = Array.from({ length: fronts.length + next.best.length - 1 }, () => []);
    fronts.forEach((front, count) => next.best.forEach((gain, more) => shared[count + more].push(
      ...front.map((way) => ({
        overall: way.overall + gain * worth, gate: way.gate + gain, shares: [...way.shares, more] })))));
    groups.push(next);
    fronts = shared.map(unbeaten);
  }
  const order = new Map(every.map(({ item }, place) => [item, place]));
  const enough = (way, missing, asked) => [
    cmp(frac(way.overall, percent), missing) >= 0, cmp(frac(way.gate, points), asked) >= 0];
  return {
    impossible: (missing, asked) => {
      const [overall, gated] = enough(fronts.at(-1)[0], missing, asked);
      return [...(overall ? [] : ["overall"]), ...(gated ? [] : ["gate"])];
    },
    least: (missing, asked) => {
      for (const [count, front] of fronts.entries()) {
        const way = front.find((one) => enough(one, missing, asked).every(Boolean));
        if (way) {
          const plan = way.shares.flatMap((share, place) => groups[place].plan(share));
          return { count, overall: frac(way.overall, percent), gate: frac(way.gate, points),
            plan: plan.sort((a, b) => order.get(a.item) - order.get(b.item)) };
        }
      }
      return null;
    },
  };
};

/**
 * The steps to each mark that the low end does not reach, and what a step is worth in each section.
 * {from: {overall, gate|null, outcome},
 *  marks: [{mark, missing: {overall, gate|null}, impossible: ["overall", "gate"], steps|null,
 *           plan: [{item, section, steps, from, to, answer, unscored}], overall|null, gate|null}] highest first,
 *  sections: [{id, point, best, item|null, left, room}] the one with the best next step first,
 *  sentences: [text]}.
 * Numbers are {n, d}; steps and left are counts. overall, point, best, room: percent of the overall score.
 * answer: the score, bound or rating to give; unscored: the item starts from its lowest because it is blank.
 */
export const steps = (rules, assessment) => {
  const climbs = rules.sections.map((section) => section.items.map((item) => {
    const found = itemScore(item, assessment), now = found ?? item.low, up = ladder(item, now);
    return { item: item.id, section: section.id, worth: div(section.weight, section.max), now,
      unscored: found === null, steps: up, gains: [ZERO, ...up.map((step) => sub(step.score, now))] };
  }));
  const { overall: { low }, gate: found, outcome } = score(rules, assessment);
  const gate = found?.low ?? null, ways = allWays(rules, climbs), short = (a, b) => max(sub(a, b), ZERO);
  const marks = rules.marks.flatMap(({ id, minimum, gateMinimum }) => {
    const missing = short(minimum, low), asked = gateMinimum && short(gateMinimum, gate);
    if (!missing.n && !asked?.n) return [];
    const way = ways.least(missing, asked ?? ZERO);
    return [{
      mark: id,
      missing: { overall: missing, gate: asked },
      impossible: ways.impossible(missing, asked ?? ZERO),
      steps: way && way.count,
      plan: way?.plan ?? [],
      overall: way && add(low, way.overall),
      gate: way && gate && add(gate, way.gate),
    }];
  });
  const sections = rules.sections.map(({ id, weight, max: most }, place) => {
    const point = div(weight, most), own = climbs[place];
    let best = ZERO, item = null;
    for (const climb of own) {
      if (climb.steps.length && cmp(climb.gains[1], best) > 0) [best, item] = [climb.gains[1], climb.item];
    }
    return { id, point, best: mul(best, point), item,
      left: own.reduce((all, climb) => all + climb.steps.length, 0),
      room: mul(point, sum(own.map(({ gains }) => gains.at(-1)))) };
  });
  const all = { from: { overall: low, gate, outcome: outcome.low }, marks,
    sections: sections.sort((a, b) => cmp(b.best, a.best)) };
  return { ...all, sentences: stepSentences(rules, all) };
};
