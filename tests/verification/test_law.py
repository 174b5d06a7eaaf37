"""The law of a day: the verifier reads the rule pack as the program does, with code of its own."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from planner.schema.models import RulePack
from planner.verification.law import lower_fees_on, rule_in
from tests.plan_runs import ROOT
from tests.scenarios import Given

PACKS = sorted(f"sweden/{path.name}" for path in (ROOT / "models" / "rules" / "sweden").iterdir() if path.is_dir())


def pack_of(home: Path, reference: str) -> RulePack:
    """A shipped rule pack as the reader understands it."""
    given = Given(home, candidates="eligible")
    given.models["rules"] = reference
    pack = given.scenario().assumptions.rules
    assert pack.stored.reference == reference
    return pack


@pytest.mark.parametrize("reference", PACKS)
def test_every_rule_stands_the_same_before_at_and_after_each_amendment(tmp_path: Path, reference: str) -> None:
    pack = pack_of(tmp_path, reference)
    days = {amendment.since for form in pack.forms.values() for amendment, _ in form.amended}
    # The week of the day, the one before and the one after it, wherever in its week the day lies.
    weeks = {day.toordinal() // 7 + number for day in days for number in (-1, 0, 1, 2)}
    assert weeks
    for name, week in product(pack.forms, sorted(weeks)):
        assert rule_in(pack, name, week) == pack.rule(name, week)


@pytest.mark.parametrize("reference", PACKS)
def test_lower_fees_hold_on_the_same_days(tmp_path: Path, reference: str) -> None:
    common = pack_of(tmp_path, reference).common
    ends = {day for fees in common.lower_fees for day in (fees.valid_from, fees.valid_to) if day is not None}
    days = {type(day).fromordinal(day.toordinal() + number) for day in ends for number in (-1, 0, 1)}
    assert [lower_fees_on(common, day) for day in sorted(days)] == [common.lower_fees_on(day) for day in sorted(days)]
