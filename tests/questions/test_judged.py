"""The range that the judged effects leave is what planning with a changed table of effects says."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.instance import build
from planner.questions.judged import ENDS, at_end, has_judged_effects, with_judged
from planner.schema.models import OutcomeModel
from tests.questions.pricing import best, holds, priced, tight


def test_only_judged_effects_go_to_their_ends(tmp_path: Path) -> None:
    scenario = tight(tmp_path, 1).scenario()
    model, low = scenario.assumptions.outcome, with_judged(scenario, "low").assumptions.outcome
    assert isinstance(model, OutcomeModel)
    assert isinstance(low, OutcomeModel)
    pairs = list(zip(model.effects, low.effects, strict=True))
    assert all(after.effect == before.effect_low for before, after in pairs if before.kind == "judgement")
    assert all(after.effect == before.effect for before, after in pairs if before.kind != "judgement")
    assert {before.kind for before, _after in pairs} > {"judgement"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_the_judged_range_holds_the_gain_at_both_ends_and_as_stated(tmp_path: Path, seed: int) -> None:
    given = tight(tmp_path, seed)
    own = [price for price in priced(given).prices["place"] if price.judged is not None]
    assert own
    for price in own:
        assert price.judged is not None
        for end in ENDS:
            scenario = with_judged(given.scenario(), end)
            slots = scenario.tables["slots"]
            more = slots.assign(places=slots["places"] + (slots["slot_id"] == price.step.id))
            changed = replace(scenario, tables={**scenario.tables, "slots": more})
            assert holds(price.judged, best(build(changed)) - best(build(scenario)))
        assert price.judged.low <= price.more.low <= price.more.high <= price.judged.high


def test_a_week_of_the_users_own_outcomes_rests_on_no_judged_effects(tmp_path: Path) -> None:
    given = tight(tmp_path, 1)
    assert has_judged_effects(given.scenario())
    given.settings["candidates"] = "listed"
    assert not has_judged_effects(given.scenario())


def test_gates_stay_as_they_are_at_both_ends(tmp_path: Path) -> None:
    instance = build(tight(tmp_path, 1).scenario())
    for end in ENDS:
        other = at_end(instance, end)
        assert other.candidates[["person", "slot", "programme"]].equals(
            instance.candidates[["person", "slot", "programme"]]
        )
