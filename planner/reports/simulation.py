"""Simulated weeks as text and files: what each policy brings, how long people wait, and what sets policies apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from planner.folders import SIMULATION_MONEY, SIMULATION_TABLE, SIMULATION_WEEKS, SWEEP_SUMMARY, json_bytes
from planner.planning import csv_text
from planner.reports.layout import columns, paragraphs
from planner.schema.weeks import week_label
from planner.studies import LEVEL, Estimate
from planner.studies.simulation import (
    APART,
    MEASURES,
    OF_WEEKS,
    PolicyName,
    Simulated,
    SimulationRequest,
    money_table,
    runs_table,
    weeks_table,
)
from planner.texts import N_, _, decimal, language, ngettext, percent

DIGITS = 6
# What is told of paths, and the policies whose difference is what holding places brings.
OF_PATHS = ("promised", "went_on", "expected", "drawn")
HOLDING: tuple[PolicyName, PolicyName] = ("nothing_held", "greedy")
# What people call the policies, and what each is held against.
NAMES_OF_POLICIES: dict[PolicyName, str] = {
    "usual": N_("the queue, longest wait first"),
    "longest_wait_to_best": N_("the queue, each to their best place"),
    "best_first": N_("best first"),
    "nothing_held": N_("each week's best plan, no place held"),
    "greedy": N_("each week's best plan"),
    "potentials": N_("with an eye to the weeks to come"),
    "hindsight": N_("all known beforehand"),
}
UNITS = {
    "people": N_("Gain: how many more people are expected in work or study."),
    "weeks": N_("Gain: how many more weeks of regular work are expected."),
    "points": N_("Gain: points that people have set."),
    "table": N_("Gain: as the table of pairs has it."),
}


def simulation_summary(simulated: Simulated) -> dict[str, Any]:
    """The simulation as one object: of each policy its figures with their intervals and by seed, and differences."""
    request = simulated.request
    scenario = request.scenario
    return {
        "format": 1,
        "language": language(),
        "scenario": scenario.name,
        "week": week_label(scenario.week),
        "weeks": request.weeks,
        "seeds": request.seeds,
        "history": None if request.history is None else request.history.name,
        "change": None if request.change is None else request.change.name,
        "change_after": None if request.change is None else request.change_after,
        "money": {line: round(sek, 2) for line, sek in request.money.items()},
        "unit": request.templates.unit,
        "level": LEVEL,
        "model": request.model.stored.reference,
        "figures": request.model.figures.model_dump(mode="json"),
        "people_at_first": request.templates.num_waiting,
        "people_per_week": round(request.rates.per_week, DIGITS),
        "bound": ends(simulated.bound),
        "attainable": ends(simulated.attainable),
        "policies": [_policy(simulated, name) for name in request.policies],
        "differences": list(_differences(simulated)),
        "follow_up_weeks": scenario.settings.follow_up_weeks,
        "by_week": by_week(simulated),
        "by_month": by_month(simulated),
        "held": _held(simulated),
    }


def _held(simulated: Simulated) -> dict[str, Any] | None:
    """What is held, what each policy makes of it, and what holding brings; None where nothing is held."""
    made, policies = simulated.request.templates, simulated.request.policies
    if not made.pools:
        return None
    brings = simulated.difference("greedy", "nothing_held", "value") if set(HOLDING) <= set(policies) else None
    return {
        "places": {name: int(number) for name, number in zip(made.pools, made.left[len(made.lines) :], strict=True)},
        "policies": [
            {"policy": name, **{one: ends(simulated.of_paths(name, one)) for one in OF_PATHS}} for name in policies
        ],
        "brings": None if brings is None else ends(brings),
    }


def by_week(simulated: Simulated) -> list[dict[str, Any]]:
    """A row for each policy and week: the means over worlds of what weeks.csv has."""
    table = weeks_table(simulated).groupby(["policy", "week"], sort=False)[list(OF_WEEKS)].mean()
    return _rows_of(table)


def by_month(simulated: Simulated) -> list[dict[str, Any]]:
    """A row for each policy, month and budget line: the means over worlds of what money.csv has."""
    keys = ["policy", "month", "funding_id"]
    table = money_table(simulated).groupby(keys)[["placed", "cost_sek"]].sum() / simulated.request.seeds
    return _rows_of(table)


def _rows_of(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table with its index, rounded, as JSON has them."""
    rows = table.round(DIGITS).reset_index().to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def _policy(simulated: Simulated, name: PolicyName) -> dict[str, Any]:
    by_seed = {measure: simulated.measured(name, measure) for measure in MEASURES}
    closed = simulated.closed(name)
    return {
        "policy": name,
        **{measure: ends(simulated.estimate(name, measure)) for measure in MEASURES},
        "closed": None if closed is None else round(closed, DIGITS),
        "seeds": [
            {"seed": seed, **{measure: round(by_seed[measure][seed - 1], DIGITS) for measure in MEASURES}}
            for seed in range(1, simulated.request.seeds + 1)
        ],
    }


def _differences(simulated: Simulated) -> Iterator[dict[str, Any]]:
    """Each policy less each one before it in the list."""
    policies = simulated.request.policies
    for at, name in enumerate(policies):
        for other in policies[:at]:
            told = {measure: ends(simulated.difference(name, other, measure)) for measure in APART}
            yield {"policy": name, "against": other, **told}


def ends(estimate: Estimate) -> dict[str, float | None]:
    """A figure and its interval as JSON has them."""
    told = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {name: None if value is None else round(value, DIGITS) for name, value in told.items()}


def simulation_files(simulated: Simulated) -> dict[str, bytes]:
    """The results by their path in the folder: a row for each policy and seed, one for each of their weeks, and all."""
    dialect = simulated.request.scenario.settings.dialect
    return {
        SIMULATION_TABLE: csv_text(runs_table(simulated).round(DIGITS), dialect).encode(),
        SIMULATION_WEEKS: csv_text(weeks_table(simulated).round(DIGITS), dialect).encode(),
        SIMULATION_MONEY: csv_text(money_table(simulated).round(2), dialect).encode(),
        SWEEP_SUMMARY: json_bytes(simulation_summary(simulated)),
    }


def simulation_screen(simulated: Simulated) -> str:
    """A simulation on a screen: a row for each policy, what sets them apart, and what has to be known to read it."""
    request = simulated.request
    title = ngettext("{name}: {number} simulated week", "{name}: {number} simulated weeks", request.weeks,
                     name=request.scenario.name)  # fmt: skip
    return "\n".join(
        [title, "=" * len(title), *paragraphs(_world(simulated)), "",
         *columns(list(_rows(simulated)), right=range(1, 99)), "",
         *columns(list(_apart(simulated)), right=range(1, 99)), "", *paragraphs(_notes(simulated))]
    ).rstrip()  # fmt: skip


def _world(simulated: Simulated) -> Iterator[str]:
    request = simulated.request
    yield "  " + ngettext(
        "{number} world from {week} on, the same for all ways of planning.",
        "{number} worlds from {week} on, the same for all ways of planning.",
        request.seeds, week=week_label(request.scenario.week),
    )  # fmt: skip
    come = decimal(request.rates.per_week, 1)
    yield "  " + _("{number} people wait or are to come; {come} more come in a week.",
                   number=decimal(request.templates.num_waiting, 0), come=come)  # fmt: skip
    yield from history_lines(request)
    for line, sek in request.money.items():
        yield "  " + _("Money in the simulated weeks, {line}: {sek} SEK.", line=line, sek=decimal(sek, 0))
    if request.change is not None:
        yield "  " + ngettext("{name} comes after {number} week.", "{name} comes after {number} weeks.",
                              request.change_after, name=request.change.name)  # fmt: skip
    if request.seeds == 1:
        yield "  " + _("Warning: one world is chance. Nothing can be said of differences between ways of planning; "
                       "name at least three --seeds, for a decision twenty.")  # fmt: skip


def history_lines(request: SimulationRequest) -> Iterator[str]:
    """Where those who come are taken from, and in how many weeks they came there; nothing without a history."""
    if request.history is None or request.came is None:
        return
    number, first, last = request.came
    yield "  " + ngettext(
        "Those who come are like {number} person of {history}, who came from {first} to {last}: {weeks} weeks.",
        "Those who come are like {number} people of {history}, who came from {first} to {last}: {weeks} weeks.",
        number, history=request.history.name, first=week_label(first), last=week_label(last), weeks=last - first + 1,
    )  # fmt: skip


def _rows(simulated: Simulated) -> Iterator[tuple[str, ...]]:
    yield (_("way of planning"), _("gain"), _("of the best"), _("placed"), _("wait, weeks"), _("longest"), _("SEK"),
           _("s a week"))  # fmt: skip
    for name in simulated.request.policies:
        own = {measure: simulated.estimate(name, measure) for measure in MEASURES}
        yield (
            named_policy(name),
            with_ends(own["value"], 2),
            percent(own["ratio"].value or 0.0, 0),
            decimal(own["placed"].value or 0.0, 0),
            decimal(own["waiting_mean"].value or 0.0, 1),
            decimal(own["waiting_max"].value or 0.0, 0),
            decimal(own["cost_sek"].value or 0.0, 0),
            decimal(own["seconds_per_week"].value or 0.0, 2),
        )


def named_policy(policy: PolicyName) -> str:
    """A policy as people call it, and by the code that files and --policy have."""
    return f"{_(NAMES_OF_POLICIES[policy])} ({policy})"


def with_ends(estimate: Estimate, digits: int, *, plus: bool = False) -> str:
    """A figure, with the ends of its interval in brackets."""
    text = decimal(estimate.value or 0.0, digits, plus=plus)
    if estimate.low is None or estimate.high is None:
        return text
    told = {"low": decimal(estimate.low, digits, plus=plus), "high": decimal(estimate.high, digits, plus=plus)}
    return _("{value} ({low} to {high})", value=text, **told)


def _apart(simulated: Simulated) -> Iterator[tuple[str, ...]]:
    """What the last of the policies that could be followed brings more than each of the others."""
    real = [name for name in simulated.request.policies if name != "hindsight"]
    if len(real) < 2:  # noqa: PLR2004 - one has nothing to be held against
        return
    own = real[-1]
    yield (_("{name}, against", name=_(NAMES_OF_POLICIES[own])), _("gain"), _("placed"), _("wait, weeks"))
    for other in real[:-1]:
        gain, placed, waits = (simulated.difference(own, other, name) for name in ("value", "placed", "waiting_mean"))
        yield (
            named_policy(other), with_ends(gain, 2, plus=True), with_ends(placed, 0, plus=True),
            with_ends(waits, 1, plus=True),
        )  # fmt: skip


def _of_paths(simulated: Simulated) -> Iterator[str]:
    """What holding places costs and brings, where some are held."""
    request = simulated.request
    made = request.templates
    if not made.pools:
        return
    places = int(made.left[len(made.lines) :].sum())
    yield "  " + ngettext("{number} place is held for people on a path.",
                          "{number} places are held for people on a path.", places)  # fmt: skip
    if "greedy" in request.policies:
        promised, went_on = (simulated.of_paths("greedy", one).value or 0.0 for one in ("promised", "went_on"))
        brought = with_ends(simulated.of_paths("greedy", "expected"), 2, plus=True)
        yield "  " + _("With each week's best plan {promised} people begin such a path, and {went_on} go on to the "
                       "held place. The next steps bring {brought} of the gain.", promised=decimal(promised, 1),
                       went_on=decimal(went_on, 1), brought=brought)  # fmt: skip
    if set(HOLDING) <= set(request.policies):
        gain = with_ends(simulated.difference("greedy", "nothing_held", "value"), 2, plus=True)
        yield "  " + _("Holding them brings {gain} in all, compared with the same plan where the places are open to "
                       "everybody and nobody goes on.", gain=gain)  # fmt: skip


def _notes(simulated: Simulated) -> Iterator[str]:
    request = simulated.request
    closed = simulated.closed("potentials") if "potentials" in request.policies else None
    if closed is not None and closed < 0:
        yield "  " + _("With an eye to the weeks to come, less is gained here than with each week's best plan.")
    elif closed is not None:
        yield "  " + _("Planning with an eye to the weeks to come makes good {share} of the distance between each "
                       "week's best plan and all known beforehand.", share=percent(closed, 0))  # fmt: skip
    yield from _of_paths(simulated)
    most = decimal(simulated.attainable.value or 0.0, 2)
    yield "  " + _('"All known beforehand" means that answers are known too: who will say no, and who leaves the '
                   "queue. Minimums of places do not bind it. Without that knowledge nobody can reach more than {most} "
                   "on average.", most=most)  # fmt: skip
    yield from notes_of_figures(request)


def notes_of_figures(request: SimulationRequest) -> Iterator[str]:
    """What figures of simulated weeks count, what their ends are, and what is left out and assumed."""
    yield "  " + _(UNITS[request.templates.unit])
    if request.seeds > 1:
        yield "  " + _("In brackets: ends that cover the true mean in {level} of such simulations.",
                       level=percent(LEVEL, 0))  # fmt: skip
    yield "  " + _("Wait: of all who could get some place, until they are placed or leave the queue, or the weeks end.")
    yield "  " + _("Supervisors, starts per caseworker and limits of employers are not in the simulation. Places, "
                   "minimums, lead times and budgets are.")  # fmt: skip
    reference = request.model.stored.reference
    name, version = reference.rsplit("/", 1)
    own = f"models/simulation/{name}/{int(version) + 1 if version.isdigit() else 2}/"
    yield "  " + _("Who leaves and comes and which places open is assumed (models/simulation/{reference}). Put your "
                   "own figures in {own} beside the scenario.", reference=reference, own=own)  # fmt: skip
