/** Exact numbers: {n, d} of BigInt, reduced, d > 0. Mirrors generator/seqf/exact.py. */

const gcd = (a, b) => {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
};
const floor = (a, b) => (a - (((a % b) + b) % b)) / b;

export const frac = (n, d = 1n) => {
  if (d === 1n) return { n, d };
  const g = d < 0n ? -gcd(n, d) : gcd(n, d);
  return { n: n / g, d: d / g };
};
export const ZERO = frac(0n);
export const add = (a, b) => (a.d === b.d ? frac(a.n + b.n, a.d) : frac(a.n * b.d + b.n * a.d, a.d * b.d));
export const sub = (a, b) => add(a, { n: -b.n, d: b.d });
export const mul = (a, b) => frac(a.n * b.n, a.d * b.d);
export const div = (a, b) => frac(a.n * b.d, a.d * b.n);
/** Below 0 where a < b, 0 where equal, above 0 where a > b. */
export const cmp = (a, b) => {
  const x = a.n * b.d, y = b.n * a.d;
  return x < y ? -1 : x > y ? 1 : 0;
};
export const min = (a, b) => (cmp(a, b) > 0 ? b : a);
export const max = (a, b) => (cmp(a, b) < 0 ? b : a);
export const sum = (all) => all.reduce(add, ZERO);

/** A number as a file writes it, or null where the text is not of that form. */
export const number = (text) => {
  const found = text.length <= 30 && /^-?(?:0|[1-9][0-9]*)(\.[0-9]+)?$/.exec(text);
  return found ? frac(BigInt(text.replace(".", "")), 10n ** BigInt(found[1] ? found[1].length - 1 : 0)) : null;
};

export const fractionText = ({ n, d }) => (d === 1n ? `${n}` : `${n}/${d}`);

const fixed = (steps, places) => {
  const digits = `${steps < 0n ? -steps : steps}`.padStart(places + 1, "0");
  const cut = digits.length - places;
  return (steps < 0n ? "-" : "") + digits.slice(0, cut) + (places ? "." + digits.slice(cut) : "");
};

/** How many decimals a value needs; throws where it has no end as a decimal. */
export const decimals = ({ d }) => {
  let places = 0;
  for (let power = 1n; power % d; power *= 10n) if (++places > 200) throw new RangeError("no end as a decimal");
  return places;
};
/** The shortest exact decimal: 14.2, -0.5, 70. */
export const decimalText = (value) => {
  const places = decimals(value);
  return fixed((value.n * 10n ** BigInt(places)) / value.d, places);
};
export const halfUp = ({ n, d }, places) => {
  const scale = 10n ** BigInt(places);
  return frac(floor(2n * n * scale + d, 2n * d), scale);
};
/** Decimals to show beside these bounds: one, or as many as the finest of them has. */
export const placesFor = (bounds) => Math.max(1, ...bounds.map(decimals));
/** For people: cut to so many decimals, so that a bound missed stays missed; `up` for at-most bounds. */
export const shown = ({ n, d }, places = 1, up = false) => {
  const scaled = n * 10n ** BigInt(places);
  return fixed(up ? -floor(-scaled, d) : floor(scaled, d), places);
};
