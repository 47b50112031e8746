"""Two or three assessments side by side: the last part of a report, with its chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from seqf.downloads.bars import PATTERNS, BarGroup, bar_of
from seqf.downloads.report.blocks import Block, Heading, Points, Table, Text
from seqf.downloads.report.words import KINDS, UNSCORED
from seqf.model import Rules
from seqf.scoring import summary
from seqf.scoring.assessment import Assessment
from seqf.scoring.compare import compare
from seqf.scoring.engine import score
from seqf.scoring.sentences import span, told

_HUNDRED = Fraction(100)


def comparison(
    rules: Mapping[str, Rules], all_of_them: Sequence[Assessment], texts: Mapping[str, str]
) -> Iterator[Block]:
    """Yield the comparison of two or three assessments; nothing for one.

    rules: by release, for all of them. texts: the words for each item.
    """
    if len(all_of_them) < 2:
        return
    compared = compare([rules[one.framework] for one in all_of_them], all_of_them)
    yield Heading("Comparison")
    rows, bars = [], []
    for number, (one, standing) in enumerate(zip(all_of_them, compared["assessments"], strict=True), 1):
        own = rules[one.framework]
        low, high = summary.overall(score(own, one))
        overall = low if low == high else f"{low} to {high}"
        about = ", ".join(part for part in (KINDS[one.kind], one.provider, one.date) if part)
        outcome = summary.outcome(score(own, one), own)
        rows.append((f"{number}. {about}", f"{overall}%", outcome))
        bars.append(bar_of(*standing["overall"].values(), _HUNDRED, f"{overall} out of 100"))
    heads = ("Assessment", "Overall", "Outcome")
    yield Table("What is compared", heads, tuple(rows), (6, 3, 4), tuple(bars))
    yield Points(tuple(compared["sentences"]))
    yield from _sections([rules[one.framework] for one in all_of_them], all_of_them)
    differing = tuple(
        (item["id"], texts.get(item["id"], ""), *(_compared(value) for value in item["scores"]))
        for item in compared["items"]
        if item["agree"] is not True and any(value is not None for value in item["scores"])
    )
    numbers = tuple(str(number) for number in range(1, len(all_of_them) + 1))
    if differing:
        heads = ("Number", "Topic or wording", *numbers)
        widths = (2, 9, *(2 for _ in numbers))
        yield Table("Items that differ, or that not all of them score", heads, differing, widths)
    else:
        yield Text("No item differs.")


def _sections(rules: Sequence[Rules], all_of_them: Sequence[Assessment]) -> Iterator[Block]:
    """Yield points by section with a bar for each assessment, and how to tell the bars apart."""
    earned = [
        {section.id: section for section in score(own, one).sections}
        for own, one in zip(rules, all_of_them, strict=True)
    ]
    titles = {section.id: section.title for own in reversed(rules) for section in own.sections}
    rows, groups = [], []
    for id in dict.fromkeys(id for sections in earned for id in sections):
        texts, bars = [], []
        for section in (sections.get(id) for sections in earned):
            points = f"{span(section.low, section.high)} of {told(section.maximum)}" if section else ""
            texts.append(points or "not in its release")
            bars.append(section and bar_of(section.low, section.high, section.maximum, f"{points} points"))
        rows.append((f"{id} {titles[id]}", *texts))
        groups.append(BarGroup(tuple(bars)))
    numbers = tuple(str(number) for number in range(1, len(rules) + 1))
    widths = (6, *(3 for _ in numbers))
    yield Table("Sections side by side, in points", ("Section", *numbers), tuple(rows), widths, tuple(groups))
    kinds = ", ".join(f"{number} {pattern}" for number, pattern in zip(numbers, PATTERNS, strict=False))
    yield Text(f"Bars from top to bottom: {kinds}. Within dashes: still possible.", quiet=True)


def _compared(value: Fraction | None) -> str:
    return UNSCORED if value is None else told(value)
