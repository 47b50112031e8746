"""The invented assessment to try the calculator with: sound under its rules, and no claim to be real."""

from __future__ import annotations

import json

import pytest
from loaded import framework as load
from loaded import odd_rules
from seqf.model import Framework, Rules
from seqf.scoring.assessment import parse
from seqf.scoring.engine import score
from seqf.site.example import example


def _read(rules: Rules):
    return parse(example(rules), {rules.framework: rules}, rules.framework)


def test_the_example_is_sound_is_called_invented_and_leaves_some_open(
    framework: Framework,
) -> None:
    assessment, mistakes = _read(framework.rules)
    assert not mistakes
    assert "invented" in assessment.provider
    result = score(framework.rules, assessment)
    assert 0 < len(result.unscored) < len(framework.rules.items) / 4
    assert result.low < result.high


@pytest.mark.parametrize(
    "rules",
    [load(f"tests/frameworks/{name}").rules for name in ("tiny", "orchard", "meadow/current")]
    + [odd_rules()],
    ids=lambda rules: rules.title,
)
def test_every_framework_has_an_example_that_is_sound(rules: Rules) -> None:
    assert not _read(rules)[1]


def test_the_example_has_actions_with_targets_and_top_scores_without_evidence(framework: Framework) -> None:
    file = json.loads(example(framework.rules))
    assert any("target" in note for note in file["notes"].values())
    tops = {item.id for item in framework.rules.items if file["scores"].get(item.id) == 2}
    assert tops - {id for id, note in file["notes"].items() if "evidence" in note}
