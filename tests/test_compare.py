"""Assessments side by side: who rated higher, what moved, and what can't be compared."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import made
import pytest
from seqf.model import Rules
from seqf.scoring.compare import compare
from seqf.scoring.result import exact_text
from seqf.scoring.rules import rules_from_json

RULES = made.rules()


def document(kind: str | None = None, date: str | None = None, **scores: int | None) -> dict[str, Any]:
    """The complete answers, some scores of section A changed."""
    changed = {f"A.{key[1:]}": value for key, value in scores.items()}
    return {**made.COMPLETE, "kind": kind, "date": date, "scores": {**made.COMPLETE["scores"], **changed}}


def compared(*documents: dict[str, Any], rules: list[Rules] | None = None) -> dict[str, Any]:
    own = rules or [RULES] * len(documents)
    return compare(own, [made.answers(one, doc) for one, doc in zip(own, documents, strict=True)])


def test_a_self_assessment_is_measured_against_the_external_one_whichever_stands_first() -> None:
    own, external = document("self", a1=2, a3=2), document("external", a1=1)
    for pair in (compared(own, external)["pairs"][0], compared(external, own)["pairs"][0]):
        assert pair["about"] == "rating"
        assert (pair["compared"], pair["same"], pair["higher"], pair["lower"]) == (6, 4, 2, 0)
        assert pair["difference"] == pair["sections"][0]["difference"] == 20
        assert pair["sections"][0]["points"] == 2
        assert pair["overall"] == {"low": 20, "high": 20}
    assert (compared(own, external)["pairs"][0]["from"], compared(own, external)["pairs"][0]["to"]) == (1, 0)


def test_over_and_under_rating_are_told_by_section_and_overall() -> None:
    own = document("self", a1=0)
    own["kpis"] = {**own["kpis"], "B.3": {"value": "5"}}
    said = compared(own, document("external"))["sentences"]
    assert said == [
        "1, measured against the external assessment 2: 6 items scored in both, 4 the same, 1 rated higher, "
        "1 rated lower.",
        "Over these items the overall score is under-rated by 18.6.",
        "Section A: under-rated by 20.",
        "Section B: over-rated by 1.4.",
    ]


def test_ratings_that_cancel_out_are_neither_over_nor_under() -> None:
    said = compared(document("self", a1=1, a3=2), document("external"))["sentences"]
    assert "Over these items the overall score is neither over- nor under-rated." in said
    assert "Section A: neither over- nor under-rated." in said


def test_two_of_one_kind_show_movement_from_the_earlier_to_the_later() -> None:
    late, early = document("self", "2026-03-31"), document("self", "2025-03-31", a1=1)
    for documents in ((late, early), (early, late)):
        pair = compared(*documents)["pairs"][0]
        assert (pair["about"], pair["difference"], pair["higher"]) == ("movement", 10, 1)
    assert compared(late, early)["sentences"][:2] == [
        "From 2 to 1: 6 items scored in both, 5 the same, 1 rose, 0 fell.",
        "Over these items the overall score is up by 10.",
    ]


def test_without_dates_movement_follows_the_order_of_naming() -> None:
    for dates in ((None, None), ("2026-03-31", None), (None, "2025-03-31"), ("2026-03-31", "2026-03-31")):
        pair = compared(document("self", dates[0]), document("self", dates[1], a1=0))["pairs"][0]
        assert (pair["from"], pair["to"], pair["difference"]) == (0, 1, -20)


def test_a_sentence_that_ends_in_a_cut_number_has_no_full_stop_after_the_ellipsis() -> None:
    rated = {**document(), "kpis": {**document()["kpis"], "B.3": {"value": "4.3333"}}}
    assert compared(document(), rated)["sentences"][1:] == [
        "Over these items the overall score is up by 0.06…",
        "Section B: up by 0.06…",
    ]


def test_what_fell_is_told_as_down() -> None:
    said = compared(document(), document(a1=1))["sentences"]
    assert said == [
        "From 1 to 2: 6 items scored in both, 5 the same, 0 rose, 1 fell.",
        "Over these items the overall score is down by 10.",
        "Section A: down by 10.",
    ]


def test_nothing_moved_is_said_so() -> None:
    said = compared(document(), document())["sentences"]
    assert said[1:] == ["Over these items the overall score is where it was."]


def test_three_make_three_pairs() -> None:
    found = compared(
        document("self", "2025-03-31"), document("self", "2026-03-31", a3=2), document("external")
    )
    assert [(row["from"], row["to"], row["about"]) for row in found["pairs"]] == [
        (0, 1, "movement"),
        (2, 0, "rating"),
        (2, 1, "rating"),
    ]
    item = next(row for row in found["items"] if row["id"] == "A.3")
    assert (item["scores"], item["agree"], item["section"]) == ([1, 2, 1], False, "A")


def test_an_item_that_one_left_blank_is_compared_by_nobody() -> None:
    found = compared(document("self", a1=None), document("external"))
    assert found["pairs"][0]["compared"] == 5
    item = found["items"][0]
    assert (item["scores"], item["agree"]) == ([None, 2], None)
    assert found["items"][1]["agree"] is True
    # The range of the blank shows in how far the ends move, not in the difference.
    assert found["pairs"][0]["difference"] == 0
    assert found["pairs"][0]["overall"] == {"low": -20, "high": 0}


def test_with_nothing_in_common_no_difference_is_claimed() -> None:
    found = compared({}, made.COMPLETE)
    assert found["sentences"] == ["From 1 to 2: 0 items scored in both, 0 the same, 0 rose, 0 fell."]
    assert '"points":"0","difference":"0"' in exact_text(found["pairs"][0]["sections"])


def test_each_assessment_says_how_it_stands() -> None:
    row = compared({**document("self", "2026-03-31"), "provider": "Example"}, document())["assessments"][0]
    assert row == {
        "provider": "Example",
        "kind": "self",
        "date": "2026-03-31",
        "framework": "1.0.0",
        "overall": {"low": Fraction(423, 5), "high": Fraction(423, 5)},
        "gate": {"low": 13, "high": 13},
        "outcome": {"low": "silver", "high": "silver"},
    }


def other_release() -> Rules:
    """A later release: items scored in another way, one new, one with a new title; a section renamed."""
    plain = json.loads(json.dumps(made.RULES))
    first, second = plain["sections"]
    first["items"][0]["scale"] = ["0", "1", "2", "3"]
    first["items"][1]["title"] = "Better words"
    first["items"].append({"id": "A.4", "title": "New", "kind": "criterion", "scale": ["0", "1"]})
    second["items"][0]["thresholds"][0]["bound"] = "25"
    second["items"][2]["highest"] = "10"
    second["id"] = "C"
    return rules_from_json(json.dumps({**plain, "framework": "2.0.0"}))


def test_different_releases_are_told_and_only_what_means_the_same_is_compared() -> None:
    later = other_release()
    found = compared(document("self"), document("self", a2=1), rules=[RULES, later])
    assert found["same_release"] is False
    assert found["not_compared"] == ["A.1", "B.1", "B.3", "A.4"]
    assert [item["id"] for item in found["items"]] == ["A.2", "A.3", "B.2"]
    pair = found["pairs"][0]
    assert (pair["compared"], pair["lower"], pair["difference"]) == (3, 1, None)
    assert [(row["id"], row["difference"]) for row in pair["sections"]] == [("A", None), ("B", None)]
    assert found["sentences"] == [
        "These were scored under different releases (1.0.0, 2.0.0): overall scores rest on different rules, "
        "and only items that mean the same in all of them are compared.",
        "Not compared: A.1, B.1, B.3, A.4.",
        "From 1 to 2: 3 items scored in both, 2 the same, 0 rose, 1 fell.",
    ]


def test_it_is_the_same_which_of_two_releases_stands_first() -> None:
    found = compared(document("self"), document("self"), rules=[other_release(), RULES])
    assert found["not_compared"] == ["A.1", "A.4", "B.1", "B.3"]
    assert [item["id"] for item in found["items"]] == ["A.2", "A.3", "B.2"]
    assert [(row["id"], row["compared"]) for row in found["pairs"][0]["sections"]] == [("A", 2), ("C", 1)]


def test_one_release_needs_no_word_about_releases() -> None:
    found = compared(document(), document())
    assert (found["same_release"], found["not_compared"]) == (True, [])


@pytest.mark.parametrize("count", [0, 1, 4])
def test_fewer_than_two_or_more_than_three_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match="two or three"):
        compared(*[document()] * count)


def test_rules_for_another_number_of_assessments_are_refused() -> None:
    with pytest.raises(ValueError, match="two or three"):
        compare([RULES], [made.answers(RULES, document())] * 2)
