"""The public draw that a scenario names: whether it is of these inputs, and whether it has been held."""

from __future__ import annotations

from planner.errors import Fault, Faults
from planner.inputs.chain import SETTINGS
from planner.inputs.frozen import frozen_hash
from planner.inputs.write import scenario_files
from planner.schema.scenario import Scenario
from planner.texts import _


def doubt_draw(scenario: Scenario, faults: Faults) -> None:
    """Warn where the draw names no frozen inputs or others than these, has no result, or may have been held before."""
    draw = scenario.draw
    if draw is None:
        return
    now = frozen_hash(dict(scenario_files(scenario)))
    if draw.frozen is None:
        faults.warn(Fault(
            "draw-not-frozen", SETTINGS, None, "lottery.frozen",
            what=_("names a draw and not the inputs that it is for"),
            cure=_('Write frozen = "{now}" and frozen_on (the day) under [lottery], and publish them before the draw.',
                   now=now),
        ))  # fmt: skip
    elif draw.frozen != now:
        faults.warn(Fault(
            "draw-of-other-inputs", SETTINGS, None, "lottery.frozen",
            what=_("is the hash of other inputs than these, so the draw was not held for this plan"),
            cure=_('Plan the inputs that were frozen, or freeze these anew ("{now}") and name a later draw.', now=now),
        ))  # fmt: skip
    if draw.result is None:
        faults.warn(Fault(
            "not-drawn", SETTINGS, None, "lottery.result",
            what=_("is blank, so lottery_seed decides the lot and not the draw"),
            cure=_("Write the result as it is published, once the draw has been held."),
        ))  # fmt: skip
    if draw.frozen_on == draw.on:
        faults.warn(Fault(
            "draw-same-day", SETTINGS, None, "lottery.frozen_on",
            what=_("is the day of the draw, and nobody can tell which came first"),
            cure=_("Name a draw of a later day."),
        ))  # fmt: skip
