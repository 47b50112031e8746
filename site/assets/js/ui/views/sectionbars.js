/**
 * Bars of one section for two or three assessments, as SVG. Told apart by number and pattern, never by colour: all is
 * drawn in the colour of the text, so it holds in print and in forced colours. Mirrors generator/seqf/downloads/bars.py.
 */
import { ZERO, cmp, div, frac, mul, shown } from "../../core/exact.js";

const SPACE = "http://www.w3.org/2000/svg";
const PATTERNS = ["solid", "striped", "dotted"];
const ROW = 16, START = 6, WHOLE = frac(93n); // pixels, and percent of the width: room for the number, then the bars

const draw = (tag, props, ...children) => {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** The patterns that the bars are filled with; a page holds them once. */
export const definitions = () => draw("svg", { "aria-hidden": "true", width: 0, height: 0 }, draw("defs", {},
  draw("pattern", { id: "striped", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("rect", { width: 3, height: 6, fill: "currentColor" })),
  draw("pattern", { id: "dotted", width: 5, height: 5, patternUnits: "userSpaceOnUse" },
    draw("rect", { width: 2.5, height: 2.5, fill: "currentColor" }))));

/** How to tell so many bars apart. */
export const legend = (count) =>
  `Bars from top to bottom: ${PATTERNS.slice(0, count).map((pattern, at) => `${at + 1} ${pattern}`).join(", ")}. Within dashes: still possible.`;

/** ranges: {low, high, max} of each assessment; texts: the same in words. */
export const bars = (ranges, texts) => {
  const shapes = ranges.flatMap(({ low, high, max }, at) => {
    const part = (value) => `${cmp(max, ZERO) > 0 && cmp(value, ZERO) > 0 ? shown(mul(div(value, max), WHOLE), 2) : 0}%`;
    const frame = { x: `${START}%`, y: ROW * at + 1.5, height: 11, stroke: "currentColor" };
    return [
      draw("text", { x: 0, y: ROW * at + 11.5, "font-size": 12, fill: "currentColor" }, `${at + 1}`),
      draw("rect", { ...frame, width: part(max), fill: "none", "stroke-opacity": 0.45 }),
      draw("rect", { ...frame, width: part(high), fill: "none", "stroke-width": 1.5, "stroke-dasharray": "4 3" }),
      draw("rect", { ...frame, width: part(low), fill: at ? `url(#${PATTERNS[at]})` : "currentColor",
        "stroke-width": cmp(low, ZERO) > 0 ? 1 : 0 }),
    ];
  });
  const words = texts.map((text, at) => `${at + 1}: ${text} points`).join("; ");
  return draw("svg", { role: "img", class: "section-bars", width: "100%", height: ROW * ranges.length }, draw("title", {}, words), ...shapes);
};
