/** Tables as comma-separated text, both ways, as spreadsheet programs write them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { csvRows, csvText, unguarded } from "../../site/assets/js/core/csv.js";

const written = (cell) => csvText([[cell, "x"]]).slice(1, -4);

test("a table begins with a byte order mark, and every row ends its line", () => {
  assert.equal(csvText([["a", "b"], ["c", "d"], []]), "\uFEFFa,b\r\nc,d\r\n\r\n");
  assert.equal(csvText([]), "\uFEFF\r\n");
});

test("a cell is put in quotes only where it has to be", () => {
  for (const plain of ["", "a", "a b", "a'b", "14.2", "é", "a=b", "a:b", "a-1", "'a"]) assert.equal(written(plain), plain);
  for (const cell of ["a,b", "a;b", "a\tb", "a\rb", "a\nb", " a", "a ", "\u00a0a"]) assert.equal(written(cell), `"${cell}"`);
  assert.equal(written('say "a" and "b"'), '"say ""a"" and ""b"""');
});

test("what a spreadsheet would take for a formula is written as text, and read back as it was", () => {
  for (const sign of ["=", "+", "-", "@"]) {
    assert.equal(written(`${sign}1`), `'${sign}1`);
    assert.equal(unguarded(`'${sign}1`), `${sign}1`);
  }
  for (const sign of ["\t", "\r"]) {
    assert.equal(written(`${sign}1`), `"'${sign}1"`);
    assert.equal(unguarded(`'${sign}1`), `${sign}1`);
  }
  for (const text of ["'a", "''a", "a'=1", "'", "=1", ""]) assert.equal(unguarded(text), text);
});

test("the separator is the sign that stands most often outside quotes", () => {
  assert.deepEqual(csvRows("a,b;c,d"), [["a", "b;c", "d"]]);
  assert.deepEqual(csvRows("a;b,c;d"), [["a", "b,c", "d"]]);
  assert.deepEqual(csvRows("a\tb,c\td"), [["a", "b,c", "d"]]);
  assert.deepEqual(csvRows("a,b;c"), [["a", "b;c"]]);
  assert.deepEqual(csvRows("a;b\tc"), [["a", "b\tc"]]);
  assert.deepEqual(csvRows("alone"), [["alone"]]);
  assert.deepEqual(csvRows('"1,2,3";b'), [["1,2,3", "b"]]);
  assert.deepEqual(csvRows('"1,""2"",3";"4,5";b'), [['1,"2",3', "4,5", "b"]]);
});

test("only the first lines choose the separator", () => {
  const first = Array(1250).fill("a;b\n").join("");
  assert.deepEqual(csvRows(`${first}${",".repeat(3000)};`)[0], ["a", "b"]);
  assert.equal(csvRows(`${"x".repeat(4998)};a,b,c`)[0].length, 2);
});

test("a cell in quotes that is cut off there chooses no separator", () => {
  const long = (sign) => sign.repeat(6000);
  assert.deepEqual(csvRows(`"${long(";")}",b`), [[long(";"), "b"]]);
  assert.deepEqual(csvRows(`a,"${long(";")}",b`), [["a", long(";"), "b"]]);
  assert.deepEqual(csvRows(`a;"${long(",")}";b`), [["a", long(","), "b"]]);
});

test("rows end with either line end, and an empty line is an empty row", () => {
  for (const end of ["\n", "\r\n", "\r"]) {
    assert.deepEqual(csvRows(["a,b", "", "c,d", ""].join(end)), [["a", "b"], [], ["c", "d"]]);
    assert.deepEqual(csvRows(["a,b", "c,d"].join(end)), [["a", "b"], ["c", "d"]]);
  }
  assert.deepEqual(csvRows("a,b\r\r\nc,d"), [["a", "b"], [], ["c", "d"]]);
  assert.deepEqual(csvRows("a,b\n\rc,d"), [["a", "b"], [], ["c", "d"]]);
  assert.deepEqual(csvRows(""), []);
  assert.deepEqual(csvRows("\n"), [[]]);
  assert.deepEqual(csvRows("a,"), [["a", ""]]);
  assert.deepEqual(csvRows(",\n"), [["", ""]]);
  assert.deepEqual(csvRows('a,b\n"c"'), [["a", "b"], ["c"]]);
});

test("quotes hold separators, line ends and quotes", () => {
  assert.deepEqual(csvRows('"a,b",c\n"d\r\ne",f'), [["a,b", "c"], ["d\r\ne", "f"]]);
  assert.deepEqual(csvRows('"say ""a""",b'), [['say "a"', "b"]]);
  assert.deepEqual(csvRows('"""",b'), [['"', "b"]]);
  assert.deepEqual(csvRows('"",b'), [["", "b"]]);
  assert.deepEqual(csvRows('  "a,b",c'), [["a,b", "c"]]);
  assert.deepEqual(csvRows('"a"x,b'), [["ax", "b"]]);
  assert.deepEqual(csvRows('a"b"c,d'), [['a"b"c', "d"]]);
  assert.deepEqual(csvRows('x,"never closed, and on\nand on'), [["x", "never closed, and on\nand on"]]);
});

test("a byte order mark is taken off at the beginning alone", () => {
  assert.deepEqual(csvRows("\uFEFFa,b"), [["a", "b"]]);
  assert.deepEqual(csvRows("a\uFEFF,b"), [["a\uFEFF", "b"]]);
});

test("what is written is read back", () => {
  const rows = [["a", " b ", 'c"d'], ["1;2", "3,4", "5\t6"], ["", "", ""], ["x\ny", "z\r\n", "é"]];
  assert.deepEqual(csvRows(csvText(rows)), rows);
});
