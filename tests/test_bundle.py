"""Modules put into one script: every script of the site is written in a form that the bundler knows."""

from __future__ import annotations

import subprocess

import pytest
from jsengine import node
from seqf.disk import resources
from seqf.site.bundle import NotBundled, bundle
from seqf.site.singlefile import single_file

MODULES = {
    "js/a.js": 'import { one, two as other } from "./sub/b.js";\n'
    'const later = async () => import("./c.js");\n'
    "console.log(one + other());\nlater().then(({ three }) => console.log(three));\n",
    "js/sub/b.js": 'export { one } from "./d.js";\nexport * from "./d.js";\nexport const two = () => 2;\n',
    "js/sub/d.js": "const hidden = 40;\nexport const one = hidden;\n",
    "js/c.js": 'import { two } from "./sub/b.js";\nconst hidden = 1;\nexport const three = two() + hidden;\n',
}


@pytest.mark.skipif(node() is None, reason="Node is not installed")
def test_the_script_does_what_the_modules_do_and_names_stay_apart() -> None:
    ran = subprocess.run(
        [node(), "--input-type=module", "-e", bundle(MODULES, "js/a.js")],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert ran.stdout.split() == ["42", "3"]


@pytest.mark.parametrize(
    "line",
    [
        'import one from "./b.js";',
        'import * as all from "./b.js";',
        'import "./b.js";',
        "import(name);",
        "export default 1;",
        "const here = import.meta.url;",
        "export { one };",
    ],
)
def test_a_form_that_is_not_known_is_refused(line: str) -> None:
    with pytest.raises(NotBundled):
        bundle({"a.js": line, "b.js": "export const one = 1;"}, "a.js")


def test_a_missing_module_and_a_ring_are_refused() -> None:
    with pytest.raises(NotBundled, match="not there"):
        bundle({"a.js": 'import { b } from "./b.js";'}, "a.js")
    with pytest.raises(NotBundled, match="needs itself"):
        bundle({"a.js": 'import { b } from "./b.js";', "b.js": 'import { a } from "./a.js";'}, "a.js")


def test_every_script_of_the_calculator_can_be_bundled() -> None:
    assets = resources.assets()
    modules = {path: text.decode("utf-8") for path, text in assets.items() if path.endswith(".js")}
    script = bundle(modules, "js/ui/calculator.js")
    assert "import(" not in script and '} from "' not in script


def test_one_file_names_each_part_by_its_digest_and_allows_nothing_else() -> None:
    assets = {"js/a.js": b"export const a = 1;\n", "css/a.css": b"p { color: red }", "i.svg": b"<svg></svg>"}
    page = (
        b'<meta http-equiv="Content-Security-Policy" content="x"><title>T</title>'
        b'<link rel="stylesheet" href="../assets/css/a.css" media="print"><img src="../assets/i.svg" alt="">'
        b'<script type="module" src="../assets/js/a.js"></script><a href="../b/">B</a><a href="#c">C</a>'
        b"<p data-online>gone</p>"
    )
    made = single_file(page, "calculator/index.html", assets, "https://site.example/calculator/").decode()
    policy = made.split('content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and policy.count("sha256-") == 2
    assert "connect-src" not in policy and "unsafe" not in policy and "'self'" not in policy
    assert '<style media="print">p { color: red }</style>' in made
    assert 'href="https://site.example/b/"' in made and 'href="#c"' in made
    assert "assets/" not in made and "gone" not in made
