"""An assessment, and what it is compared with -> the blocks of its report; no advice of our own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from seqf.downloads.bars import bar_of
from seqf.downloads.itemtexts import ItemText, item_texts
from seqf.downloads.provenance import provenance
from seqf.downloads.report.blocks import Block, Facts, Heading, Points, Table, Text
from seqf.downloads.report.comparison import comparison
from seqf.downloads.report.words import KINDS, UNSCORED
from seqf.exact import decimal_text, places_for, shown
from seqf.model import Criterion, Framework, Item, Rules, ThresholdKpi
from seqf.scoring import summary
from seqf.scoring.answers import KpiAnswer
from seqf.scoring.assessment import Assessment
from seqf.scoring.engine import Result, item_score, measured, score
from seqf.scoring.sentences import span, told
from seqf.scoring.steps import steps
from seqf.scoring.trace import trace
from seqf.text.plaintext import plain

_HUNDRED = Fraction(100)


def title_of(found: Assessment) -> str:
    """Return the report's title: what kind of assessment, and of whom."""
    kind = KINDS[found.kind]
    return f"{kind}: {found.provider}" if found.provider else f"{kind}: report"


def report(
    framework: Framework, rules: Mapping[str, Rules], found: Assessment, others: Sequence[Assessment] = ()
) -> list[Block]:
    """Return the report on `found`, with a comparison where there are one or two others.

    rules: by release, for all of them. Words for items come from `framework`, whatever the release.
    """
    own = rules[found.framework]
    texts = _texts(framework, own)
    result = score(own, found)
    return [
        *_about(found),
        *_standing(framework, own, result, found),
        *_sections(own, result),
        *_indicators(own, found),
        *_way(own, found, result),
        *_items(own, found, texts),
        *_actions(own, found, texts),
        *comparison(rules, [found, *others], texts),
        *_origin(framework, own),
    ]


def _texts(framework: Framework, rules: Rules) -> dict[str, str]:
    """Words for each item; its title where the framework as it is now does not have the item."""
    known: Mapping[str, ItemText] = item_texts(framework)
    return {item.id: known[item.id].text if item.id in known else item.title for item in rules.items}


def _about(found: Assessment) -> Iterator[Block]:
    scorer = found.extra.get("x-scored-by")
    yield Facts(
        (
            ("Service", found.provider or ""),
            ("Assessment", found.name or ""),
            ("Kind", KINDS[found.kind]),
            ("Date", found.date or ""),
            ("Scored by", scorer if isinstance(scorer, str) else ""),
            ("Scored under release", found.framework),
        )
    )


def _standing(framework: Framework, rules: Rules, result: Result, found: Assessment) -> Iterator[Block]:
    certification: Mapping[str, Any] = framework.data.get("certification") or {}
    low, high = summary.overall(result)
    overall = low if low == high else f"{low} to {high}"
    yield Heading("Result")
    yield Text(f"{overall}%, {summary.outcome(result, rules)}.", lead="Overall:")
    if result.gate:
        gate = result.gate
        title = plain((certification.get("gate") or {}).get("title")) or "Gate"
        points = span(gate.low, gate.high)
        yield Text(f"{points} of {told(gate.maximum)} points ({' + '.join(gate.items)}).", lead=f"{title}:")
    if found.kind != "external":
        statement = plain((certification.get("statement") or {}).get("text"))
        yield Text(
            "This is the service's own view: a range, not a mark. "
            + (statement or "Only an external assessment awards a mark.")
        )
    if result.unscored:
        count = len(result.unscored)
        words = "1 item is" if count == 1 else f"{count} items are"
        yield Text(
            f"{words} not scored yet, so each result is a range from its lowest to its highest possible end."
        )
    lines = [mark.minimum for mark in rules.marks]
    bar = bar_of(result.low, result.high, _HUNDRED, f"{overall} out of 100", lines)
    rows = [
        ("This assessment", f"{overall}%", span(result.gate.low, result.gate.high) if result.gate else "")
    ]
    bars = [bar]
    for mark in rules.marks:
        gate_minimum = "" if mark.gate_minimum is None else f"{decimal_text(mark.gate_minimum)} or more"
        rows.append((mark.title, f"{decimal_text(mark.minimum)}% or more", gate_minimum))
        bars.append(bar_of(mark.minimum, mark.minimum, _HUNDRED, f"begins at {decimal_text(mark.minimum)}"))
    heads = ("", "Overall", f"Points from {' + '.join(rules.gate)}" if rules.gate else "")
    yield Table("Where the overall score lies", heads, tuple(rows), (3, 3, 3), tuple(bars))
    if rules.marks:
        yield Text("Thin lines: where each mark begins.", quiet=True)


def _sections(rules: Rules, result: Result) -> Iterator[Block]:
    titles = {section.id: section.title for section in rules.sections}
    rows, bars = [], []
    for section in result.sections:
        points, most = span(section.low, section.high), told(section.maximum)
        share = span(
            section.weight * section.low / section.maximum, section.weight * section.high / section.maximum
        )
        rows.append(
            (
                f"{section.id} {titles[section.id]}",
                f"{points} of {most}",
                f"{share} of {told(section.weight)}",
            )
        )
        bars.append(bar_of(section.low, section.high, section.maximum, f"{points} of {most} points"))
    yield Heading("Sections")
    yield Table(
        "Points and share of the overall score",
        ("Section", "Points", "Share, %"),
        tuple(rows),
        (6, 3, 3),
        tuple(bars),
    )
    if not result.complete:
        yield Text("Dark: sure. Light: still possible. Grey: out of reach.", quiet=True)


def _indicators(rules: Rules, found: Assessment) -> Iterator[Block]:
    rows = [
        (item.id, item.title, _measure(item, found.kpis.get(item.id, KpiAnswer())), _points(item, found))
        for item in rules.items
        if not isinstance(item, Criterion)
    ]
    if rows:
        yield Heading("Indicators")
        heads = ("Number", "Indicator", "Measured", "Points")
        yield Table("Measured values and what they earn", heads, tuple(rows), (2, 7, 5, 3))


def _measure(item: Item, answer: KpiAnswer) -> str:
    if not isinstance(item, ThresholdKpi):
        return "" if answer.value is None else decimal_text(answer.value)
    value = measured(answer)
    if value is None:
        return ""
    places = places_for(step.bound for step in item.thresholds)
    text = f"{shown(value, places, up=item.direction == 'at-most')} {item.unit}"
    return text if answer.numerator is None else f"{answer.numerator} of {answer.denominator}: {text}"


def _points(item: Item, found: Assessment) -> str:
    points = item_score(item, found)
    return UNSCORED if points is None else f"{told(Fraction(points))} of {told(item.highest)}"


def _way(rules: Rules, found: Assessment, result: Result) -> Iterator[Block]:
    yield Heading("How the result came about")
    yield Points(tuple(trace(rules, found, result)["sentences"]))
    ahead = steps(rules, found)["sentences"]
    if ahead:
        yield Heading("What would lead further")
        yield Points(tuple(ahead))


def _items(rules: Rules, found: Assessment, texts: Mapping[str, str]) -> Iterator[Block]:
    yield Heading("Scores and evidence")
    bare = [
        item.id
        for item in rules.items
        if item_score(item, found) is not None
        and item_score(item, found) == item.highest
        and not _note(found, item, "evidence")
    ]
    if bare:
        yield Text(f"{', '.join(bare)}.", lead="The highest score, and no evidence noted:")
    for section in rules.sections:
        rows = tuple(
            (item.id, texts[item.id], _points(item, found), _note(found, item, "evidence"))
            for item in section.items
        )
        caption = f"{section.id} {section.title}"
        yield Table(caption, ("Number", "Topic or wording", "Points", "Evidence"), rows, (2, 5, 2.5, 7.5))
    if found.aside:
        kept = ", ".join(map(str, found.aside))
        yield Text(f"{kept}. This release does not know them.", lead="Answers kept aside:")


def _note(found: Assessment, item: Item, key: str) -> str:
    value = found.notes.get(item.id, {}).get(key)
    return decimal_text(value) if isinstance(value, Fraction) else str(value or "").strip()


def _actions(rules: Rules, found: Assessment, texts: Mapping[str, str]) -> Iterator[Block]:
    keys = ("action", "owner", "due", "target")
    rows = [
        (
            f"{item.id} {texts[item.id]}".strip(),
            _points(item, found),
            *(_note(found, item, key) for key in keys),
        )
        for item in rules.items
        if any(_note(found, item, key) for key in keys)
    ]
    yield Heading("Action plan")
    if rows:
        heads = ("Item", "Points now", "Action", "Owner", "Due", "Target")
        yield Table("Actions, in the order of the items", heads, tuple(rows), (4, 2.2, 4.6, 2.2, 2.7, 1.7))
    else:
        yield Text("The assessment holds no actions.")


def _origin(framework: Framework, rules: Rules) -> Iterator[Block]:
    about = provenance(framework)
    yield Heading("Where this comes from")
    yield Facts(
        (
            ("Framework", about.title),
            ("Release", rules.framework),
            ("Released", about.day if about.release == rules.framework else ""),
            ("Status", about.status),
            ("What this means", about.status_text),
            *(("Source", source) for source in about.sources),
            ("Terms", about.terms),
        )
    )
