"""Looking ahead: a week with prices of waiting, places and money, found in futures drawn from a history."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from planner.schema.look_ahead import PER_SEK, LookAhead
from planner.schema.models import SimulationModel
from planner.schema.scenario import Scenario
from planner.schema.settings import SolveSettings
from planner.solving import HighsClient
from planner.studies.simulation import (
    Imagined,
    Played,
    PolicyState,
    SimulationRequest,
    known_world,
    prices_now,
    refuse_history,
    scenario_hash,
)

# A year lies behind the prices of money that has no end, as in `planner simulate`.
WEEKS = 52
# Prices have so many decimals, and are less by a unit of the last than what was found where it has no more decimals:
# what brings exactly what it takes is then proposed now.
DIGITS = 6
# Of a unit of the last decimal, what is an error of arithmetic.
ERROR = 1e-3
# So many seconds are left to the search, however long the prices took.
LEAST_SECONDS = 1.0


def with_look_ahead(scenario: Scenario, history: Scenario, model: SimulationModel) -> Scenario:
    """The scenario with prices of the weeks to come, drawn from the people of a history who came in a stated week.

    They are those of policy potentials in the first week of a simulation. Finding them is counted in the time limit of
    a search on the clock. Prices that the scenario had are replaced. The seed is that of the search.

    Raises InputFaults for a history in which nobody came in a stated week, or without a programme of the scenario, and
    NoPlanInTime where the HiGHS worker is lost again and again.
    """
    refuse_history(scenario, history)
    begun, plain, seed = time.monotonic(), replace(scenario, look_ahead=None), scenario.solve.seed
    request = SimulationRequest(plain, model, weeks=WEEKS, history=history)
    imagined = request.imagined(seed)
    head = {
        "history": history.name, "history_sha256": scenario_hash(history), "model": model.stored.reference,
        "futures": imagined.futures, "weeks": imagined.ahead, "seed": seed,
    }  # fmt: skip
    found = LookAhead.model_validate({**head, **_priced(request, imagined)})
    return replace(scenario, look_ahead=found, solve=_less(scenario, time.monotonic() - begun))


def _priced(request: SimulationRequest, imagined: Imagined) -> dict[str, Mapping[str, object]]:
    """The prices by id, those that are not 0: of the scenario's own people, of slots that are open, of budget lines."""
    templates, rates = request.templates, request.rates
    played = Played.of(templates, rates, known_world(templates, WEEKS, rates))
    standing, world = PolicyState.first(played), played.world
    now = standing.now()
    with HighsClient() as client:
        found = prices_now(client, standing, now[played.is_column[now]], imagined)
    slots = [templates.slots[slot] for slot in world.openings.slot.tolist()]
    # Held places stand as lines after those of money; they have no price of their own.
    money = found.money[: len(templates.lines)]
    people = _above_nothing(zip(world.people.names, found.waiting.tolist(), strict=True))
    awaited = zip(world.people.names, found.awaited.tolist(), strict=True)
    return {
        "people": people,
        "slots": _above_nothing(zip(slots, found.places.tolist(), strict=True)),
        "funding": _above_nothing(zip(templates.lines, (money * PER_SEK).tolist(), strict=True)),
        "awaits": {name: templates.slots[slot] for name, slot in awaited if slot >= 0 and name in people},
    }


def _above_nothing(prices: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The greatest prices below these, those above 0."""
    down = ((name, (math.ceil(price * 10**DIGITS - ERROR) - 1) / 10**DIGITS) for name, price in prices)
    return {name: price for name, price in down if price > 0}


def _less(scenario: Scenario, seconds: float) -> SolveSettings:
    """How long to search: on the clock so much less. A search that counts its work repeats, whatever the clock says."""
    settings = scenario.solve
    if settings.workers == 1:
        return settings
    left = max(settings.time_limit_seconds - seconds, min(LEAST_SECONDS, settings.time_limit_seconds))
    return settings.model_copy(update={"time_limit_seconds": round(left, 3)})
