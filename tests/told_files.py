"""Files and single answers, right and wrong, for told.py."""

from __future__ import annotations

import json

from told_frameworks import Named, text


def files() -> Named:
    """Files that are right, saved again, and files that are not."""
    for date in (
        "2024-02-29",
        "2000-02-29",
        "2026-01-31",
        "2026-12-01",
        "0001-01-01",
        "2026-04-30",
        "9999-10-10",
    ):
        yield f"the date {date}", {"save": text(date=date, kind="external")}
    wrong = "2026-13-01 2026-00-10 2026-04-31 2026-01-00 2026-01-32 1900-02-29 0000-01-01 2023-02-29 "
    wrong += "2026-1-01 2026-01-1"
    for date in (
        *wrong.split(),
        "x2026-01-01",
        "12026-01-01",
        "2026-01-01x",
        "2026-01-011",
        "ab26-01-01",
        "2026-ab-01",
        "2026-01-ab",
    ):
        yield f"the wrong date {date}", {"assessment": text(date=date)}
    yield (
        "all that a file may hold",
        {
            "save": '{"x-first":1.50,"format":"seqf-assessment/1","framework":"1.0.0","provider":"P",'
            '"kind":"self","date":"2026-03-31","id":"i","name":"n","scores":{"A.2":null,"A.1":"2.0","A.3":""},'
            '"kpis":{"B.1":{"numerator":3,"denominator":7,"x-who":[1e3,{"a":false}]},'
            '"B.2":{"value":"10.040"},"B.3":null},'
            '"notes":{"A.1":{"evidence":"e\ufeffe","action":null,"owner":"","due":"2026-06-30","by":"b","target":1,'
            '"x-n":{"k":[1.0]}},"B.2":{"target":"9.50"},"B.3":{"target":null,"due":" "},"A.3":null,"B.1":{}},'
            '"aside":{"Z":{"score":1.10,"more":[true]}},"x-own":{"b":2,"a":-0.0}}'
        },
    )
    yield (
        "exponents where numbers are free",
        {"save": '{"format":"seqf-assessment/1","x-a":[1e+5,1E-5,1e5,0.0E0]}'},
    )
    for number in ("1ex5", "1e", "1e+", "1e5.0", "e5", "1E+-5"):
        yield (
            f"{number} for a number",
            {"assessment": '{"format":"seqf-assessment/1","x-a":[' + number + "]}"},
        )
    for size in (39, 40, 41):
        yield f"a wrong text of {size} letters", {"assessment": text(kind="x" * size)}
    yield "nothing but the format", {"save": text()}
    yield (
        "nulls and blanks",
        {
            "save": text(
                framework=" ",
                provider=None,
                kind="",
                date=" \t",
                scores=None,
                kpis=None,
                notes=None,
                aside=None,
            )
        },
    )
    yield "aside without anything", {"save": text(aside={})}
    yield "a mark of byte order inside a text", {"save": text(name="a\ufeffb")}
    yield "external is a kind", {"save": text(kind="external")}
    for count in (99, 100):
        fillers = {f"k{n}": 1 for n in range(count)}
        yield f"an unknown key behind {count} others", {"assessment": text(**fillers, namee=1)}
    yield (
        "unknown items beyond a hundred",
        {
            "assessment": text(
                scores={**{f"A.{n}{n}": 1 for n in range(1, 100)}, "A.4": 1, "A.5": 1}, kpis={"B.4": 1}
            )
        },
    )
    for near in ("A", "A.", "A.12", "a.1", "AB.1", "XA.1", "A1", "B.11", "1.A", "A.1A.1", "", "A.1.2.3"):
        yield f"an item like {near!r}", {"assessment": text(scores={near: 1})}
    for near in (
        "formt",
        "provder",
        "kpi",
        "nots",
        "x",
        "x-",
        "x-a",
        "ax-",
        "X-a",
        "datee",
        "framwrk",
        "asied",
        "idd",
    ):
        yield f"a key like {near}", {"assessment": text(**{near: {}})}
    yield (
        "a free key inside answers",
        {"save": text(kpis={"B.1": {"x-a": 1, "value": 50}}, notes={"A.1": {"x-b": None, "owner": "o"}})},
    )
    yield (
        "wrong keys inside answers",
        {"assessment": text(kpis={"B.1": {"valu": 1, "ax-": 2}}, notes={"A.1": {"evidenc": "", "bx-": "b"}})},
    )
    for name, value in {"the limits": "5", "a rating": "9"}.items():
        targets = {"A.1": "7", "B.1": value, "B.2": "-1", "B.3": value}
        yield (
            f"targets beyond {name}",
            {"assessment": text(notes={key: {"target": to} for key, to in targets.items()})},
        )
    for other in (None, 1, "t", True, [], ["a"], {}):
        yield (
            f"{json.dumps(other)} where an object or text belongs",
            {
                "assessment": text(
                    provider=other,
                    kind=other,
                    date=other,
                    scores=other,
                    kpis={"B.1": other},
                    notes={"A.1": other},
                    aside=other,
                )
            },
        )
        yield (
            f"{json.dumps(other)} where a number belongs",
            {
                "assessment": text(
                    scores={"A.1": other}, kpis={"B.1": {"value": other}, "B.2": {"numerator": other}}
                )
            },
        )


def limits() -> Named:
    """Values at and beyond limits, as values and as counts."""
    for item, values in {
        "B.1": ("10", "9.9", "90", "90.1", "100"),
        "B.2": ("-7", "60", "60.5"),
        "B.3": ("0", "0.5", "1.4", "1.5", "4.5", "4.6"),
    }.items():
        for value in values:
            yield f"{item} at {value}", {"assessment": text(kpis={item: {"value": value}})}
    for n, d in (
        (1, 10),
        (1, 11),
        (9, 10),
        (19, 20),
        (5, 4),
        (0, 0),
        (1, 0),
        (-1, 4),
        (1, -4),
        ("1.5", 4),
        (0, 3),
    ):
        yield f"{n} of {d}", {"assessment": text(kpis={"B.1": {"numerator": n, "denominator": d}})}
    for counts in (
        {"numerator": 1},
        {"denominator": 1},
        {"denominator": 0},
        {"numerator": " ", "denominator": 4},
    ):
        yield f"one count alone: {counts}", {"assessment": text(kpis={"B.1": counts})}
        yield (
            f"one count beside a value: {counts}",
            {"assessment": text(kpis={"B.1": {"value": "50"} | counts})},
        )
        yield f"one count where there are none: {counts}", {"assessment": text(kpis={"B.2": counts})}
