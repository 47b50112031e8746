"""Modules put into one script: every script of the site is written in a form that the bundler knows."""

from __future__ import annotations

import re
import subprocess

import pytest
from jsengine import node
from seqf.disk import resources
from seqf.site.bundle import NotBundled, bundle
from seqf.site.singlefile import single_file
from seqf.site.sizes import with_sizes

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


ONE_PAGE = (
    '<title>T</title><nav aria-label="Main"><a href="../a/">A</a></nav>'
    '<nav aria-label="Assessments" data-desk>Own</nav>'
    '<template data-one-file="linked"><p>Here: <a href="../">guide</a></p></template>\n'
    '<template data-one-file="alone"><p>No guide in here</p></template>\n'
    '<script type="module" src="../assets/js/a.js"></script>'
    '<p data-linked><a href="../more/">More</a></p>'
    '<a class="name" href="../b/" aria-current="page">B</a><a href="#c">C</a><a href="https://w3.org/">W</a>'
)


def _one_file(address: str) -> str:
    assets = {"js/a.js": b"export const a = 1;\n"}
    return single_file(ONE_PAGE.encode(), "calculator/index.html", assets, address).decode()


def test_without_an_address_no_link_of_one_file_is_dead_and_it_says_where_the_guide_is() -> None:
    made = _one_file("https://site.example/v/1.0.0/calculator/")
    assert re.findall(r'href="([^"]+)"', made) == ["#c", "https://w3.org/"]
    assert '<span class="name">B</span>' in made and "No guide in here" in made and "Here:" not in made
    assert "Main" not in made and "More" not in made and "Own" in made and "<template" not in made


def test_with_an_address_the_links_of_one_file_lead_there() -> None:
    made = _one_file("https://site.org/v/1.0.0/calculator/")
    root = "https://site.org/v/1.0.0/"
    assert re.findall(r'href="([^"]+)"', made) == [
        f"{root}a/",
        root,
        f"{root}more/",
        f"{root}b/",
        "#c",
        "https://w3.org/",
    ]
    assert "Main" in made and "Here:" in made and "No guide in here" not in made and "<template" not in made


def test_a_size_left_open_is_told_as_the_file_below_the_same_prefix_has_it() -> None:
    page = b'<span class="source" data-size-of="downloads/x.html"></span><p>rest</p>'
    pages = {"v/1/a.html": page, "v/1/b.html": b"<p>no size</p>"}
    files = {"v/1/downloads/x.html": b"x" * 2001, "downloads/x.html": b"x"}
    assert with_sizes(pages, "v/1/", files) == {"v/1/a.html": b'<span class="source">3 kB</span><p>rest</p>'}


def test_one_file_names_each_part_by_its_digest_and_allows_nothing_else() -> None:
    assets = {"js/a.js": b"export const a = 1;\n", "css/a.css": b"p { color: red }", "i.svg": b"<svg></svg>"}
    page = (
        b'<meta http-equiv="Content-Security-Policy" content="x"><title>T</title>'
        b'<link rel="stylesheet" href="../assets/css/a.css" media="print"><img src="../assets/i.svg" alt="">'
        b'<script type="module" src="../assets/js/a.js"></script><a href="../b/">B</a><a href="#c">C</a>'
        b"<p data-online>gone</p>"
    )
    made = single_file(page, "calculator/index.html", assets, "https://site.org/calculator/").decode()
    policy = made.split('content="')[1].split('"')[0]
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and policy.count("sha256-") == 2
    assert "connect-src" not in policy and "unsafe" not in policy and "'self'" not in policy
    assert '<style media="print">p { color: red }</style>' in made
    assert 'href="https://site.org/b/"' in made and 'href="#c"' in made
    assert "assets/" not in made and "gone" not in made
