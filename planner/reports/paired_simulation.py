"""What-ifs beside their base in simulated weeks, as text and files: what each changes, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.folders import (
    PAIRED_DIFFERENCES,
    SIMULATION_MONEY,
    SIMULATION_TABLE,
    SIMULATION_WEEKS,
    SWEEP_SUMMARY,
    json_bytes,
)
from planner.planning import csv_text
from planner.reports.layout import columns, paragraphs
from planner.reports.simulation import (
    DIGITS,
    by_month,
    by_week,
    ends,
    history_lines,
    named_policy,
    notes_of_figures,
    with_ends,
)
from planner.schema.weeks import week_label
from planner.studies import LEVEL
from planner.studies.simulation import (
    APART,
    PairedSimulated,
    PolicyName,
    SimulationRequest,
    paired_differences_table,
    paired_money_table,
    paired_runs_table,
    paired_weeks_table,
)
from planner.texts import _, decimal, language, ngettext

# The measures that are shown, with their decimals.
_SHOWN = {"value": 2, "placed": 0, "waiting_mean": 1, "waiting_max": 0, "cost_sek": 0}


def paired_summary(paired: PairedSimulated) -> dict[str, Any]:
    """The comparison as one object: of each scenario its figures by policy, and of each what-if its differences."""
    base = paired.request.base
    return {
        "format": 1,
        "language": language(),
        "scenario": base.scenario.name,
        "week": week_label(base.scenario.week),
        "weeks": base.weeks,
        "seeds": base.seeds,
        "history": None if base.history is None else base.history.name,
        "unit": base.templates.unit,
        "follow_up_weeks": base.scenario.settings.follow_up_weeks,
        "level": LEVEL,
        "scenarios": [_scenario(paired, number) for number in range(len(paired.simulated))],
        "differences": [
            _difference(paired, number, name) for number in range(1, len(paired.simulated)) for name in base.policies
        ],
    }


def _scenario(paired: PairedSimulated, number: int) -> dict[str, Any]:
    own = paired.simulated[number]
    request = own.request
    return {
        "number": number,
        "scenario": paired.request.names[number],
        "model": request.model.stored.reference,
        "figures": request.model.figures.model_dump(mode="json"),
        "people_at_first": request.templates.num_waiting,
        "people_per_week": round(request.rates.per_week, DIGITS),
        "money": {line: round(sek, 2) for line, sek in request.money.items()},
        "policies": [
            {"policy": name, **{measure: ends(own.estimate(name, measure)) for measure in APART}}
            for name in request.policies
        ],
        "by_week": by_week(own),
        "by_month": by_month(own),
    }


def _difference(paired: PairedSimulated, number: int, name: PolicyName) -> dict[str, Any]:
    by_world = {measure: paired.by_world(number, name, measure) for measure in APART}
    return {
        "number": number,
        "scenario": paired.request.names[number],
        "policy": name,
        **{measure: ends(paired.difference(number, name, measure)) for measure in APART},
        "seeds": [
            {"seed": seed, **{measure: round(of[seed - 1], DIGITS) for measure, of in by_world.items()}}
            for seed in range(1, paired.request.base.seeds + 1)
        ],
    }


def paired_files(paired: PairedSimulated) -> dict[str, bytes]:
    """The results by their path in the folder: every run, its weeks and its money, differences with ends, and all."""
    dialect = paired.request.base.scenario.settings.dialect
    tables = {
        SIMULATION_TABLE: paired_runs_table(paired).round(DIGITS),
        SIMULATION_WEEKS: paired_weeks_table(paired).round(DIGITS),
        SIMULATION_MONEY: paired_money_table(paired).round(2),
        PAIRED_DIFFERENCES: paired_differences_table(paired).round(DIGITS),
    }
    files = {name: csv_text(table, dialect).encode() for name, table in tables.items()}
    return files | {SWEEP_SUMMARY: json_bytes(paired_summary(paired))}


def paired_screen(paired: PairedSimulated) -> str:
    """A comparison over weeks on a screen: for each way of planning the base, each what-if, and what it has more."""
    base = paired.request.base
    title = ngettext("{name}: what-ifs over {number} simulated week", "{name}: what-ifs over {number} simulated weeks",
                     base.weeks, name=base.scenario.name)  # fmt: skip
    lines = [title, "=" * len(title), *paragraphs(_world(paired))]
    for name in base.policies:
        lines += ["", *columns(list(_rows(paired, name)), right=range(1, 99))]
    return "\n".join([*lines, "", *paragraphs(_notes(paired))]).rstrip()


def _world(paired: PairedSimulated) -> Iterator[str]:
    base = paired.request.base
    yield "  " + ngettext(
        "{number} world from {week} on, the same for the base and every what-if.",
        "{number} worlds from {week} on, the same for the base and every what-if.",
        base.seeds, week=week_label(base.scenario.week),
    )  # fmt: skip
    yield from history_lines(base)
    told = [_of_scenario(request) for request in paired.request.requests]
    for name, said in zip(paired.request.names, told, strict=True):
        if said is told[0] or said != told[0]:
            yield "  " + _("{scenario}: {reason}", scenario=name, reason=said)
    if base.seeds == 1:
        yield "  " + _("Warning: one world is chance. Nothing can be said of differences; name at least three --seeds, "
                       "for a decision twenty.")  # fmt: skip


def _of_scenario(request: SimulationRequest) -> str:
    """Who waits and comes, and what money there is."""
    come = decimal(request.rates.per_week, 1)
    people = _("{number} people wait or are to come; {come} more come in a week.",
               number=decimal(request.templates.num_waiting, 0), come=come)  # fmt: skip
    money = [_("{line} {sek} SEK", line=line, sek=decimal(sek, 0)) for line, sek in request.money.items()]
    if not money:
        return people
    return people + " " + _("Money in the simulated weeks: {money}.", money="; ".join(money))


def _rows(paired: PairedSimulated, policy: PolicyName) -> Iterator[tuple[str, ...]]:
    yield (named_policy(policy), _("gain"), _("placed"), _("wait, weeks"), _("longest"), _("SEK"))
    for number, name in enumerate(paired.request.names):
        own = paired.simulated[number]
        means = (decimal(own.estimate(policy, one).value or 0.0, digits) for one, digits in _SHOWN.items())
        yield (f"{name} {_('(the base)')}" if number == 0 else name, *means)
        if number:
            more = (paired.difference(number, policy, one) for one in _SHOWN)
            yield (
                "  " + _("more than the base"),
                *(with_ends(one, digits, plus=True) for one, digits in zip(more, _SHOWN.values(), strict=True)),
            )


def _notes(paired: PairedSimulated) -> Iterator[str]:
    base = paired.request.base
    yield "  " + _("The same people come and leave, the same places open and the same answers are given with and "
                   "without a what-if; a place that only a what-if has gets draws of its own. A difference is that of "
                   "the same world.")  # fmt: skip
    yield from notes_of_figures(base)
