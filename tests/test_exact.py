"""Numbers as files write them, and as people see them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from seqf.exact import decimal_text, decimals, fraction_text, half_up, number, places_for, shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", Fraction(0)),
        ("-0", Fraction(0)),
        ("2.0", Fraction(2)),
        ("0.1", Fraction(1, 10)),
        ("-12.50", Fraction(-25, 2)),
        ("123456789012345678901234567890", Fraction(123456789012345678901234567890)),
    ],
)
def test_a_number_is_taken_as_written(text: str, value: Fraction) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", " 1", "1 ", "1\n", "+1", "--1", "01", "1.", ".5", "1e2", "0x1", "1,5", "1_000", "1/2"),
        *("NaN", "Infinity", "\N{ARABIC-INDIC DIGIT ONE}", "\N{SUPERSCRIPT TWO}"),
        *("1234567890123456789012345678901", "0.12345678901234567890123456789"),
    ],
)
def test_any_other_form_is_no_number(text: str) -> None:
    assert number(text) is None


def test_exact_values_are_written_as_reduced_fractions() -> None:
    assert [fraction_text(value) for value in (Fraction(490, 8), Fraction(70), Fraction(-1, 3))] == [
        "245/4",
        "70",
        "-1/3",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [("14.20", "14.2"), ("70.0", "70"), ("-0.5", "-0.5"), ("0.05", "0.05"), ("-0", "0"), ("1000", "1000")],
)
def test_a_decimal_is_written_at_its_shortest(value: str, text: str) -> None:
    assert decimal_text(number(value)) == text


def test_a_third_has_no_end_as_a_decimal() -> None:
    with pytest.raises(ValueError, match="no end"):
        decimals(Fraction(1, 3))


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("89.96", 1, "89.9"),
        ("89.999999", 2, "89.99"),
        ("90", 1, "90.0"),
        ("0.04", 1, "0.0"),
        ("-0.04", 1, "-0.1"),
    ],
)
def test_what_is_shown_is_cut_and_never_crosses_a_bound_it_missed(value: str, places: int, text: str) -> None:
    assert shown(number(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"), [("10.04", "10.1"), ("10", "10.0"), ("10.000001", "10.1"), ("0.01", "0.1")]
)
def test_what_is_shown_under_an_at_most_bound_is_rounded_up(value: str, text: str) -> None:
    assert shown(number(value), up=True) == text


def test_the_finest_bound_says_how_many_decimals_are_shown() -> None:
    assert places_for([]) == 1
    assert places_for([Fraction(90), Fraction(75)]) == 1
    assert places_for([Fraction(90), Fraction("62.550"), Fraction("0.1")]) == 2


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("89.95", 1, "90"),
        ("89.949999", 1, "89.9"),
        ("2.5", 0, "3"),
        ("2.49", 0, "2"),
        ("-2.5", 0, "-2"),
        ("-2.51", 0, "-3"),
    ],
)
def test_a_half_is_rounded_up(value: str, places: int, rounded: str) -> None:
    assert half_up(number(value), places) == number(rounded)
