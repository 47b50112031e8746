"""A commissioner's choice for one lot of a tender: read, checked, every mistake with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from seqf.errors import Problem
from seqf.exact import decimal_text, number
from seqf.model import Framework
from seqf.reading.schemamessages import nearest
from seqf.reading.validate import Validator
from seqf.text import nodes, yamltext

Lot = dict[str, Any]  # as schemas/lot.schema.json gives it


def read_lot(
    content: bytes, path: str, framework: Framework, schemas: Mapping[str, dict[str, Any]]
) -> tuple[Lot | None, list[Problem]]:
    """Return the lot, or None and every problem; `path` is the file's name for messages."""
    node, problems = yamltext.read(content, path)
    if node is None or problems:
        return None, problems
    typed, problems = Validator(dict(schemas)).check("lot", node, "the lot")
    if typed is None:
        return None, problems
    assert isinstance(node, nodes.Mapping)
    problems = sorted([*_questions(node, framework), *_choices(node, framework), *_weightings(node)])
    return (None if problems else typed), problems


def _questions(node: nodes.Mapping, framework: Framework) -> Iterator[Problem]:
    sets = (framework.data.get("tender") or {}).get("sets") or ()
    known = {question["id"]: question for one in sets for question in one["questions"]}
    seen: set[str] = set()
    for chosen in node.records("questions"):
        name = chosen.text("id") or ""
        if name in seen:
            yield Problem(chosen.place("id"), f"the question {name} stands twice; keep one", "lot-twice")
        seen.add(name)
        if name not in known:
            yield _unknown("question", name, known, chosen.place("id"))
            continue
        fields = {field["id"]: field for field in known[name].get("fields") or ()}
        for field in chosen.records("fields"):
            if field.text("id") not in fields:
                yield _unknown(f"field of {name}", field.text("id") or "", fields, field.place("id"))


def _choices(node: nodes.Mapping, framework: Framework) -> Iterator[Problem]:
    standards = (framework.data.get("standards") or {}).get("standards") or ()
    commissioning = framework.data.get("commissioning") or {}
    fee = commissioning.get("delivery_fee") or {}
    known = {
        "standards": [one["id"] for whole in standards for one in (whole, *(whole.get("parts") or ()))],
        "contract_kpis": [one["id"] for one in commissioning.get("contract_kpis") or ()],
        "delivery_fee": [one["id"] for one in fee.get("parts") or ()],
    }
    words = {"standards": "standard", "contract_kpis": "contract KPI", "delivery_fee": "part of the fee"}
    for key, ids in known.items():
        for chosen in node.texts(key):
            if chosen.text not in ids:
                yield _unknown(words[key], chosen.text or "", ids, chosen.location)


def _unknown(kind: str, name: str, known: Any, place: Any) -> Problem:
    near = nearest(name, known)
    hint = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(known) or 'none'}"
    return Problem(place, f"there is no {kind} '{name}'{hint}", "lot-unknown")


def _weightings(node: nodes.Mapping) -> Iterator[Problem]:
    share = number(node.text("quality_share") or "") or Fraction(0)
    if not 0 < share <= 100:
        message = f"the quality share is {decimal_text(share)}; it is a percentage above 0, at most 100"
        yield Problem(node.place("quality_share"), message, "lot-share")
    total = Fraction(0)
    for chosen in node.records("questions"):
        weighting = number(chosen.text("weighting") or "") or Fraction(0)
        if weighting < 0:
            yield Problem(chosen.place("weighting"), "a weighting is not below 0", "lot-share")
        total += weighting
    if total != share:
        message = (
            f"the weightings add up to {decimal_text(total)}, but the quality share is "
            f"{decimal_text(share)}; change one or the other"
        )
        yield Problem(node.place("questions"), message, "lot-share")
