"""The text of a result (contract section 5)."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from seqf.scoring.engine import GateResult, Outcome, Result, SectionResult
from seqf.scoring.result import exact_text, result_text


def section(id: str, **points: Fraction) -> SectionResult:
    return SectionResult(id=id, **points)


RESULT = Result(
    framework="1.0.0",
    complete=False,
    unscored=("9.1", "ü"),
    low=Fraction(6449, 80),
    high=Fraction(6869, 80),
    places=1,
    sections=(
        section("10", low=Fraction(9), high=Fraction(43, 10), maximum=Fraction(20), weight=Fraction(25, 2)),
        section("2", low=Fraction(0), high=Fraction(1), maximum=Fraction(1), weight=Fraction(175, 2)),
    ),
    gate=GateResult(items=("9.1",), low=Fraction(12), high=Fraction(22), maximum=Fraction(30)),
    outcome=Outcome(low="none", high="good"),
    readings={"gate-fallback": Outcome(low="none", high="none"), "b": Outcome(low="good", high="good")},
)


def test_a_result_is_one_line_with_its_keys_in_the_agreed_order() -> None:
    assert result_text(RESULT) == (
        '{"format":"seqf-result/1","framework":"1.0.0","complete":false,"unscored":["9.1","ü"],'
        '"overall":{"low":"80.6","high":"85.8","low_exact":"6449/80","high_exact":"6869/80"},'
        '"sections":{"10":{"low":"9","high":"43/10","max":"20","weight":"25/2"},'
        '"2":{"low":"0","high":"1","max":"1","weight":"175/2"}},'
        '"gate":{"items":["9.1"],"low":"12","high":"22","max":"30"},'
        '"outcome":{"low":"none","high":"good"},'
        '"readings":{"gate-fallback":{"low":"none","high":"none"},"b":{"low":"good","high":"good"}}}'
    )


def test_a_result_fits_its_schema(repository: Path) -> None:
    schema = json.loads((repository / "schemas" / "result.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(json.loads(result_text(RESULT)))


def test_a_result_holds_exact_numbers_alone() -> None:
    with pytest.raises(TypeError, match="a result holds no Decimal"):
        exact_text({"low": Decimal("0.1")})
