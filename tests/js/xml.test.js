/** The small reader of XML: what it reads, and what it refuses. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { child, parseXml } from "../../site/assets/js/core/xml.js";

const element = (name, parts = {}) => ({ name, attributes: {}, children: [], text: "", ...parts });

test("elements, attributes and texts are read, names without their prefixes", () => {
  assert.deepEqual(parseXml('<?xml version="1.0"?>\n<!-- a --><x:a x:b="1" c=\'"2\' d = "&lt;">e<f/>g<h:i></h:i></x:a>\n'),
    element("a", { attributes: { "x:b": "1", c: '"2', d: "<" }, children: [element("f"), element("i")], text: "eg" }));
});

test("texts of every kind are one text", () => {
  assert.equal(parseXml("<a>&amp;&lt;&gt;&quot;&apos;<![CDATA[<&amp;>]]>&#65;&#x1F600;&#xe9;<!-- x -->\r\n\ry</a>").text,
    "&<>\"'<&amp;>A😀é\r\n\ry");
});

test("what is no XML is refused with its reason", () => {
  for (const [text, told] of [
    ["<a>&nbsp;</a>", "unknown entity nbsp"],
    ["<a>&constructor;</a>", "unknown entity constructor"],
    ["<a", "this is no XML that can be read"],
    ["<", "this is no XML that can be read"],
    ["<a></b>", "an element is not closed"],
    ["</a>", "an element is not closed"],
    ["<a></a></a>", "an element is not closed"],
    ["<a>", "an element is not closed"],
    ["<a><b></a>", "an element is not closed"],
    ["<a/><b/>", "an element is not closed"],
    ["", "an element is not closed"],
    ["text", "an element is not closed"],
    ['<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unknown entity b"],
    ["<!DOCTYPE a><a/>", "an element is not closed"],
  ]) assert.throws(() => parseXml(text), (error) => error instanceof SyntaxError && error.message === told, text);
});

test("the first child of a name is found, and none in what is missing", () => {
  const found = parseXml("<a><b c='1'/><b c='2'/></a>");
  assert.equal(child(found, "b").attributes.c, "1");
  assert.equal(child(found, "d"), undefined);
  assert.equal(child(undefined, "b"), undefined);
});
