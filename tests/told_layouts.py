"""Workbooks whose hidden sheet says something odd about where the answers stand; for told_workbooks.py."""

from __future__ import annotations

from collections.abc import Iterator

from told_cells import Parts
from told_filled import FIELDS, HEADS, ROWS, TOP, Cells, layout, made, number, word, workbook


def layouts() -> Iterator[tuple[str, Parts]]:
    """Every workbook, by name."""

    def top(**changed: list[str] | None) -> Cells:
        found = {key: value for key, value in (TOP | FIELDS | changed).items() if value is not None}
        return layout(found, ROWS)

    for form in (
        "seqf-workbook/9",
        "seqf-workbook/",
        "seqf-workbook",
        "seqf-assessment/1",
        "xseqf-workbook/1",
    ):
        yield f"the form {form}", made(plan=top(format=[form]))
    yield "no layout", made(plan={})
    yield "another release", made({"C6": number("1")}, plan=top(release=["0.3.0"]))
    yield "no release", made(plan=top(release=None))
    yield "no framework", made(plan=top(framework=None))
    yield "no fields", made({"B2": word("P")}, plan=top(provider=None, date=None))
    yield "a field on a sheet that is missing", made(plan=top(provider=["Gone", "B2"], date=["Gone", "B3"]))
    yield "a sheet that is missing", workbook({"Part A": {}, "Layout": layout(TOP | FIELDS, ROWS)})
    other = {f"Z{id}": row for id, row in ROWS.items()}
    yield "another framework", made(plan=layout(TOP, other))
    yield "no items", made(plan=layout(TOP, {}))
    yield "no heads", made(plan=layout(TOP, {}, []))
    yield (
        "fewer items",
        made({"C6": number("1")}, plan=layout(TOP, {id: ROWS[id] for id in ("A.1", "B.1", "B.2")})),
    )
    yield (
        "an item too many",
        made(
            {"A9": word("9.9"), "C9": number("1")},
            plan=layout(TOP, ROWS | {"9.9": {"sheet": "Part A", "number": "A9", "value": "C9"}}),
        ),
    )
    counted = {
        "sheet": "Part B",
        "number": "A9",
        "value": "E9",
        "numerator": "C9",
        "denominator": "D9",
        "evidence": "F9",
    }
    yield (
        "a counted item too many",
        made(
            b={"A9": word("9.9"), "C9": number("1"), "D9": number("2"), "F9": word("e")},
            plan=layout(TOP, ROWS | {"9.9": counted}),
        ),
    )
    yield (
        "heads in another order",
        made({"C6": number("1"), "F6": word("e")}, plan=layout(TOP, ROWS, HEADS[::-1][-1:] + HEADS[:0:-1])),
    )
    yield (
        "heads that are not known",
        made(
            {"C6": number("1"), "F6": word("e")},
            plan=layout(TOP, ROWS, [head.replace("evidence", "proof") for head in HEADS]),
        ),
    )
    yield "no list of greyed cells", made(b={"C7": number("1")}, plan=layout(TOP, ROWS, HEADS[:-1]))
    for missing in ("number", "sheet", "item", "numerator", "due"):
        heads = [head for head in HEADS if head != missing]
        yield (
            f"no head {missing}",
            made({"C6": number("1")}, {"C6": number("1")}, plan=layout(TOP, ROWS, heads)),
        )
    yield (
        "no framework, other items",
        made(plan=layout({key: TOP[key] for key in ("format", "release")}, other)),
    )
    plan = layout(TOP | FIELDS, ROWS)
    yield (
        "a layout with more on its right",
        made({"C6": number("1")}, plan=plan | {"L1": word("x"), "AA8": word("y"), "Z9": word("z")}),
    )
    yield (
        "a head on the right of all",
        made({"C6": number("1")}, plan=plan | {"L7": word("value"), "L8": word("C7")}),
    )
    yield (
        "cells of no address",
        made({"C6": number("1")}, plan=plan | {"B9x": word("y"), "b3": word("2"), "3": word("z")}),
    )
    moved = {f"{at[0]}{int(at[1:]) + (2 if int(at[1:]) > 1 else 0)}": cell for at, cell in plan.items()}
    yield "a layout with empty rows, backwards", made({"C6": number("1")}, plan=dict(reversed(moved.items())))
