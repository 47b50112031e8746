"""Scripts reach the browser without comments, and the calculator's load stays light."""

from __future__ import annotations

import re

from seqf.disk import resources
from seqf.site.scripts import compact, unsafe_lines

HEAVIEST = 40 * 1024  # bytes of script that the calculator's page may load before anything is done on it


def _scripts() -> dict[str, str]:
    assets = resources.assets()
    return {path: content.decode("utf-8") for path, content in assets.items() if path.endswith(".js")}


def _loaded_with(entry: str, scripts: dict[str, str]) -> set[str]:
    """Return the script and all that it imports at once; `import()` inside the code loads later."""
    found, waiting = set(), [entry]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        folder = path.rsplit("/", 1)[0]
        for target in re.findall(r'^(?:import|export)\b.*?\bfrom "(\.[^"]+)"', scripts[path], re.MULTILINE):
            steps = f"{folder}/{target}".split("/")
            while ".." in steps:
                at = steps.index("..")
                del steps[at - 1 : at + 1]
            waiting.append("/".join(step for step in steps if step != "."))
    return found


def test_comments_and_indentation_go_and_code_stays() -> None:
    source = '/** What. */\nexport const a = {\n  // why\n  b: "; // no comment", // goes\n\n};\n'
    assert compact(source) == 'export const a={\nb:"; // no comment",\n};\n'


def test_spaces_go_around_signs_and_stay_in_texts_and_patterns() -> None:
    assert (
        compact('f(a, b) => `${a} = ${b} ` + " = " + c - -d;\n') == 'f(a,b)=>`${a} = ${b} `+" = "+c - -d;\n'
    )
    for plain in ("a = b.match(/ = /);\n", "a = `${b ? `c = d` : 1}`;\n", "a = 'say \"b = c\"';\n"):
        assert compact(plain) == plain


def test_a_plus_that_stands_beside_another_keeps_its_spaces_and_a_division_is_no_pattern() -> None:
    assert compact("a++ + b + +c;\n") == "a++ + b + +c;\n"
    assert compact("a = (b + 1) / 2 + c[0] / d;\n") == "a=(b+1)/ 2+c[0]/ d;\n"
    assert compact("a = b.match( / = / );\n") == "a = b.match( / = / );\n"


def test_a_text_over_several_lines_is_found() -> None:
    assert unsafe_lines("const a = `one\n  two`;\n") == [1, 2]
    assert unsafe_lines("// a `word\nconst a = `one`;\n") == []


def test_every_script_can_be_made_compact() -> None:
    assert {path: found for path, source in _scripts().items() if (found := unsafe_lines(source))} == {}


def test_the_calculator_loads_little() -> None:
    scripts = _scripts()
    loaded = _loaded_with("js/ui/calculator.js", scripts)
    assert "js/core/scoring.js" in loaded
    assert sum(len(compact(scripts[path]).encode()) for path in loaded) <= HEAVIEST
